import type { Services } from '../../domain/services'
import type { StoreHandlers } from './store-handlers'

/** Whom the officer knows, from entry to domain method. */
export const createCircleHandlers = (services: () => Services): Pick<StoreHandlers, 'circle'> => ({
  circle: {
    listOwn: () => services().circle.listOwn(),
    declare: (request) => services().circle.declare(request),
    askWithdrawal: (request) => services().circle.askWithdrawal(request),
    listKept: () => services().circle.listKept(),
    decide: (request) => services().circle.decide(request),
  },
})
