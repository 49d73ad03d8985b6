import { approvalsApi } from '../../../shared/api/approvals-api'
import { toInstant } from '../../plugins/clock'
import type { Routes } from '../../plugins/register-endpoint'
import { approvalEvidence } from '../domain/approvals/approval-evidence'
import { cancelAccessRequest } from '../domain/approvals/cancel-access-request'
import { decideAccessRequest } from '../domain/approvals/decide-access-request'
import { ownRequests, requestQueue } from '../domain/approvals/list-requests'
import { requestPulse } from '../domain/approvals/request-pulse'
import type { HubServices } from '../hub-services'
import { getOfficer } from '../repositories/officer-repository'

/** Every call of shared/api/approvals-api, one handler each. */
export function registerApprovalRoutes(routes: Routes, services: HubServices): void {
  const { db, clock } = services
  const hubTime = () => toInstant(clock.now())
  routes.device(approvalsApi.requestPulse, async ({ caller }) => requestPulse(services, await getOfficer(db, caller.officerId)))
  routes.device(approvalsApi.ownRequests, async ({ caller }) => ({ requests: await ownRequests(services, await getOfficer(db, caller.officerId)), hubTime: hubTime() }))
  routes.device(approvalsApi.cancelRequest, async ({ request, caller }) => {
    await cancelAccessRequest(services, (await getOfficer(db, caller.officerId)).officerId, request.requestId)
    return {}
  })
  routes.device(approvalsApi.requestQueue, async ({ caller }) => ({ ...(await requestQueue(services, await getOfficer(db, caller.officerId))), hubTime: hubTime() }))
  routes.device(approvalsApi.decideRequest, ({ request, caller }) => decideAccessRequest(services, caller, request))
  routes.device(approvalsApi.approvalEvidence, ({ request, caller }) => approvalEvidence(services, caller.officerId, request))
}
