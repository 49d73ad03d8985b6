import { sql } from 'kysely'
import type { HubDatabase } from './hub-tables'

/** The accounts of whoever this officer is, this one among them. */
export async function listAccountsOf(db: HubDatabase, officerId: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ officer_id: string }>`
    select y.officer_id from officer_persons x join officer_persons y using (person_ref) where x.officer_id = ${officerId}`.execute(db)
  return new Set([officerId, ...rows.map((row) => row.officer_id)])
}

/** The name under which all accounts of one person wait for each other: the first of them. */
export function personOf(accounts: ReadonlySet<string>): string {
  const [first] = [...accounts].toSorted()
  if (first === undefined) throw new RangeError('a person without an account')
  return first
}
