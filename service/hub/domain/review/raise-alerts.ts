import { randomUUID } from 'node:crypto'
import type { Officer } from '../../../../shared/model/officer'
import { londonDay } from '../../../../shared/model/london-day'
import type { AlertKind } from '../../../../shared/model/alert'
import type { HubServices } from '../../hub-services'
import type { AlertToInsert } from '../../repositories/alert-repository'
import type { DecisionRow } from '../../repositories/hub-tables'
import type { RevealPast } from '../../repositories/kept-reveal-repository'
import { alertsOf } from './why-alerted'
import { isOutOfHours } from './why-reviewed'

export interface AlertCause {
  readonly officer: Officer
  readonly householdId: string
  readonly isEmergency: boolean
  /** No recorded relationship, or one that only the officer states. */
  readonly isUnrelated: boolean
}

/** What a manager should see at once is kept with the grant: nobody has to look for it later. `past`: of the officer, without this one. */
export function alertsOfReveal(services: Pick<HubServices, 'alertRules' | 'reviewRules'>, row: DecisionRow, cause: AlertCause, { pattern }: Pick<RevealPast, 'pattern'>): AlertToInsert[] {
  const { officer, householdId, isEmergency, isUnrelated } = cause
  const isOut = isOutOfHours(row.decided_at.getTime(), services.reviewRules.workingHours)
  const [unrelated, out, emergency] = [isUnrelated, isOut, isEmergency].map(Number) as [number, number, number]
  const facts = {
    isEmergency, isUnrelated, isOutOfHours: isOut, earlier: pattern.earlier, revealsThatDay: pattern.revealsThatDay + 1, outOfHoursThatDay: pattern.outOfHoursThatDay + out,
    unrelatedThatDay: pattern.unrelatedThatDay + unrelated, unrelatedInSpan: pattern.unrelatedInSpan + unrelated, sameHousehold: pattern.sameHousehold + unrelated, emergencies: pattern.emergencies + emergency,
  }
  return alertsOf(facts, services.alertRules).map(({ kind, figures }) => ({
    alertId: randomUUID(), officerId: officer.officerId, team: officer.team, district: officer.district, kind, figures, mark: markOf(kind, row, householdId), requestId: row.request_id, at: row.decided_at,
  }))
}

/** Each use of emergency access is told; of the rest once a day, and of a household once a day as well. */
function markOf(kind: AlertKind, row: DecisionRow, householdId: string): string {
  const day = londonDay(row.decided_at.toISOString())
  return kind === 'emergency' ? row.request_id : kind === 'never-allocated-repeats' ? `${day} ${householdId}` : day
}
