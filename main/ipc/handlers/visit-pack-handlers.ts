import type { Services } from '../../domain/services'
import type { StoreHandlers } from './store-handlers'

/** Visit packs, from entry to domain method. */
export const createVisitPackHandlers = (services: () => Services): Pick<StoreHandlers, 'visitPack'> => ({
  visitPack: {
    ask: (request) => services().visitPacks.ask(request),
    list: (request) => services().visitPacks.list(request),
    seal: (request) => services().visitPacks.seal(request),
    open: (request) => services().visitPacks.open(request),
    openEmergency: (request) => services().visitPacks.openEmergency(request),
    emergencyStanding: () => services().visitPacks.emergencyStanding(),
    destroy: (request) => services().visitPacks.destroy(request),
  },
})
