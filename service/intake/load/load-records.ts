import { hubApi } from '../../../shared/api/hub-api'
import { vaultApi, type IdentityRow, type Minted } from '../../../shared/api/vault-api'
import { CasementError } from '../../../shared/errors/casement-error'
import type { CodedFacts } from '../../../shared/model/coded-facts'
import { factsOf } from '../build-facts'
import { identitiesOf, type Identity } from '../build-identity'
import type { SourceRecord } from '../group-records'
import type { Mapping } from '../mappings/define-mapping'
import type { Reject } from '../validate-row'
import type { ServiceClient } from './service-client'

/** Rows: persons of records. Records: accounts, tenancies. */
export interface LoadCounts {
  readonly rows: { loaded: number; unchanged: number }
  readonly people: Record<Minted['outcome'], number>
  readonly records: { created: number; changed: number; unchanged: number }
}

export const noCounts = (): LoadCounts => ({
  rows: { loaded: 0, unchanged: 0 }, people: { created: 0, matched: 0, unchanged: 0, changed: 0 }, records: { created: 0, changed: 0, unchanged: 0 },
})

/** Where a run's rows go. */
export interface Services { readonly runId: string; readonly vault: ServiceClient; readonly hub: ServiceClient }
export interface LoadTarget extends Services { readonly mapping: Mapping }

const MOST_ROWS = 500
/** Below the services' body limit of 2 MiB, with room for the envelope. */
const MOST_BYTES = 1_500_000

interface Prepared { readonly record: SourceRecord; readonly identities: ReadonlyArray<Identity>; readonly bytes: number }

/** Sends records to the vault (identities, words) and then, under the pseudonyms minted, to the hub (coded facts). Adds to `counts` as batches succeed. Answers what was loaded and must be looked at all the same, and what the vault held back. */
export async function loadRecords(target: LoadTarget, records: ReadonlyArray<SourceRecord>, counts: LoadCounts, onRows: (rows: number) => void): Promise<ReadonlyArray<Reject>> {
  const prepared = records.map((record) => {
    const identities = identitiesOf(target.mapping, record)
    return { record, identities, bytes: Buffer.byteLength(JSON.stringify(identities)) + 40 * identities.length }
  })
  const doubts: Reject[] = []
  for (const batch of inBatches(prepared, ({ identities }) => identities.length, ({ bytes }) => bytes)) {
    const { rows, found } = await loadBatch(target, batch, counts)
    doubts.push(...found)
    onRows(rows)
  }
  return doubts
}

async function loadBatch(target: LoadTarget, batch: ReadonlyArray<Prepared>, counts: LoadCounts): Promise<{ rows: number; found: Reject[] }> {
  const rows = batch.flatMap(({ identities }) => identities).map((identity, i): IdentityRow => ({ row: i + 1, ...identity }))
  const { minted, suppressed } = await mint(target, rows)
  for (const { outcome } of minted.values()) counts.people[outcome] += 1
  const places = batch.flatMap(({ record }) => record.places)
  let at = 0
  const facts = batch.flatMap(({ record }) => {
    const own = record.rows.flatMap((_, i) => minted.get(at + i + 1) ?? [])
    at += record.rows.length
    // Held back whole by the vault: nothing of an erased record goes to the hub.
    if (own.length < record.rows.length) return []
    return { facts: factsOf(target.mapping, record, own), rows: own.length, isKnown: own.every(({ outcome }) => outcome === 'unchanged') }
  })
  // Apart, so that the hub's counts tell whether rows whose identities the vault knew already changed anything at all.
  await sendFacts(target, facts.filter(({ isKnown }) => !isKnown), false, counts)
  await sendFacts(target, facts.filter(({ isKnown }) => isKnown), true, counts)
  const found = rows.flatMap(({ row }, i): Reject[] => {
    const place = places[i] ?? 0
    if (suppressed.has(row)) return [{ row: place, column: columnOfKey(target.mapping), reason: 'erased' }]
    const doubt = minted.get(row)?.doubt ?? null
    return doubt === null ? [] : [{ row: place, column: columnOf(target.mapping, doubt), reason: 'number-shared' }]
  })
  return { rows: rows.length, found }
}

const columnOfKey = ({ columns }: Mapping): string => columns.find(({ slot }) => slot === 'recordKey')?.name ?? 'recordKey'

/** Where a doubtful number stands: a number of the person's, else the record's own key. */
function columnOf({ columns, numberKind }: Mapping, doubt: NonNullable<Minted['doubt']>): string {
  const isIt = (slot: string): boolean => (doubt === 'ni-number' ? slot === 'niNumber' : numberKind === null ? slot.startsWith('number:') : slot === 'recordKey')
  return columns.find(({ slot }) => isIt(slot))?.name ?? doubt
}

async function mint({ vault, runId, mapping }: LoadTarget, rows: IdentityRow[]): Promise<{ minted: ReadonlyMap<number, Minted>; suppressed: ReadonlySet<number> }> {
  const { minted, suppressed } = await vault.call(vaultApi.mintPseudonyms, { runId, source: mapping.source, rows })
  const answer = { minted: new Map(minted.map((one) => [one.row, one])), suppressed: new Set(suppressed) }
  const isWhole = rows.every(({ row }) => answer.minted.has(row) !== answer.suppressed.has(row))
  if (!isWhole || minted.length + suppressed.length !== rows.length) throw new CasementError('VAULT_RUBBISH', { problem: 'rows without a pseudonym' })
  return answer
}

interface FactsOfRows { readonly facts: CodedFacts; readonly rows: number }

/** A row counts as unchanged only when neither vault nor hub learned anything; in a mixed answer all rows of that call count as loaded. */
async function sendFacts({ hub, runId, mapping }: LoadTarget, all: ReadonlyArray<FactsOfRows>, areKnown: boolean, counts: LoadCounts): Promise<void> {
  for (const some of inBatches(all, () => 1, ({ facts }) => Buffer.byteLength(JSON.stringify(facts)))) {
    const answer = await hub.call(hubApi.loadFacts, { runId, source: mapping.source, records: some.map(({ facts }) => facts) })
    if (answer.created + answer.changed + answer.unchanged !== some.length) throw new CasementError('HUB_RUBBISH', { problem: 'counts do not add up' })
    counts.records.created += answer.created
    counts.records.changed += answer.changed
    counts.records.unchanged += answer.unchanged
    const rows = some.reduce((sum, one) => sum + one.rows, 0)
    counts.rows[areKnown && answer.unchanged === some.length ? 'unchanged' : 'loaded'] += rows
  }
}

/** Cuts a list into batches within both limits; one item larger than the limits goes alone. */
export function* inBatches<T>(items: ReadonlyArray<T>, rowsOf: (item: T) => number, bytesOf: (item: T) => number): Generator<T[]> {
  let [batch, rows, bytes]: [T[], number, number] = [[], 0, 0]
  for (const item of items) {
    if (batch.length > 0 && (rows + rowsOf(item) > MOST_ROWS || bytes + bytesOf(item) > MOST_BYTES)) {
      yield batch
      ;[batch, rows, bytes] = [[], 0, 0]
    }
    batch.push(item)
    rows += rowsOf(item)
    bytes += bytesOf(item)
  }
  if (batch.length > 0) yield batch
}
