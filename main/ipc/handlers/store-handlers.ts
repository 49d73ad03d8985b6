import type { z } from 'zod'
import type { Contract } from '../../../shared/ipc/contract'
import type { ContractEntry, ResponseOfEntry } from '../../../shared/ipc/define-contract'
import type { AccessService } from '../../domain/access-service'
import type { Services } from '../../domain/services'
import { createCircleHandlers } from './circle-handlers'
import { createContactListHandlers } from './contact-list-handlers'
import { createLeaseHandlers } from './lease-handlers'
import { createNewDetailsHandlers } from './new-details-handlers'
import { createOversightHandlers } from './oversight-handlers'
import { createQueuedNeedHandlers } from './queued-need-handlers'
import { createReviewHandlers } from './review-handlers'
import { createSafetyHandlers } from './safety-handlers'
import { createStandInHandlers } from './stand-in-handlers'
import { createStatementHandlers } from './statement-handlers'
import { createVisitPackHandlers } from './visit-pack-handlers'

/** Entries that the main process answers itself; a test proves that this is exactly what the contract marks `handledBy: 'main'`. */
export interface MainEntries {
  access: 'lock' | 'startStore' | 'draftsSaved' | 'noteActivity'
  caseload: never
  contactList: never
  household: never
  preference: 'get' | 'set' | 'reset'
  reveal: 'watchClipboard'
  request: never
  sync: never
  oversight: never
  admin: never
  review: never
  standIns: never
  statement: 'save'
  circle: never
  safety: never
  visitPack: never
  lease: never
  newDetails: never
  queuedNeed: never
  sharing: never
}

type ParsedRequest<E> = E extends ContractEntry<infer Request, z.ZodType> ? z.output<Request> : never
/** Exactly one handler for each entry of the store process: one missing or one too many does not compile. */
export type StoreHandlers = {
  readonly [Group in keyof Contract]: {
    readonly [Name in Exclude<keyof Contract[Group], MainEntries[Group]>]: (
      request: ParsedRequest<Contract[Group][Name]>,
    ) => ResponseOfEntry<Contract[Group][Name]> | Promise<ResponseOfEntry<Contract[Group][Name]>>
  }
}

/** From contract entry to domain method, one each, no decisions. `services` throws ACCESS_LOCKED while locked. */
export const createStoreHandlers = (access: AccessService, services: () => Services): StoreHandlers => ({
  access: {
    getState: () => access.getState(),
    signIn: () => access.signIn(),
    stopSignIn: () => access.stopSignIn(),
    enrol: (request) => access.enrol(request),
    unlock: (request) => access.unlock(request),
    startAgain: () => access.startAgain(),
  },
  caseload: {
    countViews: () => services().caseload.countViews(),
    listColleagues: () => services().caseload.listColleagues(),
    listReferrals: () => services().caseload.listReferrals(),
    act: (request) => services().caseload.act(request),
    putAway: (request) => services().caseload.putAway(request),
  },
  household: {
    listWorklist: (request) => services().households.listWorklist(request),
    listWards: () => services().households.listWards(),
    get: (request) => services().households.get(request),
    findByReference: (request) => services().households.findByReference(request),
    lookup: (request) => services().find.lookup(request),
    addContact: (request) => services().contacts.add(request),
    saveDraft: (request) => services().drafts.save(request),
    findDraft: (request) => services().drafts.find(request),
    removeDraft: (request) => services().drafts.remove(request),
  },
  preference: {},
  reveal: {
    listPurposes: () => services().purposes.list(),
    request: (request) => services().reveals.request(request),
    record: (request) => services().reveals.record(request),
    decideNot: (request) => services().reveals.decideNot(request),
    listMine: (request) => services().myReveals.list(request),
    verifyMine: () => services().myReveals.verify(),
  },
  request: {
    getCounts: () => services().requests.getCounts(),
    list: (request) => services().requests.list(request),
    cancel: (request) => services().requests.cancel(request),
    open: (request) => services().requests.open(request),
    noteSeen: (request) => services().requests.noteSeen(request),
    listQueue: () => services().approvals.listQueue(),
    decide: (request) => services().approvals.decide(request),
  },
  sync: {
    getStatus: () => services().sync.getStatus(),
    syncNow: () => services().sync.syncNow(),
    listOutbox: () => services().sync.listOutbox(),
    retryItem: (request) => services().sync.retryItem(request),
    putAway: (request) => services().sync.putAway(request),
    bringBack: (request) => services().sync.bringBack(request),
  },
  ...createContactListHandlers(services),
  ...createVisitPackHandlers(services),
  ...createOversightHandlers(services),
  ...createReviewHandlers(services),
  ...createStandInHandlers(services),
  ...createStatementHandlers(services),
  ...createCircleHandlers(services),
  ...createSafetyHandlers(services),
  ...createLeaseHandlers(services),
  ...createNewDetailsHandlers(services),
  ...createQueuedNeedHandlers(services),
})
