import { checkReason } from '../../../shared/reason/check-reason'
import type { Decision } from '../../../shared/model/approval'
import type { FieldGroup } from '../../../shared/model/codes'
import type { ToDecide } from '../../../shared/ipc/request-contract'
import type { FieldError } from '../../components/error-summary'

export interface DecideForm {
  readonly fieldGroups: ReadonlyArray<FieldGroup>
  readonly openForMinutes: number
  readonly words: string
}

export const emptyDecideForm = ({ fieldGroups, openForMinutes }: ToDecide): DecideForm => ({ fieldGroups, openForMinutes, words: '' })

/** Shorter times that can be chosen, the longest first. */
export const timesOf = ({ openForMinutes }: ToDecide): number[] => [...new Set([openForMinutes, 10, 5])].filter((minutes) => minutes <= openForMinutes).toSorted((a, b) => b - a)

const WORDS = {
  empty: 'Say why, in a few words: the officer reads them', 'too-short': 'Say a little more: the officer must understand what to do', filler: 'This does not say why',
  identifier: 'Take out numbers, postcodes and e-mail addresses: the log must not hold them',
} as const

/** What stands against sending it. Who declines says why; words that are given keep identifiers out. */
export function decideErrors(form: DecideForm, decision: Decision, request: ToDecide): FieldError[] {
  const { problem } = checkReason(form.words)
  const needsWords = decision === 'decline' || form.words.trim() !== ''
  const isLess = form.fieldGroups.length < request.fieldGroups.length || form.openForMinutes < request.openForMinutes
  return [
    ...(decision === 'narrow' && form.fieldGroups.length === 0 ? [{ fieldId: 'decide-groups', message: 'Leave at least one group, or decline' }] : []),
    ...(decision === 'narrow' && form.fieldGroups.length > 0 && !isLess ? [{ fieldId: 'decide-groups', message: 'Take a group away or shorten the time; to give all of it, approve' }] : []),
    ...(needsWords && problem !== null && problem !== 'name' ? [{ fieldId: 'decide-words', message: WORDS[problem] }] : []),
  ]
}

/** What goes into the signed decision. */
export const decisionOf = (form: DecideForm, decision: Decision, request: ToDecide) => ({
  requestId: request.requestId, decision, words: form.words.trim() === '' ? null : form.words.trim(),
  fieldGroups: decision === 'decline' ? [] : decision === 'approve' ? [...request.fieldGroups] : [...form.fieldGroups],
  openForMinutes: decision === 'decline' ? 0 : decision === 'approve' ? request.openForMinutes : form.openForMinutes,
})
