import { CasementError } from '../../../../shared/errors/casement-error'
import type { DeputyListDecision, ListDecision } from '../../../../shared/model/contact-list'
import { joinPersons } from '../../../../shared/model/reveal'
import type { StoredList } from '../../repositories/list-repository'
import type { Check } from './check'
import { GENERAL_DECISION_CHECKS, type DecisionCall } from './decision-checks'
import { itemOf, type ListCall } from './list-item'
import { PACK_CHECKS } from './pack-checks'
import { requireReason } from './reveal-checks'
import { requireOpening, STATED_CHECKS } from './stated-checks'

const refuse = (fields: string): never => {
  throw new CasementError('REQUEST_INVALID', { fields })
}
const isSorted = (values: readonly string[]): boolean => values.every((value, i) => i === 0 || (values[i - 1] ?? '') < value)

/** The openings are those of exactly the items committed to, each household once. */
const itemsOpening: Check<ListCall> = {
  name: 'items-opening',
  check({ signed: { payload }, items }) {
    if (!isSorted(payload.items)) refuse('signed.payload.items')
    const opened = items.map(({ persons }) => itemOf(persons)).toSorted()
    if (opened.join() !== payload.items.join()) refuse('items')
    if (new Set(items.map(({ householdId }) => householdId)).size !== items.length) refuse('items')
    if (items.some(({ persons }) => joinPersons(persons.value.split(',')) !== persons.value)) refuse('items')
  },
}

/** The people of each item live in the household named beside it. */
const personsOfHouseholds: Check<ListCall> = {
  name: 'persons-of-households',
  check({ items }) {
    for (const { household, persons } of items) {
      const members = new Set<string>(household?.members.map(({ personId }) => personId) ?? [])
      if (household === null || !persons.value.split(',').every((person) => members.has(person))) throw new CasementError('NOT_FOUND')
    }
  },
}

const reasonOpening: Check<ListCall> = { name: 'reason-opening', check: ({ signed, reason }) => requireOpening(signed.payload.reason, 'reason', reason, 'openings.reason') }
const understandableReason: Check<ListCall> = { name: 'understandable-reason', check: ({ reason }) => requireReason(reason.value) }

const fieldGroups: Check<ListCall> = {
  name: 'field-groups',
  check({ signed: { payload }, purpose }) {
    if (!isSorted(payload.fieldGroups)) refuse('signed.payload.fieldGroups')
    if (purpose !== null && !payload.fieldGroups.every((group) => purpose.fieldGroups.includes(group))) throw new CasementError('REVEAL_FIELDS_NOT_COVERED')
  },
}

/** One supervisor decides on all of it: they must know the district. */
const oneDistrict: Check<ListCall> = {
  name: 'one-district',
  check({ items }) {
    if (new Set(items.map(({ household }) => household?.district)).size > 1) throw new CasementError('LIST_DISTRICTS')
  },
}

/** What makes a list well-formed, before policy is asked about each of its households. Refused here or there, it is not entered in the ledger. */
export const LIST_CHECKS: readonly Check<ListCall>[] = [...STATED_CHECKS, itemsOpening, personsOfHouseholds, reasonOpening, understandableReason, fieldGroups, oneDistrict, ...PACK_CHECKS]

export interface ListDecisionCall extends DecisionCall<ListDecision | DeputyListDecision, StoredList & { readonly used_by: null }> {
  readonly workForHours: number
}

/** Approved is all of it, narrowed is less and something, declined is nothing: never more than was asked. */
const fittingAnswer: Check<ListDecisionCall> = {
  name: 'fitting-answer',
  check({ signed: { payload }, request, workForHours }) {
    const { decision, fieldGroups: groups, openForMinutes, items, workForHours: hours } = payload
    const asked = request.leaf.payload
    const isWithin = isSorted(groups) && isSorted(items) && groups.every((group) => asked.fieldGroups.includes(group)) && items.every((item) => asked.items.includes(item)) &&
      openForMinutes <= request.open_for_minutes && hours <= workForHours
    const isAll = groups.length === asked.fieldGroups.length && items.length === asked.items.length && openForMinutes === request.open_for_minutes && hours === workForHours
    const isSome = groups.length > 0 && items.length > 0 && openForMinutes > 0 && hours > 0
    const isNone = groups.length === 0 && items.length === 0 && openForMinutes === 0 && hours === 0
    const fits = decision === 'approve' ? isAll : decision === 'narrow' ? isSome && !isAll : isNone
    if (!isWithin || !fits) throw new CasementError('APPROVAL_NOT_LESS')
  },
}

/** What a decision on a list must be before policy is asked. Refused here, it is not entered in the ledger. */
export const LIST_DECISION_CHECKS: readonly Check<ListDecisionCall>[] = [...GENERAL_DECISION_CHECKS, fittingAnswer]
