import { CasementError } from '../../../shared/errors/casement-error'
import type { Officer } from '../../../shared/model/officer'
import { listOwnCircle } from './circle-repository'
import type { HubDatabase } from './hub-tables'

/** An officer with the households that are not for them: policy decides with both, and nobody is told the second. */
export interface HubOfficer extends Officer {
  readonly circle: readonly string[]
}

/** The officer as the hub knows them; throws ACCESS_ROLE_FORBIDDEN for somebody who signed in and is nobody here. */
export async function getOfficer(db: HubDatabase, officerId: string): Promise<HubOfficer> {
  const row = await db.selectFrom('officers').selectAll().where('officer_id', '=', officerId).executeTakeFirst()
  if (row === undefined) throw new CasementError('ACCESS_ROLE_FORBIDDEN')
  return { officerId: row.officer_id, displayName: row.display_name, role: row.role, team: row.team, district: row.district, circle: await listOwnCircle(db, officerId) }
}

/** What an answer may say of an officer. */
export const plainOfficer = ({ officerId, displayName, role, team, district }: Officer): Officer => ({ officerId, displayName, role, team, district })
