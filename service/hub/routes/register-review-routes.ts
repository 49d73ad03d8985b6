import { reviewApi } from '../../../shared/api/review-api'
import type { Routes } from '../../plugins/register-endpoint'
import { closeAlert, listAlertsFor } from '../domain/review/list-alerts'
import { ownReviews, reviewQueue } from '../domain/review/list-reviews'
import { recordOutcome } from '../domain/review/record-outcome'
import type { HubServices } from '../hub-services'
import { getOfficer } from '../repositories/officer-repository'

/** Every call of shared/api/review-api, one handler each. */
export function registerReviewRoutes(routes: Routes, services: HubServices): void {
  routes.device(reviewApi.ownReviews, async ({ caller }) => ownReviews(services, (await getOfficer(services.db, caller.officerId)).officerId))
  routes.device(reviewApi.reviewQueue, ({ caller }) => reviewQueue(services, caller))
  routes.device(reviewApi.recordOutcome, ({ request, caller }) => recordOutcome(services, caller, request))
  routes.device(reviewApi.listAlerts, ({ caller }) => listAlertsFor(services, caller))
  routes.device(reviewApi.closeAlert, ({ request, caller }) => closeAlert(services, caller, request))
}
