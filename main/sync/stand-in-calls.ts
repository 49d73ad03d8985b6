import { standInsApi } from '../../shared/api/stand-ins-api'
import type { RequestOf, ResponseOf } from '../../shared/api/define-endpoint'
import type { HttpClient } from './http-client'

type Api = typeof standInsApi
type StandInCalls = { readonly [Name in keyof Api]: (request: RequestOf<Api[Name]>) => Promise<ResponseOf<Api[Name]>> }

/** The hub's calls for deputies, the duty rota, pairs and accounts of one person. */
export const createStandInCalls = (http: HttpClient): StandInCalls => ({
  ownStanding: (request) => http.call(standInsApi.ownStanding, request),
  listStandIns: (request) => http.call(standInsApi.listStandIns, request),
  nameDeputy: (request) => http.call(standInsApi.nameDeputy, request),
  endDeputyship: (request) => http.call(standInsApi.endDeputyship, request),
  enterShift: (request) => http.call(standInsApi.enterShift, request),
  endShift: (request) => http.call(standInsApi.endShift, request),
  approvalPairs: (request) => http.call(standInsApi.approvalPairs, request),
  listAccounts: (request) => http.call(standInsApi.listAccounts, request),
  linkAccounts: (request) => http.call(standInsApi.linkAccounts, request),
})
