import { hubApi } from '../../../shared/api/hub-api'
import type { Routes } from '../../plugins/register-endpoint'
import { noteCircle } from '../domain/circle/note-circle'
import type { HubServices } from '../hub-services'

/** 20,000 pairs of pseudonyms. */
const CIRCLE_BODY = { bodyLimit: 4 * 1_024 * 1_024 }

/** What the controller's courier brings of officers' own circles. */
export function registerCircleRoutes(routes: Routes, services: HubServices): void {
  routes.intake(hubApi.noteCircle, ({ request }) => noteCircle(services, request), CIRCLE_BODY)
}
