import { caseloadContract } from './caseload-contract'
import { circleContract } from './circle-contract'
import { contactListContract } from './contact-list-contract'
import { gateContract } from './gate-contract'
import { householdContract } from './household-contract'
import { leaseContract } from './lease-contract'
import { newDetailsContract } from './new-details-contract'
import { adminContract, oversightContract } from './oversight-contract'
import { queuedNeedContract } from './queued-need-contract'
import { requestContract } from './request-contract'
import { safetyContract } from './safety-contract'
import { revealContract } from './reveal-contract'
import { reviewContract } from './review-contract'
import { sharingContract } from './sharing-contract'
import { standInsContract } from './stand-ins-contract'
import { statementContract } from './statement-contract'
import { syncContract } from './sync-contract'
import { visitPackContract } from './visit-pack-contract'

/** Every call that the window can make. Adding one: an entry here, one handler, one hook. */
export const contract = {
  ...gateContract, caseload: caseloadContract, contactList: contactListContract, household: householdContract, reveal: revealContract, request: requestContract,
  sync: syncContract, oversight: oversightContract, admin: adminContract, review: reviewContract, standIns: standInsContract,
  circle: circleContract, safety: safetyContract, statement: statementContract, visitPack: visitPackContract, lease: leaseContract,
  newDetails: newDetailsContract, queuedNeed: queuedNeedContract, sharing: sharingContract,
} as const
export type Contract = typeof contract

export const contractEntries = Object.values(contract).flatMap((group) => Object.values(group))
