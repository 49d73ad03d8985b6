import { changeKeyEncryption } from './0170-change-key-encryption'
import { createAccesses } from './0020-create-accesses'
import { createApprovals } from './0040-create-approvals'
import { createCircle } from './0070-create-circle'
import { createIdentities } from './0010-create-identities'
import { keepEarlierCheckpoints } from './0140-keep-earlier-checkpoints'
import { rememberSigned } from './0150-remember-signed'
import { noteKeyChecks } from './0151-note-key-checks'
import { orderExtracts } from './0160-order-extracts'
import { noteSinceWhen } from './0161-note-since-when'
import { createErasures } from './0180-create-erasures'
import { notePersons } from './0200-note-persons'
import { letNotesFollow } from './0025-notes-that-follow'
import { createListUses } from './0090-create-list-uses'
import { createReportedDetails } from './0110-create-reported-details'
import { createDeviceRevocations } from './0050-create-device-revocations'
import { createLedgerConflicts } from './0060-create-ledger-conflicts'
import { createEmergencyReleases } from './0080-create-emergency-releases'

/** The vault's database, step by step. */
export const vaultMigrations = [
  createIdentities, createAccesses, letNotesFollow, createApprovals, createDeviceRevocations, createLedgerConflicts, createCircle, createEmergencyReleases, createListUses, createReportedDetails,
  keepEarlierCheckpoints, rememberSigned, noteKeyChecks, orderExtracts, noteSinceWhen, changeKeyEncryption, createErasures, notePersons,
] as const
