import { sourcesApi } from '../../../shared/api/sources-api'
import type { Routes } from '../../plugins/register-endpoint'
import { loadWards } from '../domain/load-wards'
import type { HubServices } from '../hub-services'

/** Every call of shared/api/sources-api. */
export function registerSourcesRoutes(routes: Routes, { db, clock }: HubServices): void {
  routes.intake(sourcesApi.loadWards, ({ request }) => loadWards(db, clock, request.wards))
}
