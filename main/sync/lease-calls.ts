import type { RequestOf, ResponseOf } from '../../shared/api/define-endpoint'
import { leaseApi } from '../../shared/api/lease-api'
import type { HttpClient } from './http-client'

type Api = typeof leaseApi
export type LeaseCalls = { readonly [Name in keyof Api]: (request: RequestOf<Api[Name]>) => Promise<ResponseOf<Api[Name]>> }

/** The hub's call for this laptop's lease. */
export const createLeaseCalls = (http: Pick<HttpClient, 'call'>): LeaseCalls => ({ lease: (request) => http.call(leaseApi.lease, request) })
