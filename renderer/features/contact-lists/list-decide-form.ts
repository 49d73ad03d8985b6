import { checkReason } from '../../../shared/reason/check-reason'
import type { Decision } from '../../../shared/model/approval'
import type { FieldGroup } from '../../../shared/model/codes'
import type { ListToDecide } from '../../../shared/ipc/contact-list-contract'
import type { FieldError } from '../../components/error-summary'

export interface ListDecideForm {
  readonly fieldGroups: ReadonlyArray<FieldGroup>
  readonly items: ReadonlyArray<string>
  readonly openForMinutes: number
  readonly workForHours: number
  readonly words: string
}

export const listDecideForm = ({ fieldGroups, items, openForMinutes, workForHours }: ListToDecide): ListDecideForm => ({ fieldGroups, items: items.map(({ item }) => item), openForMinutes, workForHours, words: '' })

/** Shorter times that can be chosen, the longest first. */
export const shorter = (most: number, times: ReadonlyArray<number>): number[] => [...new Set([most, ...times])].filter((time) => time <= most).toSorted((a, b) => b - a)

const HOUR_MS = 3_600_000
/** For how long it may be used from now on; a pack not for so short that it would be over before its outing begins. @param now Unix ms */
export const hoursToChoose = ({ workForHours, outing }: Pick<ListToDecide, 'workForHours' | 'outing'>, now: number): number[] =>
  shorter(workForHours, [8, 4, 2]).filter((hours) => hours === workForHours || outing === null || now + hours * HOUR_MS > Date.parse(outing.from))

const WORDS = {
  empty: 'Say why, in a few words: the officer reads them', 'too-short': 'Say a little more: the officer must understand what to do', filler: 'This does not say why',
  identifier: 'Take out numbers, postcodes and e-mail addresses: the log must not hold them',
} as const

/** What stands against sending it. Who declines says why; words that are given keep identifiers out. */
export function listDecideErrors(form: ListDecideForm, decision: Decision, list: ListToDecide): FieldError[] {
  const { problem } = checkReason(form.words)
  const needsWords = decision === 'decline' || form.words.trim() !== ''
  const isNarrow = decision === 'narrow'
  const isLess = form.fieldGroups.length < list.fieldGroups.length || form.items.length < list.items.length || form.openForMinutes < list.openForMinutes || form.workForHours < list.workForHours
  return [
    ...(isNarrow && form.fieldGroups.length === 0 ? [{ fieldId: 'list-groups', message: 'Leave at least one group, or decline' }] : []),
    ...(isNarrow && form.items.length === 0 ? [{ fieldId: 'list-homes', message: 'Leave at least one household, or decline' }] : []),
    ...(isNarrow && form.fieldGroups.length > 0 && form.items.length > 0 && !isLess ? [{ fieldId: 'list-groups', message: 'Take something away or shorten a time; to give all of it, approve' }] : []),
    ...(needsWords && problem !== null && problem !== 'name' ? [{ fieldId: 'list-words', message: WORDS[problem] }] : []),
  ]
}

/** What goes into the signed decision. */
export function listDecisionOf(form: ListDecideForm, decision: Decision, list: ListToDecide) {
  const words = form.words.trim() === '' ? null : form.words.trim()
  const all = listDecideForm(list)
  const { fieldGroups, items, openForMinutes, workForHours } = decision === 'narrow' ? form : all
  return decision === 'decline'
    ? { requestId: list.requestId, decision, words, fieldGroups: [], items: [], openForMinutes: 0, workForHours: 0 }
    : { requestId: list.requestId, decision, words, fieldGroups: [...fieldGroups], items: [...items], openForMinutes, workForHours }
}
