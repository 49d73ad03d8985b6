import { AlertSchema, type reviewApi } from '../../../../shared/api/review-api'
import type { RequestOf, ResponseOf } from '../../../../shared/api/define-endpoint'
import { CasementError } from '../../../../shared/errors/casement-error'
import type { DeviceCaller } from '../../../plugins/authentication'
import type { HubServices } from '../../hub-services'
import { findAlert, insertAlertOutcome, listAlerts, type StoredAlert } from '../../repositories/alert-repository'
import { getOfficer } from '../../repositories/officer-repository'
import { isSamePerson } from '../../repositories/review-repository'
import { recordReview } from '../oversight/allow-oversight'
import { scopeOf } from './list-reviews'

const LISTED = 200

/** What is unusual in the reviewer's own team; for the lead everywhere. Recorded, like every look at what others did. */
export async function listAlertsFor(services: HubServices, caller: DeviceCaller): Promise<ResponseOf<typeof reviewApi.listAlerts>> {
  const { db, clock, policy } = services
  const officer = await getOfficer(db, caller.officerId)
  const { outcome, rule, words } = policy.decideReviews(officer)
  if (outcome !== 'allow') throw new CasementError('ACCESS_ROLE_FORBIDDEN', { rule, words })
  await recordReview(services, caller, { act: 'team-activity', criteria: ['alerts'], householdId: null })
  return { alerts: (await listAlerts(db, officer.officerId, scopeOf(officer, services), new Date(clock.now()), LISTED)).map(toAlert) }
}

/** Keeps what the manager found. Throws REVIEW_FORBIDDEN for one's own, another team's or one about the own circle, REVIEW_NOT_WAITING when somebody else was first. */
export async function closeAlert(services: HubServices, caller: DeviceCaller, { alertId, outcome }: RequestOf<typeof reviewApi.closeAlert>): Promise<Record<string, never>> {
  const { db, clock, policy } = services
  const officer = await getOfficer(db, caller.officerId)
  const alert = await findAlert(db, alertId)
  if (alert === null) throw new CasementError('NOT_FOUND')
  const asked = { requestId: alertId, officerId: alert.officer_id, team: alert.team, district: alert.district, householdId: alert.household_id }
  const answer = policy.decideReview(officer, 'reviewReveal', asked, await isSamePerson(db, officer.officerId, alert.officer_id))
  if (answer.outcome !== 'allow') throw new CasementError('REVIEW_FORBIDDEN', { rule: answer.rule, words: answer.words })
  const isFirst = await insertAlertOutcome(db, { alertId, officerId: alert.officer_id, reviewerId: officer.officerId, deviceId: caller.deviceId, outcome, at: new Date(clock.now()) })
  if (!isFirst) throw new CasementError('REVIEW_NOT_WAITING')
  return {}
}

const toAlert = (alert: StoredAlert) =>
  AlertSchema.parse({
    alertId: alert.alert_id, kind: alert.kind, figures: alert.figures, raisedAt: alert.raised_at.toISOString(), officer: alert.officer_name, team: alert.team, district: alert.district, reference: alert.reference,
    outcome: alert.outcome === null || alert.reviewed_at === null ? null : { outcome: alert.outcome, by: alert.reviewer_name ?? '', at: alert.reviewed_at.toISOString() },
  })
