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

/**
 * Destroys what may not lie here any longer: permits whose time is over, and everything of a pack that is not approved any more or that the
 * hub no longer knows. Asked when the files are opened, before anything else can read them, and again and again while they are open. Answers whether anything went.
 */
export function destroyWhatIsOver({ permits, contactLists, sureTime }: PackKeeperParts): boolean {
  const now = sureTime.now()
  const before = permits.packs().length + permits.listSealed().length
  for (const requestId of permits.packs()) {
    const list = contactLists.find(requestId)
    // Emergency permits go with their pack: what is not visited is not there for an emergency either.
    const goesWith = list === null || list.pack === null ? list : contactLists.find(list.pack)
    const isStanding = [list, goesWith].every((one) => one !== null && listStateNow(one, now) === 'approved' && one.outing !== null && now < Date.parse(one.outing.until))
    if (!isStanding) permits.destroyPack(requestId)
  }
  permits.destroy(permits.listSealed().flatMap((permit: StoredPermit) => (isOver(permit, now) ? [permit.revealId] : [])))
  return permits.packs().length + permits.listSealed().length < before
}
