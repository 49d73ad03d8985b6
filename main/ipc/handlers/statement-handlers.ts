import type { Services } from '../../domain/services'
import type { StoreHandlers } from './store-handlers'

/** Residents' access statements, from entry to domain method. Saving is the main process's own. */
export const createStatementHandlers = (services: () => Services): Pick<StoreHandlers, 'statement'> => ({
  statement: {
    list: (request) => services().statements.list(request),
    members: (request) => services().statements.members(request),
    open: (request) => services().statements.open(request),
    read: (request) => services().statements.read(request),
    propose: (request) => services().statements.propose(request),
    decide: (request) => services().statements.decide(request),
    issue: (request) => services().statements.issue(request),
    issued: (request) => services().statements.issued(request),
  },
})
