import { CasementError } from '../../../../shared/errors/casement-error'
import type { ApprovalNamed } from '../../../../shared/model/reveal'
import type { StoredRequest } from '../../repositories/access-request-repository'
import { agreedBy, requestState, type Moment } from '../approvals/request-state'
import type { Check, RevealCall } from './check'

/** A reveal under an approval, and the request that it says was approved. */
export interface ApprovedCall extends RevealCall {
  readonly named: ApprovalNamed
  readonly request: StoredRequest
  readonly moment: Moment
}

const requireApproval = (holds: boolean, check: string): void => {
  if (!holds) throw new CasementError('APPROVAL_NOT_GIVEN', { check })
}

const sameOfficer: Check<ApprovedCall> = {
  name: 'same-officer',
  check: ({ request, caller }) => requireApproval(request.requester_id === caller.officerId, 'same-officer'),
}

const sameHousehold: Check<ApprovedCall> = {
  name: 'same-household',
  check: ({ request, household }) => requireApproval(request.household_id === household?.householdId, 'same-household'),
}

const samePersons: Check<ApprovedCall> = {
  name: 'same-persons',
  check: ({ request, persons }) => requireApproval(request.persons === persons.value, 'same-persons'),
}

const samePurpose: Check<ApprovedCall> = {
  name: 'same-purpose',
  check({ request, signed: { payload } }) {
    const { purpose } = request.leaf.payload
    requireApproval(purpose.code === payload.purpose.code && purpose.wordingHash === payload.purpose.wordingHash, 'same-purpose')
  },
}

/** The same contact or case, and the same power and authoriser, as whoever approved has read. */
const sameGrounds: Check<ApprovedCall> = {
  name: 'same-grounds',
  check: ({ request, linked, authority }) =>
    requireApproval(request.linked === (linked?.value ?? null) && request.authority === (authority?.value ?? null), 'same-grounds'),
}

/** Approved, in time, and by exactly the decisions that the laptop saw. Opened already is told apart: the officer may well have been the one. */
const approvedNow: Check<ApprovedCall> = {
  name: 'approved-now',
  check({ request, named, moment }) {
    const state = requestState(request, moment)
    if (state === 'opened') throw new CasementError('APPROVAL_USED')
    requireApproval(state === 'approved', 'approved-now')
    const decisions = request.decisions.map(({ leaf_hash: hash }) => Buffer.from(hash).toString('hex')).toSorted()
    requireApproval(decisions.join() === named.decisions.join(), 'approved-now')
  },
}

/** At most what everybody who approved agreed to. */
const withinApproval: Check<ApprovedCall> = {
  name: 'within-approval',
  check({ request, signed: { payload } }) {
    const { fieldGroups } = agreedBy(request.decisions)
    requireApproval(payload.fieldGroups.every((group) => fieldGroups.includes(group)), 'within-approval')
  },
}

export const APPROVED_CHECKS: readonly Check<ApprovedCall>[] = [sameOfficer, sameHousehold, samePersons, samePurpose, sameGrounds, approvedNow, withinApproval]
