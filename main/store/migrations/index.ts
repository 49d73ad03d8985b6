import type { Migration } from '../sql'
import { createCache } from './0010-create-cache'
import { createKept } from './0010-create-kept'
import { caseloadCache } from './0020-caseload-cache'
import { caseloadKept } from './0020-caseload-kept'
import { createAccessRequests } from './0030-create-access-requests'
import { createContactLists } from './0040-create-contact-lists'
import { keepLedgerConflicts } from './0050-keep-ledger-conflicts'
import { createDecidedNot } from './0060-create-decided-not'
import { createVisitPermits } from './0070-create-visit-permits'
import { noteConflicts } from './0080-note-conflicts'
import { createPutAway } from './0081-create-put-away'
import { createLeases } from './0090-create-leases'
import { createEmergencyOpenings } from './0110-create-emergency-openings'
import { createQueuedNeeds } from './0111-create-queued-needs'
import { coverWorklist } from './0120-cover-worklist'
import { householdsByNumber } from './0130-households-by-number'
import { noteDestroyedPacks } from './0140-note-destroyed-packs'
import { noteUnswept } from './0170-note-unswept'

/** Ascending, step 10; never edited once released. */
export const KEPT_MIGRATIONS: ReadonlyArray<Migration> = [createKept, caseloadKept, createAccessRequests, createContactLists, keepLedgerConflicts, createDecidedNot, createVisitPermits, createPutAway, createLeases, createEmergencyOpenings, createQueuedNeeds, noteDestroyedPacks]
export const CACHE_MIGRATIONS: ReadonlyArray<Migration> = [createCache, caseloadCache, noteConflicts, coverWorklist, householdsByNumber, noteUnswept]
