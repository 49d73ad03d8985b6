import { FIELD_GROUPS, ROLES, TEAMS } from '../../../shared/model/codes'
import { LOOK_OUTCOMES, type Actor, type LookOutcome } from '../../../shared/model/oversight'
import type { LookupRequest } from '../../../shared/model/reveal'
import type { TagTone } from '../../components/tag'

export const times = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`

const CRITERIA: Readonly<Record<LookupRequest['criteria'][number], string>> = {
  name: 'name', 'date-of-birth': 'date of birth', postcode: 'postcode', 'ni-number': 'NI number', phone: 'phone', 'account-number': 'account number',
}
export const criteriaWords = (criteria: LookupRequest['criteria']): string => criteria.map((kind) => CRITERIA[kind]).join(', ')

export const groupWords = (groups: ReadonlyArray<keyof typeof FIELD_GROUPS>): string => groups.map((group) => FIELD_GROUPS[group]).join('; ')

export const nameOf = ({ displayName, officerId }: Actor): string => displayName ?? officerId

/** Role and team as they were at the time. */
export const standingOf = ({ role, team }: Actor): string => [role === null ? null : ROLES[role], team === null ? null : TEAMS[team]].filter((part) => part !== null).join(', ')

const TONES: Readonly<Record<LookOutcome, TagTone>> = {
  shown: 'info', 'not-shown': 'neutral', 'not-reported': 'warn', sealed: 'neutral', 'possibly-seen': 'warn', 'needs-approval': 'warn', forbidden: 'bad', capped: 'bad', answered: 'neutral', approve: 'good', narrow: 'good', decline: 'bad',
  justified: 'good', learning: 'info', concern: 'warn',
}
export const toneOf = (outcome: LookOutcome): TagTone => TONES[outcome]

/** What became of it, with how often it was shown. */
export function outcomeWords({ outcome, displays }: { readonly outcome: LookOutcome; readonly displays: number }): string {
  return outcome === 'shown' && displays > 1 ? `Shown ${displays} times` : LOOK_OUTCOMES[outcome]
}
