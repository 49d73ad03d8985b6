import { randomUUID } from 'node:crypto'
import type { Officer } from '../../../../shared/model/officer'
import { londonDay } from '../../../../shared/model/london-day'
import type { AlertKind } from '../../../../shared/model/alert'
import type { HubServices } from '../../hub-services'
import { insertAlert, readPattern } from '../../repositories/alert-repository'
import type { DecisionRow, HubTransaction } from '../../repositories/hub-tables'
import { alertsOf } from './why-alerted'
import { isOutOfHours } from './why-reviewed'

export interface AlertCause {
  readonly officer: Officer
  readonly householdId: string
  readonly isEmergency: boolean
  /** No recorded relationship, or one that only the officer states. */
  readonly isUnrelated: boolean
}

/** What a manager should see at once is kept with the grant: nobody has to look for it later. */
export async function raiseAlerts(services: Pick<HubServices, 'alertRules' | 'reviewRules'>, trx: HubTransaction, row: DecisionRow, cause: AlertCause): Promise<void> {
  const { officer, householdId, isEmergency, isUnrelated } = cause
  const hours = services.reviewRules.workingHours
  const pattern = await readPattern(trx, officer.officerId, householdId, row.decided_at, { alerts: services.alertRules, hours })
  const facts = { ...pattern, isEmergency, isUnrelated, isOutOfHours: isOutOfHours(row.decided_at.getTime(), hours) }
  for (const { kind, figures } of alertsOf(facts, services.alertRules)) {
    await insertAlert(trx, {
      alertId: randomUUID(), officerId: officer.officerId, team: officer.team, district: officer.district, kind, figures, mark: markOf(kind, row, householdId), requestId: row.request_id, at: row.decided_at,
    })
  }
}

/** Each use of emergency access is told; of the rest once a day, and of a household once a day as well. */
function markOf(kind: AlertKind, row: DecisionRow, householdId: string): string {
  const day = londonDay(row.decided_at.toISOString())
  return kind === 'emergency' ? row.request_id : kind === 'never-allocated-repeats' ? `${day} ${householdId}` : day
}
