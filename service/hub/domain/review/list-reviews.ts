import type { ClosedReview, OwnReview, QueuedReview, reviewApi } from '../../../../shared/api/review-api'
import type { ResponseOf } from '../../../../shared/api/define-endpoint'
import { CasementError } from '../../../../shared/errors/casement-error'
import type { GivenOutcome, ReviewStep } from '../../../../shared/model/review'
import type { Officer } from '../../../../shared/model/officer'
import { ReferenceSchema } from '../../../../shared/model/reference'
import { toInstant } from '../../../plugins/clock'
import type { DeviceCaller } from '../../../plugins/authentication'
import type { HubServices } from '../../hub-services'
import { getOfficer } from '../../repositories/officer-repository'
import { findLooks, toLook } from '../../repositories/oversight/look-repository'
import {
  countByAge, countClosedThatDay, findTask, listConcerns, listOpenTasks, listOutcomesBy, listOutcomesOf, listTasksOf, type ReviewScope, type StoredOutcome, type StoredTask,
} from '../../repositories/review-repository'
import { recordReview } from '../oversight/allow-oversight'
import { emergencyStanding } from './emergency-use'

const HOUR_MS = 3_600_000
const OWN_LISTED = 500
const WAITING_LISTED = 100
const CLOSED_LISTED = 50

/** Whose tasks this reviewer sees: a supervisor their team's, the lead what supervisors did and what nobody of the team has closed. */
export const scopeOf = ({ role, team, district }: Officer, services: Pick<HubServices, 'reviewRules' | 'clock'>): ReviewScope =>
  role === 'ig-lead' ? { kind: 'lead', since: new Date(services.clock.now() - services.reviewRules.leadAfterHours * HOUR_MS) } : { kind: 'team', team, district }

/** The officer's own side: which of their reveals are reviewed, and with which outcome. */
export async function ownReviews(services: HubServices, officerId: string): Promise<ResponseOf<typeof reviewApi.ownReviews>> {
  const { db, clock } = services
  const tasks = await listTasksOf(db, officerId, OWN_LISTED)
  const outcomes = new Map((await listOutcomesOf(db, tasks.map(({ request_id: id }) => id))).toReversed().map((outcome) => [outcome.request_id, outcome]))
  const reviews = tasks.map(({ request_id: requestId, is_emergency: isEmergency }): OwnReview => {
    const outcome = outcomes.get(requestId)
    return { requestId, isEmergency, outcome: outcome === undefined ? null : forOfficer(outcome) }
  })
  return { reviews, emergency: await emergencyStanding(services, db, officerId, clock.now()), hubTime: toInstant(clock.now()) }
}

/** What waits for this reviewer, riskiest first. Throws ACCESS_ROLE_FORBIDDEN for who reviews nothing. Recorded, like every look at what others did. */
export async function reviewQueue(services: HubServices, caller: DeviceCaller): Promise<ResponseOf<typeof reviewApi.reviewQueue>> {
  const { db, clock, policy, reviewRules } = services
  const officer = await getOfficer(db, caller.officerId)
  const { outcome, rule, words } = policy.decideReviews(officer)
  if (outcome !== 'allow') throw new CasementError('ACCESS_ROLE_FORBIDDEN', { rule, words })
  await recordReview(services, caller, { act: 'team-reveals', criteria: ['review'], householdId: null })
  const [now, scope] = [new Date(clock.now()), scopeOf(officer, services)]
  const closedToday = await countClosedThatDay(db, officer.officerId, now)
  const left = Math.max(0, reviewRules.perReviewerPerDay - closedToday)
  const open = await listOpenTasks(db, officer.officerId, scope, left + WAITING_LISTED)
  const concerns = officer.role === 'ig-lead' ? await listConcerns(db, officer.officerId, 100) : []
  const ages = await countByAge(db, officer.officerId, scope, now)
  return {
    tasks: await toQueued(services, open.slice(0, left), 'review'), concerns: await toQueued(services, concerns, 'follow-up'),
    waiting: open.slice(left).map((task) => ({ requestId: task.request_id, since: task.created_at.toISOString(), causes: task.causes, score: task.score, officer: task.officer_name })),
    waitingInAll: Math.max(0, ages.in_all - left),
    byAge: { underOneDay: ages.under_one, underTwoDays: ages.under_two, underSevenDays: ages.under_seven, older: ages.older, emergencies: ages.emergencies },
    closedToday, perDay: reviewRules.perReviewerPerDay, closed: await closedBy(services, officer.officerId), hubTime: toInstant(clock.now()),
  }
}

async function toQueued({ db }: Pick<HubServices, 'db'>, tasks: readonly StoredTask[], step: ReviewStep): Promise<QueuedReview[]> {
  const looks = new Map((await findLooks(db, tasks.map(({ epoch, entry_index: index }) => ({ epoch, index })))).map((row) => [`${row.epoch}.${row.entry_index}`, toLook(row)]))
  const raised = step === 'review' ? new Map<string, GivenOutcome>() : new Map((await listOutcomesOf(db, tasks.map(({ request_id: id }) => id))).map((outcome) => [outcome.request_id, toGiven(outcome)]))
  return tasks.flatMap((task): QueuedReview[] => {
    const look = looks.get(`${task.epoch}.${task.entry_index}`)
    if (look === undefined) return []
    return [{
      requestId: task.request_id, step, since: task.created_at.toISOString(), causes: task.causes, factors: task.factors, score: task.score, look, signed: task.leaf,
      openings: {
        officer: { value: task.officer_id, salt: task.officer_salt },
        reason: task.reason === null || task.reason_salt === null ? null : { value: task.reason, salt: task.reason_salt },
      },
      raised: raised.get(task.request_id) ?? null,
    }]
  })
}

async function closedBy({ db }: Pick<HubServices, 'db'>, reviewerId: string): Promise<ClosedReview[]> {
  const outcomes = await listOutcomesBy(db, reviewerId, CLOSED_LISTED)
  const tasks = await Promise.all(outcomes.map(({ request_id: id }) => findTask(db, id)))
  const looks = new Map((await findLooks(db, tasks.flatMap((task) => (task === null ? [] : [{ epoch: task.epoch, index: task.entry_index }])))).map((row) => [row.request_id, row.reference]))
  return outcomes.map((outcome, i): ClosedReview => ({
    requestId: outcome.request_id, reference: toReference(looks.get(outcome.request_id)), officer: tasks[i]?.officer_name ?? '', step: outcome.step, own: toGiven(outcome),
  }))
}

const toReference = (reference: string | null | undefined): ClosedReview['reference'] => (reference === null || reference === undefined ? null : ReferenceSchema.parse(reference))

const toGiven = (outcome: StoredOutcome): GivenOutcome => ({ outcome: outcome.outcome, by: outcome.reviewer_name, at: outcome.decided_at.toISOString(), words: outcome.words })

/** Whom a concern is about learns that there is one, not what it says. */
const forOfficer = (outcome: StoredOutcome): GivenOutcome => ({ ...toGiven(outcome), words: outcome.outcome === 'concern' ? null : outcome.words })
