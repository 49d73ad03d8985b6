import { sql } from 'kysely'
import { householdInScope, type Scope } from '../domain/scope'
import type { HubDatabase } from './hub-tables'

/**
 * May the officer write about this household: is it in their scope now, did they open it since `openedSince` (the ordinary access log),
 * or have they recorded a contact there before? What a device claims counts for nothing here.
 */
export async function isWithinReach(db: HubDatabase, scope: Scope, householdId: string, openedSince: Date): Promise<boolean> {
  const { rows } = await sql<{ reach: boolean }>`
    select ${householdInScope(scope)}
      or exists (select 1 from household_accesses a
        where a.officer_id = ${scope.officerId} and a.household_id = households.household_id and a.accessed_at > ${openedSince})
      or exists (select 1 from contacts c where c.household_id = households.household_id and c.contact::jsonb ->> 'officerId' = ${scope.officerId}) as reach
    from households where household_id = ${householdId}`.execute(db)
  return rows[0]?.reach === true
}
