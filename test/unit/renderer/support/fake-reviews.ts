import type { Alert, OwnReview } from '../../../../shared/api/review-api'
import type { ReviewQueue, ToReview } from '../../../../shared/ipc/review-contract'
import type { AlertKind, AlertOutcome } from '../../../../shared/model/alert'
import type { ReviewOutcomeCode } from '../../../../shared/model/review'
import type { HouseholdRecord } from '../../../../shared/model/household'
import { ReferenceSchema } from '../../../../shared/model/reference'

const ID = (n: number): string => `0192f000-0000-7000-8000-0000000e${String(n).padStart(4, '0')}`
const hoursAgo = (n: number): string => new Date(Date.now() - n * 3_600_000).toISOString()

/** One that waits for review. */
export const makeToReview = (n: number, household: HouseholdRecord, wish: Partial<ToReview> = {}): ToReview => ({
  requestId: ID(n), step: 'review', since: hoursAgo(n * 5), causes: ['no-relationship'], factors: ['no-relationship'], score: 20, raised: null, purposeTitle: 'Safeguarding',
  look: {
    entry: { epoch: 'fakeepoch1', index: 4_000 + n }, kind: 'reveal', at: hoursAgo(n * 5), requestId: ID(n), reference: ReferenceSchema.parse(household.reference),
    actor: { officerId: 'amara.okafor', displayName: 'Amara Okafor', role: 'officer', team: 'income-and-debt', district: 'canterbury' }, purpose: { code: 'safeguarding-adult', version: 1 },
    fieldGroups: ['address', 'identity'], people: 1, reason: 'A neighbour rang: shouting and a child crying behind the door', outcome: 'shown', words: null, displays: 2, copies: 1, criteria: [], event: null,
    fieldGroup: null, isFlagged: false, relationship: 'none', knownRelationship: null, linked: null, authority: null, isEmergency: wish.causes?.includes('emergency') ?? false,
  },
  ...wish,
})

export const makeAlert = (n: number, kind: AlertKind, wish: Partial<Alert> = {}): Alert => ({
  alertId: ID(500 + n), kind, figures: { count: 24, usual: 9.5, from: 20, days: 1 }, raisedAt: hoursAgo(n), officer: 'Amara Okafor', team: 'income-and-debt', district: 'canterbury', reference: null, outcome: null, ...wish,
})

/** The reviews that a FakeBridge knows: own ones, and those that wait for a reviewer. */
export class FakeReviews {
  own: OwnReview[] = []
  used = 0
  tasks: ToReview[] = []
  concerns: ToReview[] = []
  waiting: ReviewQueue['waiting'] = []
  closed: ReviewQueue['closed'] = []
  closedToday = 0
  alerts: Alert[] = []

  answer(name: string, request: Record<string, unknown>): unknown {
    switch (name) {
      case 'review.listMine': return { reviews: this.own, emergency: { used: this.used, quota: 3, withinHours: 24 } }
      case 'review.listQueue': return {
        tasks: this.tasks, concerns: this.concerns, waiting: this.waiting, waitingInAll: this.waiting.length, closedToday: this.closedToday, perDay: 10, closed: this.closed,
        byAge: { underOneDay: this.tasks.length, underTwoDays: this.waiting.length, underSevenDays: 0, older: 0, emergencies: this.tasks.filter(({ causes }) => causes.includes('emergency')).length },
      }
      case 'review.record': {
        const done = [...this.tasks, ...this.concerns].find(({ requestId, step }) => requestId === request['requestId'] && step === request['step'])
        this.tasks = this.tasks.filter((each) => each !== done)
        this.concerns = this.concerns.filter((each) => each !== done)
        this.closedToday += 1
        if (done !== undefined) this.closed = [{ requestId: done.requestId, reference: done.look.reference, officer: 'Amara Okafor', step: done.step, own: { outcome: request['outcome'] as ReviewOutcomeCode, by: 'Priya Nair', at: hoursAgo(0), words: String(request['words']) } }, ...this.closed]
        return {}
      }
      case 'review.listAlerts': return { alerts: this.alerts }
      case 'review.closeAlert':
        this.alerts = this.alerts.map((alert) => (alert.alertId === request['alertId'] ? { ...alert, outcome: { outcome: request['outcome'] as AlertOutcome, by: 'Priya Nair', at: hoursAgo(0) } } : alert))
        return {}
      default: return {}
    }
  }
}
