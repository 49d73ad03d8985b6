import type { Services } from '../../domain/services'
import type { StoreHandlers } from './store-handlers'

/** The lease, from entry to domain method. */
export const createLeaseHandlers = (services: () => Services): Pick<StoreHandlers, 'lease'> => ({
  lease: { get: () => services().lease.view() },
})
