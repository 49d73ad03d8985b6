import type { RequestOf, ResponseOf } from '../../shared/api/define-endpoint'
import { lostDeviceApi } from '../../shared/api/lost-device-api'
import type { HttpClient } from './http-client'

type Api = typeof lostDeviceApi
export type LostDeviceCalls = { readonly [Name in keyof Api]: (request: RequestOf<Api[Name]>) => Promise<ResponseOf<Api[Name]>> }

/** The hub's calls from losing a laptop to its receipt. */
export const createLostDeviceCalls = (http: Pick<HttpClient, 'call'>): LostDeviceCalls => ({
  lostDevice: (request) => http.call(lostDeviceApi.lostDevice, request),
  reportWaiting: (request) => http.call(lostDeviceApi.reportWaiting, request),
  wipeOrder: (request) => http.call(lostDeviceApi.wipeOrder, request),
  reportWiped: (request) => http.call(lostDeviceApi.reportWiped, request),
})
