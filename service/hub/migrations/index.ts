import type { Migration } from '../../plugins/migrate'
import { createOfficersAndDevices } from './0010-create-officers-and-devices'
import { createHouseholds } from './0020-create-households'
import { createLedger } from './0030-create-ledger'
import { createDecisions } from './0040-create-decisions'
import { createCaseload } from './0050-create-caseload'
import { createSuccessors } from './0055-create-successors'
import { createAccessRequests } from './0060-create-access-requests'
import { createWardFacts } from './0080-create-ward-facts'
import { noteRelationships } from './0110-note-relationships'
import { OVERSIGHT_MIGRATIONS } from './oversight'

/** The role that the hub runs as; an administrator makes it before the first migration. */
export const HUB_ROLE = 'casement_hub'

/** Ascending; never edited once released. */
export const HUB_MIGRATIONS: readonly Migration[] = [
  createOfficersAndDevices, createHouseholds, createLedger, createDecisions, createCaseload, createSuccessors, createAccessRequests, ...OVERSIGHT_MIGRATIONS, createWardFacts,
  noteRelationships,
]
