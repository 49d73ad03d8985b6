import type { Services } from '../../domain/services'
import type { StoreHandlers } from './store-handlers'

/** Reviews of reveals, from entry to domain method. */
export const createReviewHandlers = (services: () => Services): Pick<StoreHandlers, 'review'> => ({
  review: {
    listMine: () => services().reviews.listMine(),
    listQueue: () => services().reviews.listQueue(),
    record: (request) => services().reviews.record(request),
    listAlerts: () => services().reviews.listAlerts(),
    closeAlert: (request) => services().reviews.closeAlert(request),
  },
})
