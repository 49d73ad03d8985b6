import { contactListsApi } from '../../../shared/api/contact-lists-api'
import { toInstant } from '../../plugins/clock'
import type { Routes } from '../../plugins/register-endpoint'
import { cancelContactList } from '../domain/lists/cancel-list'
import { decideContactList } from '../domain/lists/decide-list'
import { listEvidence } from '../domain/lists/list-evidence'
import { listQueue, ownLists } from '../domain/lists/read-lists'
import { requestContactList } from '../domain/lists/request-list'
import type { HubServices } from '../hub-services'
import { getOfficer } from '../repositories/officer-repository'

/** Every call of shared/api/contact-lists-api, one handler each. */
export function registerListRoutes(routes: Routes, services: HubServices): void {
  const { db, clock } = services
  routes.device(contactListsApi.requestList, ({ request, caller }) => requestContactList(services, caller, request))
  routes.device(contactListsApi.ownLists, async ({ caller }) => ({ lists: await ownLists(services, await getOfficer(db, caller.officerId)), hubTime: toInstant(clock.now()) }))
  routes.device(contactListsApi.cancelList, async ({ request, caller }) => {
    await cancelContactList(services, (await getOfficer(db, caller.officerId)).officerId, request.requestId)
    return {}
  })
  routes.device(contactListsApi.listQueue, async ({ caller }) => listQueue(services, await getOfficer(db, caller.officerId)))
  routes.device(contactListsApi.decideList, ({ request, caller }) => decideContactList(services, caller, request))
  routes.device(contactListsApi.listEvidence, ({ request, caller }) => listEvidence(services, caller.officerId, request))
}
