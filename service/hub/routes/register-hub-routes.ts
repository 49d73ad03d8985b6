import { hubApi } from '../../../shared/api/hub-api'
import type { DeviceCaller } from '../../plugins/authentication'
import type { Routes } from '../../plugins/register-endpoint'
import { toInstant } from '../../plugins/clock'
import { noteFetched } from '../domain/administration/note-sightings'
import { enrolDevice } from '../domain/enrol-device'
import { listCaseloadFor } from '../domain/list-caseload'
import { loadFacts } from '../domain/load-facts'
import { openHousehold } from '../domain/open-household'
import { ownReceipts } from '../domain/own-receipts'
import { pushOperations, recoverOperations } from '../domain/push-operations'
import { requestLookup } from '../domain/request-lookup'
import { requestReveal } from '../domain/request-reveal'
import { sharingOf } from '../domain/share-household'
import { changePage, householdPage, startSync, type Reader } from '../domain/sync-feed'
import type { HubServices } from '../hub-services'
import { registerSourcesRoutes } from './register-sources-routes'
import { getOfficer, plainOfficer } from '../repositories/officer-repository'
import { registerApprovalRoutes } from './register-approval-routes'
import { registerCircleRoutes } from './register-circle-routes'
import { registerLeaseRoutes } from './register-lease-routes'
import { registerListRoutes } from './register-list-routes'
import { registerLostDeviceRoutes } from './register-lost-device-routes'
import { registerVisitRoutes } from './register-visit-routes'
import { registerOversightRoutes } from './register-oversight-routes'
import { registerReviewRoutes } from './register-review-routes'
import { registerSharingRoutes } from './register-sharing-routes'
import { registerStandInRoutes } from './register-stand-in-routes'
import { registerStatementRoutes } from './register-statement-routes'

/** A batch of 500 coded facts, or 200 sealed operations, is larger than an ordinary body. */
const LARGE_BODY = { bodyLimit: 8 * 1_024 * 1_024 }

/** Every call of shared/api/hub-api, one handler each. */
export function registerHubRoutes(routes: Routes, services: HubServices, isDatabaseAlive: () => Promise<boolean>): void {
  const { db, clock, ledger } = services

  routes.anybody(hubApi.health, async ({ setStatus }) => {
    const database = await isDatabaseAlive()
    const status: 'ok' | 'failing' = database && ledger.isSound ? 'ok' : 'failing'
    if (status === 'failing') setStatus(503)
    return { status, service: 'hub' as const, database, ledgerSize: ledger.size, feed: services.feedWatch.isStalled ? ('stalled' as const) : ('flowing' as const) }
  })
  routes.anybody(hubApi.keys, async () => ({ bundle: services.bundle.jws, purposes: services.purposes.jws }))

  routes.officer(hubApi.enrolDevice, async ({ request, caller }) => {
    const officer = await enrolDevice(db, clock, caller.officerId, request, services.deviceAllowance)
    return { deviceId: request.deviceId, officer: plainOfficer(officer), epoch: ledger.epoch }
  })
  routes.device(hubApi.session, async ({ caller }) => ({ officer: plainOfficer(await getOfficer(db, caller.officerId)), epoch: ledger.epoch, hubTime: toInstant(clock.now()) }))

  const readerOf = async ({ officerId }: DeviceCaller): Promise<Reader> => {
    const officer = await getOfficer(db, officerId)
    return { officer, sharing: sharingOf(services.sharing, officer.role) }
  }
  routes.device(hubApi.startSync, async ({ caller }) => startSync(db, ledger.epoch, await readerOf(caller)))
  routes.devicePage(hubApi.householdPage, async ({ request, caller }) => householdPage(db, await readerOf(caller), request.after, request.limit))
  routes.devicePage(hubApi.changePage, async ({ request, caller }) => {
    const page = await changePage(db, ledger.epoch, await readerOf(caller), request.cursor, request.limit)
    await noteFetched(services, caller, request.cursor)
    return page
  })

  routes.device(hubApi.openHousehold, async ({ request, caller }) => ({ household: await openHousehold(services, caller, request) }))
  routes.device(hubApi.pushOperations, async ({ request, caller }) => ({ results: await pushOperations(services, caller, request.operations) }))
  routes.device(hubApi.recoverOperations, async ({ request, caller }) => ({ results: await recoverOperations(services, caller, request.sealed) }), LARGE_BODY)

  routes.device(hubApi.caseloadLists, async ({ caller }) => listCaseloadFor(services, await getOfficer(db, caller.officerId)))

  routes.device(hubApi.requestLookup, ({ request, caller }) => requestLookup(services, caller, request))
  routes.device(hubApi.requestReveal, ({ request, caller }) => requestReveal(services, caller, request))
  routes.device(hubApi.ledgerConsistency, async ({ request }) => ({ proof: ledger.consistency(request.first, request.second) }))
  routes.device(hubApi.ledgerReceipts, async ({ request, caller }) => ({ receipts: await ownReceipts(services, caller, request.entryIndexes, request.knownSize) }))

  registerApprovalRoutes(routes, services)
  registerListRoutes(routes, services)
  registerVisitRoutes(routes, services)

  routes.intake(hubApi.loadFacts, ({ request }) => loadFacts(db, clock, request.records), LARGE_BODY)
  registerSourcesRoutes(routes, services)
  registerOversightRoutes(routes, services)
  registerLostDeviceRoutes(routes, services)
  registerLeaseRoutes(routes, services)
  registerReviewRoutes(routes, services)
  registerStandInRoutes(routes, services)
  registerStatementRoutes(routes, services)
  registerCircleRoutes(routes, services)
  registerSharingRoutes(routes, services)
}
