import { sql } from 'kysely'
import type { HouseholdAccessRow, HubDatabase, HubTransaction } from './hub-tables'

/** One opening of a person at a time, so that many at once do not slip under the cap together. */
export const lockAccesses = (trx: HubTransaction, person: string) => sql`select pg_advisory_xact_lock(hashtextextended(${person}, 4761070))`.execute(trx)

/** The ordinary access log: who opened which masked household, and who asked for one that is not there. */
export const insertAccess = (db: HubDatabase, row: Omit<HouseholdAccessRow, 'access_id'>) => db.insertInto('household_accesses').values(row).execute()

/** Under whichever of these accounts. */
export async function countMisses(db: HubDatabase, accounts: ReadonlySet<string>, since: Date): Promise<number> {
  const { count } = await db
    .selectFrom('household_accesses').select((e) => e.fn.countAll<number>().as('count')).where('officer_id', 'in', [...accounts]).where('outcome', '=', 'missed')
    .where('accessed_at', '>', since).executeTakeFirstOrThrow()
  return count
}
