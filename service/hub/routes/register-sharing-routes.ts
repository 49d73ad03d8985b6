import { SHARING_VERSIONS, sharingApi } from '../../../shared/api/sharing-api'
import { toInstant } from '../../plugins/clock'
import type { Routes } from '../../plugins/register-endpoint'
import type { HubServices } from '../hub-services'
import { listSharing } from '../repositories/sharing-repository'

/** Every call of shared/api/sharing-api, one handler each. */
export function registerSharingRoutes(routes: Routes, { db, controllerRootKey, sharing, sharingSigned }: HubServices): void {
  routes.device(sharingApi.sharingAgreement, async () => ({
    versions: (await listSharing(db, controllerRootKey, SHARING_VERSIONS + 1)).map(({ serial, jws, since }) => ({
      // Of the one in force the table has the first signature, which may be by a key that was changed since.
      signed: serial === sharing.serial ? sharingSigned : jws, since: toInstant(since.getTime()),
    })),
  }))
}
