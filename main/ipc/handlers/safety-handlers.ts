import type { Services } from '../../domain/services'
import type { StoreHandlers } from './store-handlers'

/** Safety fields and conflicts, from entry to domain method. */
export const createSafetyHandlers = (services: () => Services): Pick<StoreHandlers, 'safety'> => ({
  safety: {
    set: (request) => services().safety.set(request),
    listConflicts: () => services().conflicts.list(),
    settle: (request) => services().conflicts.settle(request),
  },
})
