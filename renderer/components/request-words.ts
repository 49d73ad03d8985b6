import type { UnreadHousehold } from '../../shared/ipc/contact-list-contract'
import type { ToDecide } from '../../shared/ipc/request-contract'
import { FIELD_GROUPS, type FieldGroup } from '../../shared/model/codes'

const MINUTE_MS = 60_000

/** How long something has waited or has left, in the unit that somebody would say. */
export function waitWords(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / MINUTE_MS))
  if (minutes < 1) return 'less than a minute'
  if (minutes < 60) return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? `${hours} ${hours === 1 ? 'hour' : 'hours'}` : `${Math.floor(hours / 24)} days`
}

export const groupWords = (groups: ReadonlyArray<FieldGroup>): string => groups.map((group) => FIELD_GROUPS[group]).join('; ')

export const peopleWords = (people: number): string => `${people} ${people === 1 ? 'member' : 'members'}`

/** How far the approvals have come. */
export const approvalsWords = ({ approvalsNeeded, decisions }: Pick<ToDecide, 'approvalsNeeded' | 'decisions'>): string =>
  `${decisions.filter(({ decision }) => decision !== 'decline').length} of ${approvalsNeeded} ${approvalsNeeded === 1 ? 'approval' : 'approvals'}`

/** What was taken away from what was asked; empty when nothing was. */
export const leftOut = (asked: ReadonlyArray<FieldGroup>, given: ReadonlyArray<FieldGroup>): FieldGroup[] => asked.filter((group) => !given.includes(group))

/** Why nothing can be said of a household that was chosen. */
export const UNREAD_WORDS: Readonly<Record<UnreadHousehold['code'], string>> = {
  NOT_FOUND: 'No longer held: take it out', CIRCLE_OWN: 'Not yours to look at: take it out', HUB_UNREACHABLE: 'Not on this laptop: shown with a connection',
}
