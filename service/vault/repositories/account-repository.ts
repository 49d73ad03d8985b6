import { sql } from 'kysely'
import type { VaultDatabase, VaultTransaction } from './vault-database'

/** Keeps whose account it is, as the provider said. */
export async function createAccountPerson(db: VaultDatabase, { officerId, personKey, at }: Readonly<{ officerId: string; personKey: string; at: Date }>): Promise<true> {
  await sql`insert into account_persons (officer_id, person_key, noted_at) values (${officerId}, ${personKey}, ${at}) on conflict do nothing`.execute(db)
  return true
}

/** The person behind each of these accounts, by one name that all of a person's accounts share; an account that no provider named is its own person. */
export async function readPersonsOf(tx: VaultTransaction, officers: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ officer_id: string; person: string }>`select officer_id, (accounts_of(officer_id))[1] as person from unnest(${[...officers]}::text[]) as o (officer_id)`.execute(tx)
  return new Map(rows.map((row) => [row.officer_id, row.person]))
}
