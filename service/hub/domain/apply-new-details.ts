import type { NewDetailsOperation } from '../../../shared/model/new-details'
import type { Officer } from '../../../shared/model/officer'
import type { OperationResult } from '../../../shared/model/operation'
import type { Signed } from '../../../shared/model/signed'
import type { HubServices } from '../hub-services'
import { insertNewDetails } from '../repositories/new-details-repository'
import { currentHousehold } from '../repositories/successor-repository'
import { applyOnce } from './apply-once'
import { mayWriteAbout } from './write-reach'

export type SignedNewDetails = Signed<NewDetailsOperation>

/**
 * Records that new contact details of a member were given, as a contact is recorded: it only adds, so a base version that has moved on is no
 * conflict. What they are goes to the vault and never here. A member whom this household has no more is refused (NOT_FOUND).
 */
export function applyNewDetails(services: Pick<HubServices, 'db' | 'clock' | 'policy'>, officer: Officer, { payload: operation }: SignedNewDetails): Promise<OperationResult> {
  const { policy, clock } = services
  return applyOnce(services, officer, operation, (trx) => currentHousehold(trx, operation.householdId), async (trx, { householdId, district, isProtected, members }) => {
    // As with contacts: what was done is recorded, also where the officer knows somebody.
    if (policy.decideWork({ ...officer, circle: [] }, { householdId, district, isProtected }).outcome !== 'allow') return { code: 'ACCESS_ROLE_FORBIDDEN' }
    if (!(await mayWriteAbout(trx, officer, householdId, operation.at, clock))) return { code: 'ACCESS_ROLE_FORBIDDEN' }
    if (!members.some(({ personId }) => personId === operation.personId)) return { code: 'NOT_FOUND' }
    return {
      code: null,
      apply: () => insertNewDetails(trx, {
        detail_id: operation.operationId, household_id: householdId, person_id: operation.personId, kind: operation.detail, officer_id: officer.officerId, team: officer.team, district: officer.district,
        given_at: new Date(operation.at),
      }),
    }
  })
}
