import type { WaitingWith } from '../../shared/api/approvals-api'
import { DISTRICTS, TEAMS } from '../../shared/model/codes'
import type { Capacity } from '../../shared/model/stand-in'
import { formatInstant } from './dates'

type Waits = WaitingWith
type Who = NonNullable<Waits['people']>[number]

const ORDER: ReadonlyArray<Capacity> = ['own', 'deputy', 'duty', 'district']

/** Supervisors of the team first; a deputy with whom they stand in for, where that one is not named anyway. */
const namesOf = (people: ReadonlyArray<Who>): string[] =>
  people.toSorted((a, b) => ORDER.indexOf(a.capacity) - ORDER.indexOf(b.capacity)).map(({ name, capacity, standsFor }) => {
    if (capacity === 'duty') return `${name} on duty`
    if (capacity !== 'deputy' || standsFor === null) return name
    return people.some((other) => other.name === standsFor) ? `${name} as deputy` : `${name} as deputy of ${standsFor}`
  })

/** "A", "A or B", "A, B or C". */
export const eitherOf = (words: ReadonlyArray<string>, joint: 'or' | 'and' = 'or'): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1) ?? ''}`

/** With whom a request waits, in general, and by name where the hub has said who may decide it now. */
export function waitingWithWords({ district, teams, isProtected, people }: Waits): string {
  const place = DISTRICTS[district]
  const whose = isProtected ? `two supervisors in ${place}` : `a supervisor of ${eitherOf(teams.map((team) => TEAMS[team]))}, ${place}`
  if (people === undefined) return whose
  return people.length === 0 ? `${whose}, and nobody who could decide it at this moment` : `${whose}, at this moment ${eitherOf(namesOf(people), isProtected ? 'and' : 'or')}`
}

/** Since when it has been with others as well; empty while it has not. */
export function escalatedWords({ escalatedAt, people }: Waits): string {
  if (escalatedAt === undefined || escalatedAt === null) return ''
  const isWithDuty = people?.some(({ capacity }) => capacity === 'duty') === true
  return `Nobody decided in time, so it has been with ${isWithDuty ? 'whoever is on duty' : 'every supervisor of the district'} as well since ${formatInstant(escalatedAt)}.`
}

/** By what right somebody decides a request. */
export const capacityWords = (capacity: Capacity, standsFor: string | null): string =>
  ({ own: 'As a supervisor', district: 'As a supervisor of the district: nobody is on duty', deputy: `As deputy of ${standsFor ?? 'a supervisor'}`, duty: 'On duty: nobody decided in time' })[capacity]
