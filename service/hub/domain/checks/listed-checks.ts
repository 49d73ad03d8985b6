import { CasementError } from '../../../../shared/errors/casement-error'
import type { RequestState } from '../../../../shared/model/approval'
import type { StoredItem, StoredList } from '../../repositories/list-repository'
import { agreedOn } from '../lists/list-state'
import type { Check, RevealCall } from './check'

/** A reveal under a contact list, the list that it names, and the household of it that it is about (null: none). */
export interface ListedCall extends RevealCall {
  readonly approval: Readonly<{ requestId: string; decisions: readonly string[] }>
  readonly list: StoredList
  readonly item: StoredItem | null
  readonly state: RequestState
  readonly opensEach: number
}

const listed = (name: string, holds: (call: ListedCall) => boolean): Check<ListedCall> => ({
  name,
  check(call) {
    if (!holds(call)) throw new CasementError('APPROVAL_NOT_GIVEN', { check: name })
  },
})

const sameOfficer = listed('listed-same-officer', ({ list, caller }) => list.requester_id === caller.officerId)

const household = listed('listed-household', ({ item }) => item !== null)

/** Left out by whoever approved it, it stays shut. */
const approvedItem = listed('listed-approved', ({ list, item }) => item !== null && agreedOn(list).items.has(item.item))

const samePersons = listed('listed-same-persons', ({ item, persons }) => item?.persons === persons.value)

const samePurpose = listed('listed-same-purpose', ({ list: { leaf: { payload: { purpose } } }, signed: { payload } }) =>
  purpose.code === payload.purpose.code && purpose.wordingHash === payload.purpose.wordingHash)

/** Approved, in time, and by exactly the decision that the laptop saw. */
const approvedNow = listed('listed-approved-now', ({ state, list, approval }) =>
  state === 'approved' && list.decisions.map(({ leaf_hash: hash }) => Buffer.from(hash).toString('hex')).toSorted().join() === approval.decisions.join())

const withinApproval = listed('listed-within', ({ list, signed }) => signed.payload.fieldGroups.every((group) => agreedOn(list).fieldGroups.includes(group)))

/** In a visit pack it is the reason of this very visit that was read and approved. */
const sameReason = listed('listed-same-reason', ({ item, reason }) => item !== null && (item.reason === null || item.reason === reason.value))

/** The address is sealed apart from everything else, so that it can be opened for travel without the rest; an emergency permit opens whole. */
const onePart = listed('listed-one-part', ({ list, signed }) =>
  list.leaf.payload.v !== 2 || new Set(signed.payload.fieldGroups.map((group) => group === 'address')).size === 1)

const notUsedUp: Check<ListedCall> = {
  name: 'listed-not-used-up',
  check({ item, opensEach }) {
    if (item !== null && item.opened >= opensEach) throw new CasementError('APPROVAL_USED')
  },
}

export const LISTED_CHECKS: readonly Check<ListedCall>[] = [sameOfficer, household, samePersons, samePurpose, approvedNow, approvedItem, withinApproval, sameReason, onePart, notUsedUp]
