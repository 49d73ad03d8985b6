import type { Services } from '../../domain/services'
import type { StoreHandlers } from './store-handlers'

/** Review and administration, from entry to domain method. */
export const createOversightHandlers = (services: () => Services): Pick<StoreHandlers, 'oversight' | 'admin' | 'sharing'> => ({
  oversight: {
    teamActivity: (request) => services().oversight.teamActivity(request),
    teamReveals: (request) => services().oversight.teamReveals(request),
    whoLooked: (request) => services().oversight.whoLooked(request),
    searchLedger: (request) => services().oversight.searchLedger(request),
    listToolUse: (request) => services().oversight.listToolUse(request),
    listPeople: () => services().oversight.listPeople(),
    listPurposes: () => services().oversight.listPurposes(),
  },
  sharing: { getAgreement: () => services().sharing.getAgreement() },
  admin: {
    listDevices: (request) => services().admin.listDevices(request),
    revokeDevice: (request) => services().admin.revokeDevice(request),
    getLostDevice: (request) => services().admin.getLostDevice(request),
    getFeed: () => services().admin.getFeed(),
    changePerson: (request) => services().admin.changePerson(request),
    listSources: () => services().admin.listSources(),
    listActs: (request) => services().admin.listActs(request),
    addPerson: (request) => services().admin.addPerson(request),
    listIntakeRuns: (request) => services().admin.listIntakeRuns(request),
  },
})
