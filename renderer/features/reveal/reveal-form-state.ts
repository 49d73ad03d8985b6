import { FIELD_GROUPS, type FieldGroup } from '../../../shared/model/codes'
import type { PseudonymisedPerson } from '../../../shared/model/household'
import type { ResponseOfEntry } from '../../../shared/ipc/define-contract'
import type { revealContract } from '../../../shared/ipc/reveal-contract'
import type { Relationship } from '../../../shared/model/relationship'
import { holdsIdentifier } from '../../../shared/reason/find-identifier'
import { isPrefilled, prefilledReason } from '../../../shared/reason/prefilled-reason'
import type { FieldError } from '../../components/error-summary'
import { reasonError } from './reason-help'

export type StatedPurpose = ResponseOfEntry<typeof revealContract.listPurposes>['purposes'][number]

export interface RevealForm {
  readonly persons: ReadonlyArray<PseudonymisedPerson['personId']>
  /** A purpose's code; empty: none chosen yet. */
  readonly purpose: StatedPurpose['code']
  readonly fieldGroups: ReadonlyArray<FieldGroup>
  readonly reason: string
  /** The contact or case that it is about, in the words of `linkedCases`; empty for none. */
  readonly linked: string
  /** Asked for where the purpose rests on somebody else's power. */
  readonly power: string
  readonly authoriser: string
  /** The reason that the officer chose to keep although it may hold a name; any change asks again. */
  readonly keptWords: string | null
}

export const emptyRevealForm = (persons: RevealForm['persons'], linked = ''): RevealForm => ({ persons, purpose: '', fieldGroups: [], reason: '', keptWords: null, linked, power: '', authoriser: '' })

/** Choosing a purpose ticks its usual groups and nothing else (minimum necessary), and fills in the words of a relationship where they may stand; never over words that somebody typed. */
export const withPurpose = (form: RevealForm, purpose: StatedPurpose, relationship: Relationship, before: StatedPurpose | null = null): RevealForm => {
  const isOwn = form.reason !== '' && !(before !== null && isPrefilled(form.reason, before))
  return { ...form, purpose: purpose.code, fieldGroups: purpose.usualFieldGroups, reason: isOwn ? form.reason : (prefilledReason(purpose, relationship) ?? '') }
}

/** In the order of the vocabulary, so that the same choice is always the same request. */
export const sortGroups = (groups: ReadonlyArray<FieldGroup>): FieldGroup[] => (Object.keys(FIELD_GROUPS) as FieldGroup[]).filter((group) => groups.includes(group))

export function revealFormErrors(form: RevealForm, purpose: StatedPurpose | null, relationship: Relationship): FieldError[] {
  const reason = reasonError(form.reason, form.keptWords, purpose, relationship)
  const asks = purpose?.asksAuthority === true
  return [
    ...(form.persons.length === 0 ? [{ fieldId: 'reveal-persons', message: 'Choose at least one member' }] : []),
    ...(form.purpose === '' ? [{ fieldId: 'reveal-purpose', message: 'Choose the purpose' }] : []),
    ...(form.purpose !== '' && form.fieldGroups.length === 0 ? [{ fieldId: 'reveal-groups', message: 'Choose what you need to see' }] : []),
    ...(asks ? authorityError('reveal-power', form.power, 'Say on which power the request rests') : []),
    ...(asks ? authorityError('reveal-authoriser', form.authoriser, 'Say who authorised the request: rank or office, and body') : []),
    ...(reason === null ? [] : [{ fieldId: 'reveal-reason', message: reason }]),
  ]
}

function authorityError(fieldId: string, words: string, missing: string): FieldError[] {
  if (words.trim().length < 3) return [{ fieldId, message: missing }]
  return holdsIdentifier(words) ? [{ fieldId, message: 'This seems to hold a number, postcode or address of a person. Take it out' }] : []
}
