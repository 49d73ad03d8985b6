import { visitPacksApi } from '../../../shared/api/visit-packs-api'
import type { Routes } from '../../plugins/register-endpoint'
import { ownPermits } from '../domain/visits/own-permits'
import type { HubServices } from '../hub-services'
import { getOfficer } from '../repositories/officer-repository'

/** Every call of shared/api/visit-packs-api. */
export function registerVisitRoutes(routes: Routes, services: HubServices): void {
  routes.device(visitPacksApi.ownPermits, async ({ caller }) => ({ permits: await ownPermits(services, (await getOfficer(services.db, caller.officerId)).officerId) }))
}
