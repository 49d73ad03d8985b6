import { CONTACT_CHANNELS, DUTY_KINDS, NEXT_ACTIONS } from '../../../shared/model/codes'
import type { HouseholdRecord } from '../../../shared/model/household'
import { formatInstant, formatShortDate } from '../../components/dates'

/** The case that a need is stated about: the open duty, the next action that stands, the last contact. */
export function caseWords({ duty, nextAction, contacts }: Pick<HouseholdRecord, 'duty' | 'nextAction' | 'contacts'>): string {
  const [last] = contacts
  const parts = [
    duty === null || duty.endedOn !== null ? null : `${DUTY_KINDS[duty.kind]} since ${formatShortDate(duty.startedOn)}`,
    nextAction === null ? null : `next action: ${NEXT_ACTIONS[nextAction.kind].toLowerCase()}, ${formatShortDate(nextAction.dueOn)}`,
    last === undefined ? null : `last contact: ${CONTACT_CHANNELS[last.channel].toLowerCase()}, ${formatInstant(last.at)}`,
  ].filter((part) => part !== null)
  return parts.length === 0 ? 'No open duty, next action or contact recorded' : parts.join('; ')
}
