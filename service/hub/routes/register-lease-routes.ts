import { leaseApi } from '../../../shared/api/lease-api'
import type { Routes } from '../../plugins/register-endpoint'
import { giveLease } from '../domain/administration/give-lease'
import type { HubServices } from '../hub-services'

/** Every call of shared/api/lease-api, one handler each. */
export function registerLeaseRoutes(routes: Routes, services: HubServices): void {
  routes.device(leaseApi.lease, ({ request, caller }) => giveLease(services, caller, request.nonce))
}
