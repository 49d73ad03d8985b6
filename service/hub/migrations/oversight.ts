import type { Migration } from '../../plugins/migrate'
import { noteLedgerFacts } from './0070-note-ledger-facts'
import { createOversightAccesses } from './0071-create-oversight-accesses'
import { createOfficerChanges } from './0072-create-officer-changes'
import { createDeviceRevocations } from './0073-create-device-revocations'
import { createIntakeRuns } from './0074-create-intake-runs'

/** 0070-0079: review and administration. */
export const OVERSIGHT_MIGRATIONS: readonly Migration[] = [noteLedgerFacts, createOversightAccesses, createOfficerChanges, createDeviceRevocations, createIntakeRuns]
