import type { Relationship } from '../../../shared/model/relationship'
import type { Purpose } from '../../../shared/purposes/purpose'
import { isPrefilled, prefilledReason } from '../../../shared/reason/prefilled-reason'
import { checkReason, type ReasonProblem } from '../../../shared/reason/check-reason'

type Asking = Pick<Purpose, 'title' | 'wording' | 'freeText'>

export interface ReasonHelp {
  readonly tone: 'hint' | 'good' | 'warn' | 'bad'
  readonly words: string
}

const WORDS: Readonly<Record<ReasonProblem, string>> = {
  empty: 'Say in a few words what the resident needs and why you need these details now.',
  'too-short': 'A little more: what does the resident need, and why do you need these details?',
  filler: 'This does not say why. What does the resident need?',
  identifier: 'This seems to hold a number, postcode or address of a person. Take it out: the log must not hold them.',
  name: 'This may hold a name. The log should not: say “the resident” or “the partner” instead.',
}

/** Live help while a reason is typed; the same check decides at the hub. */
export function reasonHelp(reason: string, purpose: Asking | null = null, relationship: Relationship = 'none'): ReasonHelp {
  if (purpose !== null && reason !== '' && prefilledReason(purpose, relationship) === reason) return { tone: 'good', words: 'Filled in from your relationship. Confirm with Enter, or say more.' }
  const check = checkReason(reason, purpose)
  if (check.problem === 'empty') return { tone: 'hint', words: WORDS.empty }
  if (check.verdict === 'good') return { tone: 'good', words: 'Clear. These words go into the log.' }
  return { tone: check.verdict === 'warn' ? 'warn' : check.problem === 'too-short' ? 'hint' : 'bad', words: WORDS[check.problem ?? 'empty'] }
}

/** What refuses a reason when it is sent, in the words of the error summary; null when it may go. */
export function reasonError(reason: string, keptWords: string | null, purpose: Asking | null = null, relationship: Relationship = 'none'): string | null {
  if (purpose !== null && isPrefilled(reason.trim(), purpose)) return prefilledReason(purpose, relationship) === reason.trim() ? null : WORDS.empty
  const check = checkReason(reason, purpose)
  if (check.verdict === 'good' || (check.verdict === 'warn' && keptWords === reason)) return null
  return check.problem === 'name' ? 'The reason may hold a name: take it out, or keep your words' : WORDS[check.problem ?? 'empty']
}
