import { AdminService } from './admin-service'
import { ApprovalService } from './approval-service'
import { CaseloadService } from './caseload-service'
import { CircleService } from './circle-service'
import { closeRevealGaps } from './close-reveal-gaps'
import { ConflictService } from './conflict-service'
import { ContactListService } from './contact-list-service'
import { ContactService } from './contact-service'
import { DeviceEventService } from './device-event-service'
import { DraftService } from './draft-service'
import { FindService } from './find-service'
import { HouseholdService } from './household-service'
import type { LeaseKeeper } from './lease-keeper'
import { LedgerService } from './ledger-service'
import { ListApprovalService } from './list-approval-service'
import { NewDetailsService } from './new-details-service'
import { MyRevealsService } from './my-reveals-service'
import { OperationWriter } from './operation-writer'
import { OversightService } from './oversight-service'
import { PurposeService } from './purpose-service'
import { QueuedNeedService } from './queued-need-service'
import { RequestService } from './request-service'
import { RevealService } from './reveal-service'
import { ReviewService } from './review-service'
import { SafetyService } from './safety-service'
import type { Session } from './session'
import { SharingService } from './sharing-service'
import { StandInService } from './stand-in-service'
import { StatementService } from './statement-service'
import { SyncService } from './sync-service'
import { TurnQueue } from './turn-queue'
import { VisitPackService } from './visit-pack-service'

export interface Services {
  readonly households: HouseholdService
  readonly find: FindService
  readonly contacts: ContactService
  readonly caseload: CaseloadService
  readonly drafts: DraftService
  readonly purposes: PurposeService
  readonly reveals: RevealService
  readonly myReveals: MyRevealsService
  readonly requests: RequestService
  readonly approvals: ApprovalService
  readonly contactLists: ContactListService
  readonly listApprovals: ListApprovalService
  readonly sync: SyncService
  readonly oversight: OversightService
  readonly admin: AdminService
  readonly reviews: ReviewService
  readonly standIns: StandInService
  readonly statements: StatementService
  readonly circle: CircleService
  readonly safety: SafetyService
  readonly conflicts: ConflictService
  readonly visitPacks: VisitPackService
  readonly lease: LeaseKeeper
  readonly newDetails: NewDetailsService
  readonly queuedNeeds: QueuedNeedService
  readonly sharing: SharingService
}

/** The domain of one unlocked session. */
export function createServices(session: Session): Services {
  const queue = new TurnQueue()
  const writer = new OperationWriter(session)
  const ledger = new LedgerService(session)
  const purposes = new PurposeService(session)
  const households = new HouseholdService(session)
  const events = new DeviceEventService(session, writer)
  // What cannot be written now (no room on the disk) is written at the next unlock.
  closeRevealGaps(session, events).catch(() => undefined)
  const reveals = new RevealService(session, { ledger, purposes, households, events, queue })
  const caseload = new CaseloadService(session, writer, households)
  const safety = new SafetyService(session, writer, households)
  return {
    households,
    purposes,
    safety,
    conflicts: new ConflictService(session, { households, safety, caseload }),
    find: new FindService(session, ledger, purposes, queue),
    queuedNeeds: new QueuedNeedService(session, households),
    newDetails: new NewDetailsService(session, writer, households),
    contacts: new ContactService(session, writer, households),
    caseload,
    drafts: new DraftService(session),
    reveals,
    requests: new RequestService(session, reveals),
    approvals: new ApprovalService(session, ledger, queue),
    contactLists: new ContactListService(session, { ledger, purposes, households, reveals, queue }),
    listApprovals: new ListApprovalService(session, ledger, queue),
    myReveals: new MyRevealsService(session, ledger, queue),
    sync: new SyncService(session),
    oversight: new OversightService(session, ledger, queue),
    admin: new AdminService(session),
    reviews: new ReviewService(session, ledger, queue),
    standIns: new StandInService(session),
    statements: new StatementService(session, ledger, queue),
    circle: new CircleService(session),
    sharing: new SharingService(session),
    lease: session.lease,
    visitPacks: new VisitPackService(session, { ledger, purposes, households, reveals, events, queue }),
  }
}
