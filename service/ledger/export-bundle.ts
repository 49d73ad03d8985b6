import type pg from 'pg'
import { ledgerOrigin } from '../../shared/model/ledger-entry'

/** A connection inside a transaction: everything of one bundle is of one snapshot. */
export type Queryable = Pick<pg.ClientBase, 'query'>

export interface BundleOptions {
  readonly epoch: string
  /** What the commitments hide, where it still exists; false for somebody who is to check the proof and read nothing. */
  readonly withOpenings: boolean
  /** Only entries before this one: those that a checkpoint covers while the hub goes on writing. Null: whatever is there. */
  readonly upTo: number | null
  /** Checkpoint keys that the reader may compare with those they have from the controller. */
  readonly keys: readonly string[]
  readonly exportedAt: string
  /** Signed for this bundle, in the place of the table's own of that size, which a key that is retired by now had signed. */
  readonly anew?: Waymark | null
}

/** Each committed field of a leaf, and where its opening lies. The words of a decision and of a review's outcome are committed to as `words`. */
const OPENED = [
  { field: 'officer', kind: 'officer', value: 'officer_id', salt: 'officer_salt' },
  { field: 'persons', kind: 'person', value: 'persons', salt: 'persons_salt' },
  { field: 'reason', kind: 'reason', value: 'reason', salt: 'reason_salt' },
  { field: 'linked', kind: 'case', value: 'linked', salt: 'linked_salt' },
  { field: 'authority', kind: 'authority', value: 'authority', salt: 'authority_salt' },
] as const

const WITH_WORDS: ReadonlySet<string> = new Set(['decision', 'review'])

const PER_FETCH = 2_000
/** Checkpoints on the way, so that a difference is found between two of them. */
const WAYMARKS = 64

interface EntryRow {
  readonly entry_index: string
  readonly kind: string
  readonly leaf: Buffer
  readonly leaf_hash: Buffer
  readonly opening: Readonly<Record<string, string | number | null>> | null
  readonly outcome: string | null
}
export interface Waymark { readonly size: number; readonly note: string }

/**
 * The lines of a bundle (BUNDLE.md), each with its newline. Exports what is there and judges nothing: that is the verifier's business.
 * A cursor rather than pages by key, so that rows which no key would let in twice are exported twice.
 */
export async function* bundleLines(client: Queryable, { epoch, withOpenings, upTo, keys, exportedAt, anew = null }: BundleOptions): AsyncGenerator<string> {
  const before = upTo ?? Number.MAX_SAFE_INTEGER
  const { entries, openings } = await count(client, epoch, before)
  const marks = (await listWaymarks(client, epoch)).map((mark) => (mark.size === anew?.size ? anew : mark))
  yield line({ v: 1, type: 'casement-ledger', epoch, origin: ledgerOrigin(epoch), entries, openings: withOpenings ? openings : 0, exportedAt })
  let at = 0
  let mark = 0
  for await (const row of readEntries(client, epoch, before)) {
    const opened = withOpenings ? openingsOf(row) : []
    yield line({
      i: Number(row.entry_index), leaf: row.leaf.toString('base64'), hash: row.leaf_hash.toString('hex'), ...(row.outcome === null ? {} : { outcome: row.outcome }), ...(opened.length === 0 ? {} : { openings: opened }),
    })
    at += 1
    for (; (marks[mark]?.size ?? Infinity) <= at; mark += 1) yield line({ checkpoint: marks[mark]?.note })
  }
  // Of more entries than are there: what proves that some are gone.
  for (; mark < marks.length; mark += 1) yield line({ checkpoint: marks[mark]?.note })
  yield line({ type: 'end', entries, keys })
}

export interface LedgerState { readonly entries: number; readonly signed: number }

/** How many entries there are, and for how many the last checkpoint was signed. */
export async function readLedgerState(client: Queryable, epoch: string): Promise<LedgerState> {
  const { rows } = await client.query<{ entries: number; signed: number }>(
    `select (select count(*) from ledger_entries where epoch = $1)::float8 as entries,
       coalesce((select max(size) from ledger_checkpoints where epoch = $1), 0)::float8 as signed`, [epoch])
  return rows[0] ?? { entries: 0, signed: 0 }
}

/** The last signed note; null where none is. */
export async function findLastNote(client: Queryable, epoch: string): Promise<string | null> {
  const { rows } = await client.query<{ note: string }>('select note from ledger_checkpoints where epoch = $1 order by size desc limit 1', [epoch])
  return rows[0]?.note ?? null
}

/** The epoch that the hub writes now; null before its first start. */
export async function findPresentEpoch(client: Queryable): Promise<string | null> {
  const { rows } = await client.query<{ epoch: string }>('select epoch from epochs order by started_at desc limit 1')
  return rows[0]?.epoch ?? null
}

export async function hasEpoch(client: Queryable, epoch: string): Promise<boolean> {
  return (await client.query('select 1 from epochs where epoch = $1', [epoch])).rowCount !== 0
}

async function count(client: Queryable, epoch: string, before: number): Promise<{ entries: number; openings: number }> {
  const each = OPENED.map(({ value, salt }) => `count(*) filter (where o.${value} is not null and o.${salt} is not null)`).join(' + ')
  const { rows } = await client.query<{ entries: number; openings: number }>(
    `select (select count(*) from ledger_entries where epoch = $1 and entry_index < $2)::float8 as entries,
       (select ${each} from ledger_entries e join ledger_openings o using (epoch, entry_index) where epoch = $1 and entry_index < $2)::float8 as openings`, [epoch, before])
  return rows[0] ?? { entries: 0, openings: 0 }
}

/** The last checkpoint, and some before it at even distances. */
async function listWaymarks(client: Queryable, epoch: string): Promise<Waymark[]> {
  const { rows } = await client.query<Waymark>(
    `with all_of_them as (select size, note, max(size) over () as last from ledger_checkpoints where epoch = $1)
     select distinct on (slice) size::float8 as size, note from (select size, note, (size - 1) * ${WAYMARKS} / greatest(last, 1) as slice from all_of_them) s
     order by slice, size desc`, [epoch])
  return rows
}

async function* readEntries(client: Queryable, epoch: string, before: number): AsyncGenerator<EntryRow> {
  await client.query({
    text: `declare exported_entries no scroll cursor for
      select e.entry_index, e.kind, e.leaf, e.leaf_hash, to_jsonb(o) as opening, coalesce(r.outcome, l.outcome) as outcome
      from ledger_entries e left join ledger_openings o using (epoch, entry_index)
      left join reveal_decisions r using (epoch, entry_index) left join lookup_decisions l using (epoch, entry_index)
      where epoch = '${requireEpoch(epoch)}' and entry_index < ${before} order by entry_index`,
  })
  for (;;) {
    const { rows } = await client.query<EntryRow>(`fetch ${PER_FETCH} from exported_entries`)
    yield* rows
    if (rows.length < PER_FETCH) break
  }
  await client.query('close exported_entries')
}

function openingsOf({ kind, opening }: EntryRow): { field: string; kind: string; value: string; salt: string }[] {
  if (opening === null) return []
  return OPENED.flatMap(({ field, kind: commitment, value: from, salt: by }) => {
    const [value, salt] = [opening[from], opening[by]]
    if (typeof value !== 'string' || typeof salt !== 'string') return []
    return [{ field: field === 'reason' && WITH_WORDS.has(kind) ? 'words' : field, kind: commitment, value, salt }]
  })
}

/** DECLARE takes no parameters. */
function requireEpoch(epoch: string): string {
  if (!/^[0-9a-z]{8,32}$/.test(epoch)) throw new RangeError('that is not an epoch')
  return epoch
}

const line = (value: object): string => `${JSON.stringify(value)}\n`
