import { hubApi } from '../../shared/api/hub-api'
import { sharingApi } from '../../shared/api/sharing-api'
import type { RequestOf, ResponseOf } from '../../shared/api/define-endpoint'
import { HttpClient, type HttpClientOptions } from './http-client'
import { createLeaseCalls, type LeaseCalls } from './lease-calls'
import { createListCalls } from './list-calls'
import { createLostDeviceCalls, type LostDeviceCalls } from './lost-device-calls'
import { createOversightCalls } from './oversight-calls'
import { createReviewCalls } from './review-calls'
import { createStandInCalls } from './stand-in-calls'
import { createStatementCalls } from './statement-calls'

type Api = typeof hubApi
type JsonCalls = Exclude<keyof Api, 'householdPage' | 'changePage' | 'loadFacts' | 'loadWards' | 'checkExtract' | 'reportIntakeRun' | 'noteCircle'>
/** One method per endpoint of the hub; pages come as bytes. */
export type HubClient = {
  readonly [Name in JsonCalls]: (request: RequestOf<Api[Name]>) => Promise<ResponseOf<Api[Name]>>
} & {
  readonly householdPage: (request: RequestOf<Api['householdPage']>) => Promise<Uint8Array>
  readonly changePage: (request: RequestOf<Api['changePage']>) => Promise<Uint8Array>
  readonly sharingAgreement: () => Promise<ResponseOf<(typeof sharingApi)['sharingAgreement']>>
} & LostDeviceCalls & LeaseCalls

export function createHubClient(options: Omit<HttpClientOptions, 'codes'>): HubClient {
  const http = new HttpClient({
    ...options,
    codes: { unreachable: 'HUB_UNREACHABLE', slow: 'HUB_SLOW', rubbish: 'HUB_RUBBISH' },
  })
  return {
    health: (request) => http.call(hubApi.health, request),
    keys: (request) => http.call(hubApi.keys, request),
    enrolDevice: (request) => http.call(hubApi.enrolDevice, request),
    session: (request) => http.call(hubApi.session, request),
    startSync: (request) => http.call(hubApi.startSync, request),
    householdPage: (request) => http.page(hubApi.householdPage, request),
    changePage: (request) => http.page(hubApi.changePage, request),
    openHousehold: (request) => http.call(hubApi.openHousehold, request),
    pushOperations: (request) => http.call(hubApi.pushOperations, request),
    recoverOperations: (request) => http.call(hubApi.recoverOperations, request),
    caseloadLists: (request) => http.call(hubApi.caseloadLists, request),
    requestLookup: (request) => http.call(hubApi.requestLookup, request),
    requestReveal: (request) => http.call(hubApi.requestReveal, request),
    ledgerConsistency: (request) => http.call(hubApi.ledgerConsistency, request),
    ledgerReceipts: (request) => http.call(hubApi.ledgerReceipts, request),
    requestPulse: (request) => http.call(hubApi.requestPulse, request),
    ownRequests: (request) => http.call(hubApi.ownRequests, request),
    cancelRequest: (request) => http.call(hubApi.cancelRequest, request),
    requestQueue: (request) => http.call(hubApi.requestQueue, request),
    decideRequest: (request) => http.call(hubApi.decideRequest, request),
    approvalEvidence: (request) => http.call(hubApi.approvalEvidence, request),
    listSources: (request) => http.call(hubApi.listSources, request),
    sharingAgreement: () => http.call(sharingApi.sharingAgreement, {}),
    ...createListCalls(http),
    ...createLostDeviceCalls(http),
    ...createLeaseCalls(http),
    ...createOversightCalls(http),
    ...createReviewCalls(http),
    ...createStandInCalls(http),
    ...createStatementCalls(http),
  }
}
