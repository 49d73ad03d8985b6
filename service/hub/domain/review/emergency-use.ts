import { CasementError } from '../../../../shared/errors/casement-error'
import type { EmergencyStanding } from '../../../../shared/api/review-api'
import type { HubServices } from '../../hub-services'
import type { DecisionRow, HubDatabase, HubTransaction } from '../../repositories/hub-tables'
import { countEmergencyUses, insertEmergencyUse, lockEmergencies } from '../../repositories/review-repository'

const HOUR_MS = 3_600_000

/** How often this officer used emergency access of late, under whichever account. */
export async function emergencyStanding({ emergencyRules: { quota, withinHours } }: Pick<HubServices, 'emergencyRules'>, db: HubDatabase, officerId: string, now: number): Promise<EmergencyStanding> {
  return { used: await countEmergencyUses(db, officerId, new Date(now - withinHours * HOUR_MS)), quota, withinHours }
}

/** Counts one more use, in the transaction that keeps the grant. Of several at once, those beyond the quota are granted nothing. */
export async function useEmergency(services: Pick<HubServices, 'emergencyRules'>, trx: HubTransaction, row: DecisionRow): Promise<void> {
  await lockEmergencies(trx, row.officer_id)
  const { used, quota } = await emergencyStanding(services, trx, row.officer_id, row.decided_at.getTime())
  if (used >= quota) throw new CasementError('EMERGENCY_QUOTA_USED')
  await insertEmergencyUse(trx, { request_id: row.request_id, officer_id: row.officer_id, used_at: row.decided_at })
}
