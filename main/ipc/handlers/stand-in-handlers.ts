import type { Services } from '../../domain/services'
import type { StoreHandlers } from './store-handlers'

/** Deputies, the duty rota, pairs and accounts of one person, from entry to domain method. */
export const createStandInHandlers = (services: () => Services): Pick<StoreHandlers, 'standIns'> => ({
  standIns: {
    getStanding: () => services().standIns.getStanding(),
    list: () => services().standIns.list(),
    nameDeputy: (request) => services().standIns.nameDeputy(request),
    endDeputyship: (request) => services().standIns.endDeputyship(request),
    enterShift: (request) => services().standIns.enterShift(request),
    endShift: (request) => services().standIns.endShift(request),
    approvalPairs: (request) => services().standIns.approvalPairs(request),
    listAccounts: () => services().standIns.listAccounts(),
    linkAccounts: (request) => services().standIns.linkAccounts(request),
  },
})
