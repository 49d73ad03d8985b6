import { sql } from 'kysely'
import type { HubDatabase } from './hub-tables'

/** The accounts of whoever this officer is, this one among them. */
export async function listAccountsOf(db: HubDatabase, officerId: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ officer_id: string }>`
    select y.officer_id from officer_persons x join officer_persons y using (person_ref) where x.officer_id = ${officerId}`.execute(db)
  return new Set([officerId, ...rows.map((row) => row.officer_id)])
}

/**
 * Keeps whose account it is, as the provider said; two accounts of one person are linked by the database at that moment (migration 0300). False for
 * an account that nobody has added yet.
 */
export async function createOfficerClaim(db: HubDatabase, { officerId, personKey, at }: Readonly<{ officerId: string; personKey: string; at: Date }>): Promise<boolean> {
  await sql`insert into officer_claims (officer_id, person_key, noted_at)
    select o.officer_id, ${personKey}, ${at}::timestamptz from officers o where o.officer_id = ${officerId} on conflict do nothing`.execute(db)
  const { rows } = await sql`select 1 from officer_claims where officer_id = ${officerId} and person_key = ${personKey}`.execute(db)
  return rows.length > 0
}

/** The name under which all accounts of one person wait for each other: the first of them. */
export function personOf(accounts: ReadonlySet<string>): string {
  const [first] = [...accounts].toSorted()
  if (first === undefined) throw new RangeError('a person without an account')
  return first
}
