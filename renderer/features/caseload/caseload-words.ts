import { HAND_OVER_NOTES, DISTRICTS, TEAMS } from '../../../shared/model/codes'
import type { Allocation, TeamPlace } from '../../../shared/model/caseload'
import { formatInstant } from '../../components/dates'

/** A team as a colleague elsewhere would call it. */
export const placeWords = ({ team, district }: TeamPlace): string => `${TEAMS[team]}, ${DISTRICTS[district]}`

/** How the household came to whoever has it: "Handed over by Leila Haddad on …: I am on leave". */
export function allocationWords({ act, by, at, note }: Allocation, nameOf: (officerId: string) => string): string {
  const who = nameOf(by) === 'You' ? 'you' : nameOf(by)
  const how = {
    claim: 'Taken', 'hand-over': `Handed over by ${who}`, release: `Released by ${who}`, allocate: `Allocated by ${who}`, 'accept-referral': 'Taken over by referral',
  }[act]
  return `${how}, ${formatInstant(at)}${note === null ? '' : `: ${HAND_OVER_NOTES[note].toLowerCase().replace(/^i /, 'I ')}`}`
}
