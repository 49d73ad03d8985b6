import { FIELD_GROUPS, type FieldGroup } from '../../../shared/model/codes'
import type { PseudonymisedPerson } from '../../../shared/model/household'
import type { ResponseOfEntry } from '../../../shared/ipc/define-contract'
import type { revealContract } from '../../../shared/ipc/reveal-contract'
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
  /** The reason that the officer chose to keep although it may hold a name; any change asks again. */
  readonly keptWords: string | null
}

export const emptyRevealForm = (persons: RevealForm['persons'], linked = ''): RevealForm => ({ persons, purpose: '', fieldGroups: [], reason: '', keptWords: null, linked })

/** Choosing a purpose ticks its usual groups and nothing else (minimum necessary). */
export const withPurpose = (form: RevealForm, purpose: StatedPurpose): RevealForm => ({ ...form, purpose: purpose.code, fieldGroups: purpose.usualFieldGroups })

/** In the order of the vocabulary, so that the same choice is always the same request. */
export const sortGroups = (groups: ReadonlyArray<FieldGroup>): FieldGroup[] => (Object.keys(FIELD_GROUPS) as FieldGroup[]).filter((group) => groups.includes(group))

export function revealFormErrors(form: RevealForm): FieldError[] {
  const reason = reasonError(form.reason, form.keptWords)
  return [
    ...(form.persons.length === 0 ? [{ fieldId: 'reveal-persons', message: 'Choose at least one member' }] : []),
    ...(form.purpose === '' ? [{ fieldId: 'reveal-purpose', message: 'Choose the purpose' }] : []),
    ...(form.purpose !== '' && form.fieldGroups.length === 0 ? [{ fieldId: 'reveal-groups', message: 'Choose what you need to see' }] : []),
    ...(reason === null ? [] : [{ fieldId: 'reveal-reason', message: reason }]),
  ]
}
