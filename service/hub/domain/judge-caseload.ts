import type { ErrorCode } from '../../../shared/errors/error-code'
import { assertNever } from '../../../shared/errors/assert-never'
import type { Allocation, Referral, TeamPlace } from '../../../shared/model/caseload'
import type { CaseloadOperation } from '../../../shared/model/caseload-operation'
import type { HouseholdRecord, NextAction } from '../../../shared/model/household'
import type { Officer } from '../../../shared/model/officer'
import type { CaseloadAction, PolicyReceiver } from '../policy/policy-case'
import type { Decision, PolicyEngine } from '../policy/policy-engine'
import type { OwnAction } from './standing-promise'

/** What an act changes. `place`: the team that works the household from now on. */
export type CaseloadChange =
  | { readonly kind: 'none' }
  | { readonly kind: 'allocation'; readonly allocation: Allocation; readonly place: TeamPlace | 'as-before' }
  | { readonly kind: 'next-action'; readonly action: OwnAction }
  | { readonly kind: 'referral-made'; readonly referral: Referral }
  | { readonly kind: 'referral-decided'; readonly referral: Referral; readonly allocation: Allocation | null }

export type Judgement =
  | { readonly code: null; readonly rule: string; readonly change: CaseloadChange }
  | { readonly code: ErrorCode; readonly rule: string | null }

export interface CaseloadQuestion {
  readonly operation: CaseloadOperation
  readonly officer: Readonly<Officer>
  /** As the hub holds it now, locked. */
  readonly household: HouseholdRecord
  /** The colleague of a hand-over or allocation, as the hub knows them; null: nobody of that id. */
  readonly receiver: Readonly<Officer> | null
  /** Does anybody there do case work? Else a referral would wait for ever. */
  readonly isTeamStaffed: boolean
  readonly policy: Pick<PolicyEngine, 'decideCaseload'>
}

const refused = (code: ErrorCode, rule: string | null = null): Judgement => ({ code, rule })
const isSame = (a: NextAction | null, b: NextAction | null): boolean => a?.kind === b?.kind && a?.dueOn === b?.dueOn

/**
 * Judges one act on a household as it stands. What somebody else did meanwhile comes first (nobody's act is lost unseen), then the
 * policy; the codes say which it was.
 */
export function judgeCaseload(question: CaseloadQuestion): Judgement {
  const { operation, officer, household, receiver } = question
  const owner = household.allocatedOfficer
  const pending = household.referral?.state === 'pending' ? household.referral : null
  const { operationId, at, kind } = operation
  const give = (act: Allocation['act'], officerId: string | null, note: Allocation['note'] = null): CaseloadChange => ({
    kind: 'allocation', allocation: { allocationId: operationId, officerId, by: officer.officerId, at, act, note },
    place: household.allocatedTeam === null && officerId !== null ? { team: officer.team, district: officer.district } : 'as-before',
  })
  const allowed = (action: CaseloadAction, to: PolicyReceiver, change: CaseloadChange, otherwise: ErrorCode = 'CASELOAD_FORBIDDEN'): Judgement => {
    const decision = question.policy.decideCaseload(officer, action, { ...household, referral: pending }, to)
    return decision.outcome === 'allow' ? { code: null, rule: decision.rule, change } : refused(codeOf(decision, otherwise), decision.rule)
  }
  switch (kind) {
    case 'claim':
      if (owner !== null && owner !== officer.officerId) return refused('CASELOAD_TAKEN')
      return allowed('claim', officer, owner === null ? give('claim', officer.officerId) : { kind: 'none' })
    case 'hand-over':
      if (owner !== officer.officerId) return refused('CASELOAD_CHANGED')
      if (receiver === null || receiver.officerId === officer.officerId) return refused('CASELOAD_RECEIVER_INVALID')
      return allowed('handOver', receiver, give('hand-over', receiver.officerId, operation.note), 'CASELOAD_RECEIVER_INVALID')
    case 'release':
      if (owner !== operation.baseOfficer) return refused('CASELOAD_CHANGED')
      return allowed('release', officer, give('release', null))
    case 'allocate':
      if (owner !== operation.baseOfficer && owner !== operation.toOfficer) return refused('CASELOAD_CHANGED')
      if (receiver === null) return refused('CASELOAD_RECEIVER_INVALID')
      return allowed('allocate', receiver, owner === receiver.officerId ? { kind: 'none' } : give('allocate', receiver.officerId, operation.note),
        receiver.team === officer.team && receiver.district === officer.district ? 'CASELOAD_FORBIDDEN' : 'CASELOAD_RECEIVER_INVALID')
    case 'next-action': {
      const { nextAction, baseAction } = operation
      if (!isSame(household.nextAction, baseAction) && !isSame(household.nextAction, nextAction)) return refused('CASELOAD_ACTION_CHANGED')
      return allowed('plan', officer, { kind: 'next-action', action: { at, officerId: officer.officerId, nextAction } })
    }
    case 'refer': {
      if (pending !== null) return refused('CASELOAD_REFERRAL_PENDING')
      if (!question.isTeamStaffed) return refused('CASELOAD_RECEIVER_INVALID')
      const to: TeamPlace = { team: operation.toTeam, district: operation.toDistrict }
      const from: TeamPlace = { team: household.allocatedTeam ?? officer.team, district: household.allocatedTeam === null ? officer.district : (household.allocatedDistrict ?? household.district) }
      if (from.team === to.team && from.district === to.district) return refused('CASELOAD_RECEIVER_INVALID')
      return allowed('refer', { role: '', ...to }, {
        kind: 'referral-made',
        referral: { referralId: operationId, at, by: officer.officerId, from, to, reason: operation.reason, state: 'pending', decidedAt: null, decidedBy: null, declineReason: null },
      }, 'CASELOAD_FORBIDDEN')
    }
    case 'accept-referral': case 'decline-referral': case 'withdraw-referral': {
      if (pending === null || pending.referralId !== operation.referralId) return refused('CASELOAD_REFERRAL_CLOSED')
      const decided = { ...pending, decidedAt: at, decidedBy: officer.officerId }
      if (kind === 'withdraw-referral') return allowed('withdrawReferral', officer, { kind: 'referral-decided', referral: { ...decided, state: 'withdrawn' }, allocation: null })
      if (kind === 'decline-referral') return allowed('declineReferral', officer, { kind: 'referral-decided', referral: { ...decided, state: 'declined', declineReason: operation.reason }, allocation: null })
      return allowed('acceptReferral', officer, {
        kind: 'referral-decided', referral: { ...decided, state: 'accepted' },
        allocation: { allocationId: operationId, officerId: officer.officerId, by: officer.officerId, at, act: 'accept-referral', note: null },
      })
    }
    default: return assertNever(kind)
  }
}

/** The rule tells whose trouble it is: the officer's role, the receiver, or the household. */
function codeOf({ rule }: Decision, otherwise: ErrorCode): ErrorCode {
  if (rule === 'role-without-casework') return 'ACCESS_ROLE_FORBIDDEN'
  return rule === 'receiver-without-casework' || rule === 'referral-to-same-team' ? 'CASELOAD_RECEIVER_INVALID' : otherwise
}
