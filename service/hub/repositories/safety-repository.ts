import { joinAllSafety } from '../../../shared/model/merge-safety'
import { HouseholdSafetySchema, NO_SAFETY, type HouseholdSafety } from '../../../shared/model/safety'
import type { HubDatabase, HubTransaction } from './hub-tables'
import type { SafetyEventRow } from './safety-tables'

/** What officers recorded, by household; one that nobody wrote of is not in it. */
export async function listSafety(db: HubDatabase, householdIds: readonly string[]): Promise<Map<string, HouseholdSafety>> {
  if (householdIds.length === 0) return new Map()
  const rows = await db.selectFrom('household_safety').selectAll().where('household_id', 'in', [...householdIds]).execute()
  return new Map(rows.map((row) => [row.household_id, HouseholdSafetySchema.parse(JSON.parse(row.safety))]))
}

export const saveSafety = (trx: HubTransaction, householdId: string, safety: HouseholdSafety) =>
  trx.insertInto('household_safety').values({ household_id: householdId, safety: JSON.stringify(safety) })
    .onConflict((c) => c.column('household_id').doUpdateSet((e) => ({ safety: e.ref('excluded.safety') }))).execute()

export const insertSafetyEvent = (trx: HubTransaction, row: Omit<SafetyEventRow, 'event_id' | 'received_at'>) => trx.insertInto('safety_events').values(row).execute()

/** After the last record of a household moved: its warnings go along, and none of either is lost. */
export async function handOnSafety(trx: HubTransaction, from: string, to: string): Promise<void> {
  const found = await listSafety(trx, [from, to])
  const [left, there] = [found.get(from), found.get(to) ?? NO_SAFETY]
  if (left === undefined) return
  await saveSafety(trx, to, joinAllSafety(left, there))
  await saveSafety(trx, from, NO_SAFETY)
}
