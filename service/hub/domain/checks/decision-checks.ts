import { CasementError } from '../../../../shared/errors/casement-error'
import type { ApprovalDecision, DeputyDecision } from '../../../../shared/model/approval'
import type { StoredRequest } from '../../repositories/access-request-repository'
import { requestState, type Moment } from '../approvals/request-state'
import type { DecidedUnder } from '../stand-ins/cover'
import type { Check, SaltedValue, StatedCall } from './check'
import { requireReason } from './reveal-checks'
import { believableClock, currentEpoch, deviceSignature, officerOpening, requireOpening } from './stated-checks'

/** What a decision is about, as far as every kind of it has that. */
export type Decidable = Pick<StoredRequest, 'leaf_hash' | 'open_for_minutes'> & Parameters<typeof requestState>[0] & { readonly leaf: { readonly payload: Pick<StoredRequest['leaf']['payload'], 'fieldGroups'> } }

/** A decision as it arrived, and the request that it is about. */
export interface DecisionCall<Payload extends Omit<ApprovalDecision, 'v'> = ApprovalDecision | DeputyDecision, Request extends Decidable = StoredRequest> extends StatedCall<Payload> {
  readonly words: SaltedValue | null
  readonly standsFor: SaltedValue | null
  /** By what right policy allowed it. */
  readonly under: DecidedUnder
  readonly request: Request
  readonly moment: Moment
}
type AnyDecisionCall = DecisionCall<Omit<ApprovalDecision, 'v'>, Decidable>

/** About exactly what the requester signed: an approval of one request can never be used for another. */
const requestLeaf: Check<AnyDecisionCall> = {
  name: 'request-leaf',
  check({ signed, request }) {
    if (signed.payload.requestLeaf !== Buffer.from(request.leaf_hash).toString('hex')) throw new CasementError('REQUEST_INVALID', { fields: 'signed.payload.requestLeaf' })
  },
}

const stillWaiting: Check<AnyDecisionCall> = {
  name: 'still-waiting',
  check({ request, moment }) {
    if (requestState(request, moment) !== 'waiting') throw new CasementError('APPROVAL_NOT_WAITING')
  },
}

/** Approved is all of it, narrowed is less and something, declined is nothing: never more than was asked. */
const fittingAnswer: Check<AnyDecisionCall> = {
  name: 'fitting-answer',
  check({ signed: { payload }, request }) {
    const asked = request.leaf.payload.fieldGroups
    const { decision, fieldGroups, openForMinutes } = payload
    const isSorted = fieldGroups.every((group, i) => i === 0 || (fieldGroups[i - 1] ?? '') < group)
    const isWithin = isSorted && fieldGroups.every((group) => asked.includes(group)) && openForMinutes <= request.open_for_minutes
    const isAll = fieldGroups.length === asked.length && openForMinutes === request.open_for_minutes
    const isSome = fieldGroups.length > 0 && openForMinutes > 0
    const fits = decision === 'approve' ? isAll : decision === 'narrow' ? isSome && !isAll : fieldGroups.length === 0 && openForMinutes === 0
    if (!isWithin || !fits) throw new CasementError('APPROVAL_NOT_LESS')
  },
}

const wordsOpening: Check<AnyDecisionCall> = {
  name: 'words-opening',
  check({ signed, words }) {
    if (words === null && signed.payload.words !== null) throw new CasementError('REQUEST_INVALID', { fields: 'words' })
    if (words !== null) requireOpening(signed.payload.words ?? '', 'reason', words, 'words')
  },
}

/** Who declines says why; whatever is said keeps identifiers out, like every reason. */
const understandableWords: Check<AnyDecisionCall> = {
  name: 'understandable-words',
  check({ signed, words }) {
    if (words !== null) requireReason(words.value)
    else if (signed.payload.decision === 'decline') throw new CasementError('REVEAL_REASON_REQUIRED')
  },
}

/** A deputy's decision says as whose, and nobody else's says any: what is signed is what policy allowed it for. */
const saidStanding: Check<AnyDecisionCall> = {
  name: 'said-standing',
  check({ signed: { payload }, standsFor, under }) {
    const said = 'standsFor' in payload && typeof payload.standsFor === 'string' ? payload.standsFor : null
    const supervisor = under.deputyship?.supervisor_id ?? null
    if ((said === null) !== (supervisor === null) || (standsFor?.value ?? null) !== supervisor) throw new CasementError('REQUEST_INVALID', { fields: 'standsFor' })
    if (said !== null && standsFor !== null) requireOpening(said, 'officer', standsFor, 'standsFor')
  },
}

/** What a decision must be whatever it is about. */
export const GENERAL_DECISION_CHECKS: readonly Check<AnyDecisionCall>[] = [currentEpoch, deviceSignature, officerOpening, believableClock, requestLeaf, stillWaiting, wordsOpening, understandableWords, saidStanding]

/** What a decision must be before policy is asked. Refused here, it is not entered in the ledger. */
export const DECISION_CHECKS: readonly Check<DecisionCall>[] = [
  currentEpoch, deviceSignature, officerOpening, believableClock, requestLeaf, stillWaiting, fittingAnswer, wordsOpening, understandableWords, saidStanding,
]
