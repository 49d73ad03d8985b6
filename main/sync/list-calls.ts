import { contactListsApi } from '../../shared/api/contact-lists-api'
import { visitPacksApi } from '../../shared/api/visit-packs-api'
import type { RequestOf } from '../../shared/api/define-endpoint'
import type { HttpClient } from './http-client'

type Api = typeof contactListsApi

/** The hub's calls about contact lists and visit packs. */
export const createListCalls = (http: HttpClient) => ({
  requestList: (request: RequestOf<Api['requestList']>) => http.call(contactListsApi.requestList, request),
  ownLists: (request: RequestOf<Api['ownLists']>) => http.call(contactListsApi.ownLists, request),
  cancelList: (request: RequestOf<Api['cancelList']>) => http.call(contactListsApi.cancelList, request),
  listQueue: (request: RequestOf<Api['listQueue']>) => http.call(contactListsApi.listQueue, request),
  decideList: (request: RequestOf<Api['decideList']>) => http.call(contactListsApi.decideList, request),
  listEvidence: (request: RequestOf<Api['listEvidence']>) => http.call(contactListsApi.listEvidence, request),
  ownPermits: (request: RequestOf<typeof visitPacksApi.ownPermits>) => http.call(visitPacksApi.ownPermits, request),
})
