import { checkExtract } from '../../../shared/api/extract-api'
import { sourcesApi } from '../../../shared/api/sources-api'
import { requireInOrder } from '../../plugins/extract-dates'
import type { Routes } from '../../plugins/register-endpoint'
import { listSources } from '../domain/administration/list-sources'
import { loadWards } from '../domain/load-wards'
import type { HubServices } from '../hub-services'

/** Every call of shared/api/sources-api, and the question whether an extract may be loaded. */
export function registerSourcesRoutes(routes: Routes, services: HubServices): void {
  const { db, clock } = services
  routes.device(sourcesApi.listSources, ({ caller }) => listSources(services, caller))
  routes.intake(checkExtract, async ({ request }) => ({ lastLoaded: await requireInOrder(db, clock, request) }))
  routes.intake(sourcesApi.loadWards, ({ request }) => loadWards(db, clock, request.wards))
}
