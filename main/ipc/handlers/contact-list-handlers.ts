import type { Services } from '../../domain/services'
import type { StoreHandlers } from './store-handlers'

/** Contact lists, from entry to domain method. */
export const createContactListHandlers = (services: () => Services): Pick<StoreHandlers, 'contactList'> => ({
  contactList: {
    describe: (request) => services().contactLists.describe(request),
    ask: (request) => services().contactLists.ask(request),
    list: (request) => services().contactLists.list(request),
    cancel: (request) => services().contactLists.cancel(request),
    open: (request) => services().contactLists.open(request),
    setStep: (request) => services().contactLists.setStep(request),
    noteSeen: (request) => services().contactLists.noteSeen(request),
    listQueue: () => services().listApprovals.listQueue(),
    decide: (request) => services().listApprovals.decide(request),
  },
})
