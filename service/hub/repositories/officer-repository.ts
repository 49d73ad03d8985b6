import { CasementError } from '../../../shared/errors/casement-error'
import type { Officer } from '../../../shared/model/officer'
import type { HubDatabase } from './hub-tables'

/** The officer as the hub knows them; throws ACCESS_ROLE_FORBIDDEN for somebody who signed in and is nobody here. */
export async function getOfficer(db: HubDatabase, officerId: string): Promise<Officer> {
  const row = await db.selectFrom('officers').selectAll().where('officer_id', '=', officerId).executeTakeFirst()
  if (row === undefined) throw new CasementError('ACCESS_ROLE_FORBIDDEN')
  return { officerId: row.officer_id, displayName: row.display_name, role: row.role, team: row.team, district: row.district }
}
