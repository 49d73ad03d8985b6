import { opensFrom } from '../../shared/model/visit-pack'
import type { PermitView } from '../../shared/ipc/visit-pack-contract'
import { toInstant } from '../settings/clock'
import type { StoredPermit } from '../store/repositories/visit-permit-repository'

/** When the showing of an opened permit is over for good, ms: its window, and never beyond its outing. */
export function showableUntil({ openedAt, outing, grant }: Pick<StoredPermit, 'openedAt' | 'outing' | 'grant'>): number {
  const openBy = Date.parse(grant.openBy)
  return openedAt === null ? openBy : Math.min(openBy, Date.parse(openedAt) + outing.windowMinutes * 60_000)
}

/** Nothing can open it any more. */
export const isOver = (permit: StoredPermit, now: number): boolean => now >= showableUntil(permit)

/** As the officer sees it. @param now the time that packs go by, ms */
export function permitView(permit: StoredPermit, now: number): PermitView {
  const { revealId, number, part, grant, displays, openedAt, sealed, outing } = permit
  const from = opensFrom(part, outing)
  const isDestroyed = sealed === null || isOver(permit, now)
  return {
    revealId, number, part, householdId: grant.householdId, fieldGroups: grant.fieldGroups, displays,
    state: isDestroyed ? (displays > 0 ? 'used' : 'destroyed') : openedAt !== null ? 'open' : now < from ? 'early' : 'ready',
    opensFrom: toInstant(from), until: toInstant(showableUntil(permit)),
  }
}
