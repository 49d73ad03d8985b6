import { oversightApi } from '../../shared/api/oversight-api'
import type { RequestOf, ResponseOf } from '../../shared/api/define-endpoint'
import type { HttpClient } from './http-client'

type Api = typeof oversightApi
type OversightCalls = {
  readonly [Name in Exclude<keyof Api, 'reportIntakeRun'>]: (
    request: RequestOf<Api[Name]>,
  ) => Promise<ResponseOf<Api[Name]>>
}

/** The hub's calls for review and administration. */
export const createOversightCalls = (http: HttpClient): OversightCalls => ({
  teamActivity: (request) => http.call(oversightApi.teamActivity, request),
  teamReveals: (request) => http.call(oversightApi.teamReveals, request),
  whoLooked: (request) => http.call(oversightApi.whoLooked, request),
  searchLedger: (request) => http.call(oversightApi.searchLedger, request),
  evidence: (request) => http.call(oversightApi.evidence, request),
  listToolUse: (request) => http.call(oversightApi.listToolUse, request),
  listPeople: (request) => http.call(oversightApi.listPeople, request),
  listAdministration: (request) => http.call(oversightApi.listAdministration, request),
  changePerson: (request) => http.call(oversightApi.changePerson, request),
  addPerson: (request) => http.call(oversightApi.addPerson, request),
  listDevices: (request) => http.call(oversightApi.listDevices, request),
  revokeDevice: (request) => http.call(oversightApi.revokeDevice, request),
  listIntakeRuns: (request) => http.call(oversightApi.listIntakeRuns, request),
})
