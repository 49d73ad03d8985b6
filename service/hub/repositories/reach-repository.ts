import { sql } from 'kysely'
import type { Scope } from '../domain/scope'
import { householdInScope } from './scope-sql'
import type { HubDatabase } from './hub-tables'

/**
 * May the officer write about this household: is it in their scope now, did they open it in one of these times (the ordinary access log),
 * or have they recorded a contact there before? A device's word never counts without a row of our own.
 */
export async function isWithinReach(db: HubDatabase, scope: Scope, householdId: string, openings: readonly { readonly from: Date; readonly to: Date }[]): Promise<boolean> {
  const { rows } = await sql<{ reach: boolean }>`
    select ${householdInScope(scope)}
      or exists (select 1 from household_accesses a
        where a.officer_id = ${scope.officerId} and a.household_id = households.household_id
          and (${sql.join(openings.map(({ from, to }) => sql`a.accessed_at between ${from} and ${to}`), sql` or `)}))
      or exists (select 1 from contacts c where c.household_id = households.household_id and c.contact::jsonb ->> 'officerId' = ${scope.officerId}) as reach
    from households where household_id = ${householdId}`.execute(db)
  return rows[0]?.reach === true
}
