import type { Permit } from '../../../../shared/api/visit-packs-api'
import type { PermitState } from '../../../../shared/model/visit-pack'
import { toInstant } from '../../../plugins/clock'
import type { HubServices } from '../../hub-services'
import { listPermitsOf, type StoredPermit } from '../../repositories/visit-permit-repository'

/** Permits stay findable this long; the ledger keeps them for ever. */
const LISTED_FOR_MS = 30 * 86_400_000

/** Opened or proved unopened by the laptop's own chain; where neither has come and the time is over, nobody can say that it was not seen. */
export const permitState = ({ displays, is_not_shown: isNotShown, open_by: openBy }: Pick<StoredPermit, 'displays' | 'is_not_shown' | 'open_by'>, now: number): PermitState =>
  displays > 0 ? 'opened' : isNotShown ? 'unopened' : now >= openBy.getTime() ? 'possibly-seen' : 'sealed'

/** The account of every permit of this officer's packs. */
export async function ownPermits({ db, clock }: Pick<HubServices, 'db' | 'clock'>, officerId: string): Promise<Permit[]> {
  const now = clock.now()
  const permits = await listPermitsOf(db, officerId, new Date(now - LISTED_FOR_MS))
  return permits.map((permit) => ({
    requestId: permit.request_id, number: permit.number, householdId: permit.household_id, revealId: permit.reveal_id, fieldGroups: permit.field_groups,
    sealedAt: toInstant(permit.sealed_at.getTime()), openBy: toInstant(permit.open_by.getTime()), state: permitState(permit, now), displays: permit.displays,
  }))
}
