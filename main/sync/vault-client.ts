import { vaultApi } from '../../shared/api/vault-api'
import type { RequestOf, ResponseOf } from '../../shared/api/define-endpoint'
import { HttpClient, type HttpClientOptions } from './http-client'

type Api = typeof vaultApi
/** One method per endpoint of the vault that a laptop calls. */
export type VaultClient = {
  readonly [Name in Exclude<keyof Api, 'mintPseudonyms' | 'checkExtract' | 'listCircle'>]: (
    request: RequestOf<Api[Name]>,
  ) => Promise<ResponseOf<Api[Name]>>
}

export function createVaultClient(options: Omit<HttpClientOptions, 'codes'>): VaultClient {
  const http = new HttpClient({
    ...options,
    codes: { unreachable: 'VAULT_UNREACHABLE', slow: 'VAULT_SLOW', rubbish: 'VAULT_RUBBISH' },
  })
  return {
    health: (request) => http.call(vaultApi.health, request),
    enrolDevice: (request) => http.call(vaultApi.enrolDevice, request),
    revokeDevice: (request) => http.call(vaultApi.revokeDevice, request),
    reportLedgerConflict: (request) => http.call(vaultApi.reportLedgerConflict, request),
    lookup: (request) => http.call(vaultApi.lookup, request),
    releaseDetails: (request) => http.call(vaultApi.releaseDetails, request),
    pushOperations: (request) => http.call(vaultApi.pushOperations, request),
    recoverOperations: (request) => http.call(vaultApi.recoverOperations, request),
    declareCircle: (request) => http.call(vaultApi.declareCircle, request),
    ownCircle: (request) => http.call(vaultApi.ownCircle, request),
    askCircleWithdrawal: (request) => http.call(vaultApi.askCircleWithdrawal, request),
    keptCircle: (request) => http.call(vaultApi.keptCircle, request),
    decideCircleWithdrawal: (request) => http.call(vaultApi.decideCircleWithdrawal, request),
  }
}
