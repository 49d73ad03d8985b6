import { sql } from 'kysely'
import type { HubDatabase, HubTransaction } from '../hub-tables'

export interface AccountRow {
  readonly officer_id: string; readonly display_name: string; readonly role: string; readonly team: string; readonly district: string
  readonly person_ref: string; /** Null: the sign-in provider says so. */ readonly noted_by_name: string | null; readonly noted_at: Date
}

/** Accounts with the person whose they are, those noted first first. */
export const listAccountRows = async (db: HubDatabase): Promise<AccountRow[]> =>
  (await sql<AccountRow>`
    select o.officer_id, o.display_name, o.role, o.team, o.district, p.person_ref, n.display_name as noted_by_name, p.noted_at
    from officer_persons p join officers o on o.officer_id = p.officer_id left join officers n on n.officer_id = p.noted_by
    order by min(p.noted_at) over (partition by p.person_ref), p.person_ref, o.display_name, o.officer_id`.execute(db)).rows

export const findPersonRef = async (db: HubDatabase, officerId: string): Promise<string | null> =>
  (await sql<{ person_ref: string }>`select person_ref from officer_persons where officer_id = ${officerId}`.execute(db)).rows[0]?.person_ref ?? null

/** The database refuses one's own, and one by somebody who is no administrator (migration 0132). */
export const insertAccount = (trx: HubTransaction, { officerId, person, by, at }: Readonly<{ officerId: string; person: string; by: string; at: Date }>) =>
  sql`insert into officer_persons (officer_id, person_ref, noted_by, noted_at) values (${officerId}, ${person}, ${by}, ${at})`.execute(trx)

/** One link at a time. Held until the transaction ends. */
export const lockAccounts = (trx: HubTransaction) => sql`select pg_advisory_xact_lock(4761320)`.execute(trx)
