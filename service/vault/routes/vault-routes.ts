import { vaultApi } from '../../../shared/api/vault-api'
import { requireInOrder } from '../../plugins/extract-dates'
import type { Routes } from '../../plugins/register-endpoint'
import type { ServiceLog } from '../../plugins/service-log'
import type { LookupChecks } from '../domain/checks/lookup-checks'
import type { ReleaseChecks } from '../domain/checks/release-checks'
import type { KeptVault } from '../domain/circle/withdraw-circle'
import { enrolDevice } from '../domain/enrol-device'
import { keepNotes, recoverNotes } from '../domain/keep-notes'
import { lookupPerson } from '../domain/lookup-person'
import { mintPseudonyms } from '../domain/mint-pseudonyms'
import { releaseDetails, type AccessVault } from '../domain/release-details'
import { reportLedgerConflict } from '../domain/report-ledger-conflict'
import { revokeDevice } from '../domain/revoke-device'
import { registerCircleRoutes } from './circle-routes'

export interface RoutedVault extends AccessVault, KeptVault {
  readonly log: ServiceLog
  readonly deviceAllowance: number
  /** Who may revoke a colleague's device. */
  readonly administrators: readonly string[]
  readonly releaseChecks: ReleaseChecks
  readonly lookupChecks: LookupChecks
  isAlive(): Promise<boolean>
}

/** 500 rows of identities and words. */
const MINT_BODY_LIMIT = 16 * 1_024 * 1_024
/** 100 sealed notes of up to 4,000 characters each. */
const NOTES_BODY_LIMIT = 8 * 1_024 * 1_024

/** Every call of shared/api/vault-api to its one domain function. */
export function registerVaultRoutes(routes: Routes, vault: RoutedVault): void {
  routes.anybody(vaultApi.health, async ({ setStatus }) => {
    const database = await vault.isAlive()
    if (!database) setStatus(503)
    return { status: database ? ('ok' as const) : ('failing' as const), service: 'vault' as const, database }
  })
  routes.officer(vaultApi.enrolDevice, async ({ request, caller }) => {
    await enrolDevice(vault, caller.officerId, request)
    return { deviceId: request.deviceId, ledgerSize: 0 as const }
  })
  routes.device(vaultApi.revokeDevice, async ({ request, caller }) => {
    await revokeDevice(vault, caller, request.deviceId)
    return { deviceId: request.deviceId }
  })
  routes.device(vaultApi.reportLedgerConflict, async ({ request, caller }) => ({ conflictId: await reportLedgerConflict(vault, caller, request.signed) }))
  routes.device(vaultApi.lookup, ({ request, caller }) => lookupPerson(vault, vault.lookupChecks, caller, request))
  routes.device(vaultApi.releaseDetails, ({ request, caller }) => releaseDetails(vault, vault.releaseChecks, caller, request))
  routes.device(
    vaultApi.pushOperations,
    async ({ request, caller }) => ({ results: await keepNotes(vault, caller.officerId, request.operations) }),
    { bodyLimit: NOTES_BODY_LIMIT },
  )
  routes.device(
    vaultApi.recoverOperations,
    async ({ request, caller }) => ({ results: await recoverNotes(vault, caller.officerId, request.sealed) }),
    { bodyLimit: NOTES_BODY_LIMIT },
  )
  registerCircleRoutes(routes, vault)
  routes.intake(vaultApi.checkExtract, async ({ request }) => ({ lastLoaded: await requireInOrder(vault.database, vault.clock, request) }))
  routes.intake(vaultApi.mintPseudonyms, async ({ request }) => mintPseudonyms(vault, request), { bodyLimit: MINT_BODY_LIMIT })
}
