import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import type { VaultDatabase } from '../repositories/vault-database'
import { unwrapDataKey } from './data-key'
import type { VaultKeys } from './vault-keys'

/** The database was made under other keys than those of the key file. */
export class OtherKeysError extends Error {
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
    const value = createHmac('sha256', key).update(`casement/key-check/v1\n${what}`).digest('hex')
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
