import { sql } from 'kysely'
import type pg from 'pg'
import { StartRefused } from '../../plugins/start-refused'
import type { VaultDatabase } from '../repositories/vault-database'
import { unwrapDataKey } from './data-key'
import { keyCheck, VAULT_IS_WORKING } from './key-check'
import type { VaultKeys } from './vault-keys'

/** The database was made under other keys than those of the key file. */
export class OtherKeysError extends StartRefused {
  override readonly name = 'OtherKeysError'
}

/**
 * A vault with another matching key would know nobody again: every resident minted anew, declared circles and protected records of nobody. With another
 * key-encryption key it would log releases and open nothing, and wrap new people under a second key. So it does not start. The keys that the database
 * first worked with are noted in it, once, by a value that says nothing of them; one that holds people already must open by the key-encryption key.
 */
export async function requireOwnKeys(database: VaultDatabase, keys: Pick<VaultKeys, 'keyEncryptionKey' | 'matchingKey'>, now: number): Promise<void> {
  await requireOpens(database, keys.keyEncryptionKey)
  for (const [what, key] of [['key-encryption', keys.keyEncryptionKey], ['matching', keys.matchingKey]] as const) {
    const value = keyCheck(what, key)
    await sql`insert into key_checks values (${what}, ${value}, ${new Date(now)}) on conflict do nothing`.execute(database)
    const { rows } = await sql<{ check_value: string }>`select check_value from key_checks where what = ${what}`.execute(database)
    if (rows[0]?.check_value !== value) throw new OtherKeysError(`the database was made under another ${what} key`)
  }
}

async function requireOpens(database: VaultDatabase, keyEncryptionKey: Uint8Array): Promise<void> {
  const { rows: [household] } = await sql<{ household_id: string; wrapped_key: Buffer }>`select household_id, wrapped_key from households limit 1`.execute(database)
  if (household === undefined) return
  try {
    unwrapDataKey(keyEncryptionKey, household.wrapped_key, `household:${household.household_id}`).fill(0)
  } catch {
    throw new OtherKeysError('the database was made under another key-encryption key')
  }
}

const CHANGING = 'the data keys are being wrapped under another key-encryption key: finish it with npm run keys -- rewrap'

/**
 * For every connection of a vault before it is used. A vault that works on while its data keys are wrapped anew, or with the former key afterwards, would log releases
 * that open nothing and wrap new people under a key that nobody keeps: so it holds a lock without which nobody begins, and a connection made since is refused.
 */
export const holdToKeys = ({ keyEncryptionKey }: Pick<VaultKeys, 'keyEncryptionKey'>) => async (client: pg.PoolClient): Promise<void> => {
  const { rows: [lock] } = await client.query<{ held: boolean }>('select pg_try_advisory_lock_shared($1) as held', [VAULT_IS_WORKING])
  if (lock?.held !== true) throw new OtherKeysError(CHANGING)
  // After the lock, in a statement of its own: what was changed before it is seen.
  const { rows } = await client.query<{ what: string; check_value: string }>('select what, check_value from key_checks')
  if (rows.some(({ what }) => what === 'key-encryption-next')) throw new OtherKeysError(CHANGING)
  const noted = rows.find(({ what }) => what === 'key-encryption')?.check_value
  if (noted !== undefined && noted !== keyCheck('key-encryption', keyEncryptionKey)) throw new OtherKeysError('the data keys are wrapped under another key-encryption key than the key file holds; where npm run keys -- rewrap was cut off, say it again')
}
