import { GivenDetailSchema, type GivenDetail } from '../../../shared/model/new-details'
import { toInstant } from '../../plugins/clock'
import type { HubDatabase, HubTransaction } from './hub-tables'
import type { NewDetailsRow } from './new-details-tables'

/** That details were given, by household; one of which nobody was told anything is not in it. */
export async function listNewDetails(db: HubDatabase, householdIds: readonly string[]): Promise<Map<string, GivenDetail[]>> {
  if (householdIds.length === 0) return new Map()
  const rows = await db.selectFrom('new_details').selectAll().where('household_id', 'in', [...householdIds]).execute()
  const found = new Map<string, GivenDetail[]>()
  for (const row of rows) {
    const given = GivenDetailSchema.parse({
      detailId: row.detail_id, at: toInstant(row.given_at.getTime()), by: row.officer_id, team: row.team, district: row.district, personId: row.person_id, kind: row.kind,
    })
    found.set(row.household_id, [...(found.get(row.household_id) ?? []), given])
  }
  return found
}

export const insertNewDetails = (trx: HubTransaction, row: NewDetailsRow) => trx.insertInto('new_details').values(row).execute()
