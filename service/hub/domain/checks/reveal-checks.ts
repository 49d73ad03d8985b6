import { CasementError } from '../../../../shared/errors/casement-error'
import type { ErrorCode } from '../../../../shared/errors/error-code'
import { joinPersons } from '../../../../shared/model/reveal'
import { checkReason, type ReasonProblem } from '../../../../shared/reason/check-reason'
import type { Check, RevealCall } from './check'
import { RELATED_CHECKS } from './related-checks'
import { requireOpening, STATED_CHECKS } from './stated-checks'

const REASON_CODES: Record<Exclude<ReasonProblem, 'name'>, ErrorCode> = {
  empty: 'REVEAL_REASON_REQUIRED', 'too-short': 'REVEAL_REASON_TOO_SHORT', filler: 'REVEAL_REASON_FILLER', identifier: 'REVEAL_REASON_IDENTIFIER',
}

/** Throws what is wrong with an officer's words, if anything. */
export function requireReason(words: string): void {
  const { verdict, problem } = checkReason(words)
  if (verdict === 'refuse' && problem !== null && problem !== 'name') throw new CasementError(REASON_CODES[problem])
}

const personsOpening: Check<RevealCall> = {
  name: 'persons-opening',
  check({ signed, persons }) {
    requireOpening(signed.payload.persons, 'person', persons, 'openings.persons')
    if (joinPersons(persons.value.split(',')) !== persons.value) throw new CasementError('REQUEST_INVALID', { fields: 'openings.persons' })
  },
}

/** All of them live in the household that is asked about. */
const personsOfHousehold: Check<RevealCall> = {
  name: 'persons-of-household',
  check({ persons, household }) {
    const members = new Set<string>(household?.members.map((member) => member.personId) ?? [])
    if (household === null || !persons.value.split(',').every((person) => members.has(person))) throw new CasementError('NOT_FOUND')
  },
}

const reasonOpening: Check<RevealCall> = {
  name: 'reason-opening',
  check({ signed, reason }) {
    requireOpening(signed.payload.reason, 'reason', reason, 'openings.reason')
  },
}

/** The same check as on the laptop: what cannot be understood later, and what the log must not hold, is not entered. A name only warns. */
const understandableReason: Check<RevealCall> = {
  name: 'understandable-reason',
  check({ reason }) {
    requireReason(reason.value)
  },
}

const sortedFieldGroups: Check<RevealCall> = {
  name: 'sorted-field-groups',
  check({ signed }) {
    const groups = signed.payload.fieldGroups
    const isSorted = groups.every((group, i) => i === 0 || (groups[i - 1] ?? '') < group)
    if (!isSorted) throw new CasementError('REQUEST_INVALID', { fields: 'signed.payload.fieldGroups' })
  },
}

const coveredFieldGroups: Check<RevealCall> = {
  name: 'covered-field-groups',
  check({ signed, purpose }) {
    if (purpose !== null && !signed.payload.fieldGroups.every((group) => purpose.fieldGroups.includes(group))) throw new CasementError('REVEAL_FIELDS_NOT_COVERED')
  },
}

/** Design §4 step 4, before policy: what makes a request well-formed. Refused here, it is not entered in the ledger. */
export const REVEAL_CHECKS: readonly Check<RevealCall>[] = [
  ...STATED_CHECKS, personsOpening, personsOfHousehold, reasonOpening, understandableReason, sortedFieldGroups, coveredFieldGroups,
  ...RELATED_CHECKS,
]
