import type { Services } from '../../domain/services'
import type { StoreHandlers } from './store-handlers'

/** Needs that wait for signal, from entry to domain method. */
export const createQueuedNeedHandlers = (services: () => Services): Pick<StoreHandlers, 'queuedNeed'> => ({
  queuedNeed: {
    keep: (request) => services().queuedNeeds.keep(request),
    list: () => services().queuedNeeds.list(),
    remove: (request) => services().queuedNeeds.remove(request),
  },
})
