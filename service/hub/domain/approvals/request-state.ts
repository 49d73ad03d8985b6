import type { GivenDecision, RequestState } from '../../../../shared/model/approval'
import type { FieldGroup } from '../../../../shared/model/codes'
import type { StoredDecision, StoredRequest } from '../../repositories/access-request-repository'
import type { ApprovalTimes } from '../../policy/approval-times'
import { toInstant } from '../../../plugins/clock'

export interface Moment {
  /** Hub time, ms. */
  readonly now: number
  readonly epoch: string
  readonly times: ApprovalTimes
}

const HOUR_MS = 3_600_000

type Standing = Pick<StoredRequest, 'epoch' | 'approvals_needed' | 'expires_at' | 'is_cancelled' | 'used_by'> & { readonly decisions: readonly Pick<StoredDecision, 'decision' | 'decided_at'>[] }

/** When an approved request must have been opened, ms. */
export const openUntilOf = (decisions: readonly Pick<StoredDecision, 'decided_at'>[], { times }: Moment): number =>
  Math.max(0, ...decisions.map((decision) => decision.decided_at.getTime())) + times.opensForHours * HOUR_MS

/** Where a request stands: it follows from its rows and the time, and is written nowhere. Another epoch's ledger proves nothing any more. */
export function requestState(request: Standing, moment: Moment): RequestState {
  const { decisions } = request
  if (request.used_by !== null) return 'opened'
  if (request.is_cancelled) return 'cancelled'
  if (decisions.some(({ decision }) => decision === 'decline')) return 'declined'
  if (request.epoch !== moment.epoch) return 'expired'
  if (decisions.length >= request.approvals_needed) return moment.now < openUntilOf(decisions, moment) ? 'approved' : 'expired'
  return moment.now < request.expires_at.getTime() ? 'waiting' : 'expired'
}

/** What all who approved agreed to: the groups of every one of them, the shortest time. */
export function agreedBy(decisions: readonly Pick<StoredDecision, 'field_groups' | 'open_for_minutes'>[]): { fieldGroups: FieldGroup[]; openForMinutes: number } {
  const [first, ...others] = decisions
  return {
    fieldGroups: (first?.field_groups ?? []).filter((group) => others.every((other) => other.field_groups.includes(group))),
    openForMinutes: decisions.length === 0 ? 0 : Math.min(...decisions.map((decision) => decision.open_for_minutes)),
  }
}

export const givenDecision = (decision: Omit<StoredDecision, 'leaf'>): GivenDecision => ({
  decision: decision.decision, by: decision.approver_name, at: toInstant(decision.decided_at.getTime()), fieldGroups: decision.field_groups,
  openForMinutes: decision.open_for_minutes, words: decision.words,
  ...(decision.stands_for === null ? {} : { capacity: 'deputy' as const, standsFor: decision.stands_for }), ...(decision.is_on_duty ? { capacity: 'duty' as const } : {}),
})

/** Whom a deputy's decision says that they stood in for; null when it says none. */
export const standsForOf = ({ stands_for_id: value, stands_for_salt: salt }: Pick<StoredDecision, 'stands_for_id' | 'stands_for_salt'>): { value: string; salt: string } | null =>
  value === null || salt === null ? null : { value, salt }
