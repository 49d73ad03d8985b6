import type { Services } from '../../domain/services'
import type { StoreHandlers } from './store-handlers'

/** New contact details, from entry to domain method. */
export const createNewDetailsHandlers = (services: () => Services): Pick<StoreHandlers, 'newDetails'> => ({
  newDetails: {
    add: (request) => services().newDetails.add(request),
    markWrong: (request) => services().newDetails.markWrong(request),
  },
})
