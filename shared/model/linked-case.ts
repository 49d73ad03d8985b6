import { CONTACT_CHANNELS, DUTY_KINDS, NEXT_ACTIONS, TEAMS } from './codes'
import type { HouseholdRecord } from './household'
import { londonDay } from './london-day'

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'] as const

/** `2026-11-03` ▸ `3 November 2026`. */
const dayWords = (day: string): string => `${Number(day.slice(8, 10))} ${MONTHS[Number(day.slice(5, 7)) - 1] ?? ''} ${day.slice(0, 4)}`

/**
 * The contact or case that a need can be about, in words, most telling first: the open duty, the next action, a referral that waits, the
 * last contact. The chosen words are committed to in the entry (design §4), so they hold codes and days and nothing that anybody typed.
 */
export function linkedCases({ duty, nextAction, referral, contacts }: Pick<HouseholdRecord, 'duty' | 'nextAction' | 'referral' | 'contacts'>): string[] {
  const last = contacts.toSorted((a, b) => (a.at < b.at ? 1 : -1))[0]
  return [
    ...(duty === null || duty.endedOn !== null ? [] : [`${DUTY_KINDS[duty.kind]} since ${dayWords(duty.startedOn)}`]),
    ...(nextAction === null ? [] : [`Next action: ${NEXT_ACTIONS[nextAction.kind]}, due ${dayWords(nextAction.dueOn)}`]),
    ...(referral?.state === 'pending' ? [`Referral to ${TEAMS[referral.to.team]} of ${dayWords(londonDay(referral.at))}`] : []),
    ...(last === undefined ? [] : [`Last contact: ${CONTACT_CHANNELS[last.channel]}, ${dayWords(londonDay(last.at))}`]),
  ]
}

const anyOf = (vocabulary: Readonly<Record<string, string>>): string => `(?:${Object.values(vocabulary).map((words) => words.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`
const DAY = `(?:[1-9]|[12]\\d|3[01]) (?:${MONTHS.join('|')}) 20\\d\\d`
const LINKED = new RegExp(
  `^(?:${anyOf(DUTY_KINDS)} since ${DAY}|Next action: ${anyOf(NEXT_ACTIONS)}, due ${DAY}|Referral to ${anyOf(TEAMS)} of ${DAY}|Last contact: ${anyOf(CONTACT_CHANNELS)}, ${DAY})$`,
)

/** Is this what `linkedCases` writes? The hub keeps nothing else under that name, whoever sends it. */
export const isLinkedCase = (words: string): boolean => words.length <= 120 && LINKED.test(words)
