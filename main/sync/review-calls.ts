import type { RequestOf, ResponseOf } from '../../shared/api/define-endpoint'
import { reviewApi } from '../../shared/api/review-api'
import type { HttpClient } from './http-client'

type Api = typeof reviewApi
type ReviewCalls = { readonly [Name in keyof Api]: (request: RequestOf<Api[Name]>) => Promise<ResponseOf<Api[Name]>> }

/** The hub's calls for reviews of reveals. */
export const createReviewCalls = (http: HttpClient): ReviewCalls => ({
  ownReviews: (request) => http.call(reviewApi.ownReviews, request),
  reviewQueue: (request) => http.call(reviewApi.reviewQueue, request),
  recordOutcome: (request) => http.call(reviewApi.recordOutcome, request),
  listAlerts: (request) => http.call(reviewApi.listAlerts, request),
  closeAlert: (request) => http.call(reviewApi.closeAlert, request),
})
