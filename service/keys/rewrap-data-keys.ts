import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import pg from 'pg'
import { z } from 'zod'
import { KeysRefused } from '../controller/keys-refused'
import { durableFiles } from '../controller/write-durably'
import { migrate } from '../plugins/migrate'
import { rewrapDataKey, unwrapDataKey, type DataKeyOwner } from '../vault/keys/data-key'
import { keyCheck, VAULT_IS_WORKING } from '../vault/keys/key-check'
import { vaultMigrations } from '../vault/migrations/index'

/** Where data keys lie, and whose each is. */
const TABLES = [
  { table: 'households', id: 'household_id', owner: 'household' }, { table: 'people', id: 'person_id', owner: 'person' }, { table: 'circle_declarations', id: 'declaration_id', owner: 'declaration' },
] as const
type Table = (typeof TABLES)[number]
export const REWRAPPED_TABLES: readonly string[] = TABLES.map(({ table }) => table)

export interface RewrapCommand {
  readonly keysFile: string
  /** The owner's: the vault's own role changes no wrapped key. */
  readonly ownerUrl: string
}
export type Counts = Readonly<Record<Table['table'], number>>
/** Where it stands: what tests stop at. */
export type RewrapStep = 'key-made' | 'begun' | 'batch' | 'replaced' | 'done'

export interface RewrapParts {
  readonly perBatch: number
  readonly onStep: (step: RewrapStep) => void
  readonly onProgress: (table: string, done: number, all: number) => void
  readonly now: () => number
}

/**
 * Wraps every data key of the vault under a new key-encryption key, a batch a transaction, and replaces the note of which key it is in the last one. Until then the key file
 * holds both; killed at any point, the next run goes on: a row says by itself which key it is under. No vault runs meanwhile (holdToKeys), so none is missed.
 * Throws KeysRefused; what does not open by either key is found before anything is written.
 */
export async function rewrapDataKeys({ keysFile, ownerUrl }: RewrapCommand, { perBatch, onStep, onProgress, now }: RewrapParts): Promise<Counts & { readonly formerFile: string }> {
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5_000 })
  await client.connect()
  try {
    await requireAlone(client)
    await migrate(ownerUrl, vaultMigrations)
    const file = readKeyFile(keysFile)
    const noted = await readNoted(client)
    const isReplaced = file.next !== null && noted.now === keyCheck('key-encryption', file.next)
    if (!isReplaced) requireOwnDatabase(noted, file)
    const keys = { former: file.now, next: file.next ?? randomBytes(32) }
    if (!isReplaced) {
      for (const table of TABLES) await eachBatch(client, table, perBatch, (rows) => rows.forEach((row) => void isUnderNext(row, table, keys)))
      // Backups of before open by the former key alone: it must not be lost by this.
      durableFiles.replace(formerKeyFile(keysFile, keys.former), JSON.stringify(withoutNext(file.whole)))
      if (file.next === null) durableFiles.replace(keysFile, JSON.stringify({ ...file.whole, nextKeyEncryptionKey: keys.next.toString('base64url') }))
      onStep('key-made')
      await client.query(`insert into key_checks values ('key-encryption-next', $1, $2) on conflict do nothing`, [keyCheck('key-encryption', keys.next), new Date(now())])
      onStep('begun')
      for (const table of TABLES) await rewrapTable(client, table, keys, { perBatch, onProgress, onStep })
      await replaceNote(client, keyCheck('key-encryption', keys.next), new Date(now()))
      onStep('replaced')
    }
    durableFiles.replace(keysFile, JSON.stringify({ ...withoutNext(file.whole), keyEncryptionKey: keys.next.toString('base64url') }))
    onStep('done')
    // What was overwritten still lies in the tables' files until they are written anew.
    for (const { table } of TABLES) await client.query(`vacuum full ${table}`)
    return { ...(await countAll(client)), formerFile: formerKeyFile(keysFile, keys.former) }
  } finally {
    await client.end()
  }
}

/** Beside the key file, by a mark of the key: a run that goes on writes the same one. */
const formerKeyFile = (keysFile: string, former: Buffer): string => `${keysFile}.former-${keyCheck('key-encryption', former).slice(0, 8)}`

const withoutNext = ({ nextKeyEncryptionKey: _next, ...rest }: Readonly<Record<string, unknown>>): Record<string, unknown> => rest

async function requireAlone(client: pg.Client): Promise<void> {
  const { rows: [lock] } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [VAULT_IS_WORKING])
  if (lock?.held !== true) throw new KeysRefused('KEYS_VAULT_RUNNING', 'A vault works on that database, or another run of this command: stop it first. Nothing was changed.')
}

const secret = z.string().regex(/^[A-Za-z0-9_-]{43}$/).transform((text) => Buffer.from(text, 'base64url'))
const KeyFileSchema = z.looseObject({ type: z.literal('vault-keys'), keyEncryptionKey: secret, nextKeyEncryptionKey: secret.optional() })

interface KeyFile { readonly whole: Readonly<Record<string, unknown>>; readonly now: Buffer; readonly next: Buffer | null }

function readKeyFile(file: string): KeyFile {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    throw new KeysRefused('KEYS_FILE_MISSING', 'VAULT_KEYS_FILE names no file that can be read.')
  }
  try {
    const whole = JSON.parse(text) as Readonly<Record<string, unknown>>
    const { keyEncryptionKey: now, nextKeyEncryptionKey: next = null } = KeyFileSchema.parse(whole)
    return { whole, now, next }
  } catch {
    throw new KeysRefused('KEYS_FILE_BROKEN', 'The vault key file is not in the agreed form.') // without the cause: it would quote the file
  }
}

interface Noted { readonly now: string | null; readonly next: string | null }

async function readNoted(client: pg.Client): Promise<Noted> {
  const { rows } = await client.query<{ what: string; check_value: string }>('select what, check_value from key_checks')
  const of = (what: string): string | null => rows.find((row) => row.what === what)?.check_value ?? null
  return { now: of('key-encryption'), next: of('key-encryption-next') }
}

function requireOwnDatabase(noted: Noted, { now, next }: KeyFile): void {
  const isOwn = noted.now === null || noted.now === keyCheck('key-encryption', now)
  const isBegunHere = noted.next === null || (next !== null && noted.next === keyCheck('key-encryption', next))
  if (!isOwn || !isBegunHere) throw new KeysRefused('KEYS_OTHER_DATABASE', 'That key file is not of that database, or its data keys are being wrapped under a key that this file lacks: bring the file that has it. Nothing was changed.')
}

interface Row { readonly id: string; readonly wrapped_key: Buffer }
interface Keys { readonly former: Buffer; readonly next: Buffer }
const ownerOf = ({ owner }: Table, { id }: Row): DataKeyOwner => `${owner}:${id}`

/** Throws KEYS_DOES_NOT_OPEN for one that is under neither. */
function isUnderNext(row: Row, table: Table, { former, next }: Keys): boolean {
  for (const key of [next, former]) {
    try {
      unwrapDataKey(key, row.wrapped_key, ownerOf(table, row)).fill(0)
      return key === next
    } catch {
      // by the other one
    }
  }
  throw new KeysRefused('KEYS_DOES_NOT_OPEN', `A data key in ${table.table} opens by neither key: the table was changed, or another vault wrote into it. Restore it first.`)
}

/** In the order of ids: nobody adds any meanwhile. */
async function eachBatch(client: pg.Client, { table, id }: Table, perBatch: number, act: (rows: readonly Row[]) => Promise<void> | void): Promise<void> {
  for (let after = '', isMore = true; isMore; ) {
    const { rows } = await client.query<Row>(`select ${id}::text as id, wrapped_key from ${table} where ${id}::text > $1 order by ${id}::text limit ${perBatch}`, [after])
    await act(rows)
    after = rows.at(-1)?.id ?? after
    isMore = rows.length === perBatch
  }
}

async function rewrapTable(client: pg.Client, table: Table, keys: Keys, { perBatch, onProgress, onStep }: Pick<RewrapParts, 'perBatch' | 'onProgress' | 'onStep'>): Promise<void> {
  const { rows: [count] } = await client.query<{ all: number }>(`select count(*)::float8 as all from ${table.table}`)
  let done = 0
  await eachBatch(client, table, perBatch, async (rows) => {
    const due = rows.filter((row) => !isUnderNext(row, table, keys))
    if (due.length > 0) {
      // One statement: the batch is changed whole or not at all.
      await client.query(`update ${table.table} t set wrapped_key = n.wrapped from unnest($1::text[], $2::bytea[]) as n(id, wrapped) where t.${table.id}::text = n.id`, [
        due.map(({ id }) => id), due.map((row) => rewrapDataKey(keys.former, keys.next, row.wrapped_key, ownerOf(table, row))),
      ])
    }
    done += rows.length
    onProgress(table.table, done, count?.all ?? done)
    onStep('batch')
  })
}

async function replaceNote(client: pg.Client, check: string, at: Date): Promise<void> {
  const { households, people, circle_declarations: declarations } = await countAll(client)
  await client.query('begin')
  await client.query(`delete from key_checks where what in ('key-encryption', 'key-encryption-next')`)
  await client.query(`insert into key_checks values ('key-encryption', $1, $2)`, [check, at])
  await client.query('insert into key_rewraps values ($1, $2, $3, $4, $5)', [at, households, people, declarations, check])
  await client.query('commit')
}

async function countAll(client: pg.Client): Promise<Counts> {
  const { rows: [counts] } = await client.query<Counts>(`select ${TABLES.map(({ table }) => `(select count(*)::float8 from ${table}) as ${table}`).join(', ')}`)
  return counts ?? { households: 0, people: 0, circle_declarations: 0 }
}
