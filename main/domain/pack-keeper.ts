import type { OwnList } from '../../shared/api/contact-lists-api'
import type { ItemStanding } from '../../shared/model/contact-list'
import { listStateNow } from '../../shared/model/list-state'
import type { ContactListRepository } from '../store/repositories/contact-list-repository'
import type { StoredPermit, VisitPermitRepository } from '../store/repositories/visit-permit-repository'
import { isOver } from './pack-view'
import type { SureTime } from './sure-time'

export interface PackKeeperParts {
  readonly permits: VisitPermitRepository
  readonly contactLists: ContactListRepository
  readonly sureTime: SureTime
}

/** Of such a household nothing may lie here, whatever was approved. *Out of reach* is not among them: what was looked up yesterday is so today, and its visit stands. */
const TAKEN_OUT: ReadonlySet<ItemStanding> = new Set(['left-out', 'protected', 'gone'])
const isTakenOut = ({ grant }: StoredPermit, list: OwnList | null): boolean => list?.items.some(({ householdId, standing }) => householdId === grant.householdId && TAKEN_OUT.has(standing)) ?? false

/**
 * Destroys what may not lie here any longer: permits whose time is over or whose household may not be in a pack any more, and everything of a pack that is not approved any more or that the
 * hub no longer knows. Asked when the files are opened, before anything else can read them, and again and again while they are open. Answers whether anything went.
 */
export function destroyWhatIsOver({ permits, contactLists, sureTime }: PackKeeperParts): boolean {
  const now = sureTime.now()
  const known = new Map(contactLists.list().map(({ list }) => [list.requestId, list]))
  /** Emergency permits go with their pack: what is not visited is not there for an emergency either. */
  const bothOf = (requestId: string): (OwnList | null)[] => {
    const list = known.get(requestId) ?? null
    return list === null || list.pack === null ? [list] : [list, known.get(list.pack) ?? null]
  }
  const before = permits.packs().length + permits.listSealed().length
  for (const requestId of permits.packs()) {
    const isStanding = permits.destroyedAt(requestId) === null && bothOf(requestId).every((one) => one !== null && listStateNow(one, now) === 'approved' && one.outing !== null && now < Date.parse(one.outing.until))
    if (!isStanding) permits.destroyPack(requestId)
  }
  permits.destroy(permits.listSealed().flatMap((permit: StoredPermit) => (isOver(permit, now) || bothOf(permit.requestId).some((list) => isTakenOut(permit, list)) ? [permit.revealId] : [])))
  return permits.packs().length + permits.listSealed().length < before
}
