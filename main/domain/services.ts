import { AdminService } from './admin-service'
import { ContactService } from './contact-service'
import { DeviceEventService } from './device-event-service'
import { DraftService } from './draft-service'
import { FindService } from './find-service'
import { HouseholdService } from './household-service'
import { LedgerService } from './ledger-service'
import { MyRevealsService } from './my-reveals-service'
import { OperationWriter } from './operation-writer'
import { OversightService } from './oversight-service'
import { PurposeService } from './purpose-service'
import { RevealService } from './reveal-service'
import type { Session } from './session'
import { SyncService } from './sync-service'
import { TurnQueue } from './turn-queue'

export interface Services {
  readonly households: HouseholdService
  readonly find: FindService
  readonly contacts: ContactService
  readonly drafts: DraftService
  readonly purposes: PurposeService
  readonly reveals: RevealService
  readonly myReveals: MyRevealsService
  readonly sync: SyncService
  readonly oversight: OversightService
  readonly admin: AdminService
}

/** The domain of one unlocked session. */
export function createServices(session: Session): Services {
  const queue = new TurnQueue()
  const writer = new OperationWriter(session)
  const ledger = new LedgerService(session)
  const purposes = new PurposeService(session)
  const households = new HouseholdService(session)
  const events = new DeviceEventService(session, writer)
  return {
    households,
    purposes,
    find: new FindService(session, ledger, purposes, queue),
    contacts: new ContactService(session, writer, households),
    drafts: new DraftService(session),
    reveals: new RevealService(session, { ledger, purposes, households, events, queue }),
    myReveals: new MyRevealsService(session, ledger, queue),
    sync: new SyncService(session),
    oversight: new OversightService(session, ledger, queue),
    admin: new AdminService(session),
  }
}
