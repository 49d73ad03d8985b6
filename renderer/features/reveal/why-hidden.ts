import type { FieldGroup } from '../../../shared/model/codes'
import type { Purpose } from '../../../shared/purposes/purpose'

export interface WhyHidden {
  readonly lines: ReadonlyArray<string>
  /** May this officer state a need that would open it at all? */
  readonly canAsk: boolean
}

const listed = (titles: ReadonlyArray<string>): string => titles.map((title) => `“${title}”`).join(', ')

/** Why a group of details is hidden, in words for this officer. `purposes` are those that their role may state. */
export function whyHidden(group: FieldGroup, purposes: ReadonlyArray<Pick<Purpose, 'title' | 'fieldGroups' | 'approval'>>, isProtected: boolean): WhyHidden {
  const opening = purposes.filter(({ fieldGroups }) => fieldGroups.includes(group))
  if (opening.length === 0)
    return { lines: ['No purpose that your role may state opens it. If a task of yours needs it, ask your supervisor: the purposes are set by the controller.'], canAsk: false }
  if (isProtected)
    return { lines: [`This is a protected record: two supervisors must approve before anything opens, whatever the purpose. It opens for ${listed(opening.map(({ title }) => title))}.`, 'State the need with r: your request goes to them, and you are told when they have decided.'], canAsk: true }
  const [free, held] = [opening.filter(({ approval }) => approval === 'none'), opening.filter(({ approval }) => approval !== 'none')]
  return {
    lines: [
      ...(free.length === 0 ? [] : [`Nobody has stated a need for it yet. It opens for ${listed(free.map(({ title }) => title))}, once you have said why.`]),
      ...(held.length === 0 ? [] : [`With the approval of a supervisor it opens for ${listed(held.map(({ title }) => title))}.`]),
      'Press r, choose the purpose that fits and tick only what you need.',
    ],
    canAsk: true,
  }
}
