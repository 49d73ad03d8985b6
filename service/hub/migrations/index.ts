import type { Migration } from '../../plugins/migrate'
import { createOfficersAndDevices } from './0010-create-officers-and-devices'
import { createHouseholds } from './0020-create-households'
import { createLedger } from './0030-create-ledger'
import { createDecisions } from './0040-create-decisions'
import { createCaseload } from './0050-create-caseload'
import { createSuccessors } from './0055-create-successors'
import { createAccessRequests } from './0060-create-access-requests'
import { createWardFacts } from './0080-create-ward-facts'
import { createContactLists } from './0090-create-contact-lists'
import { noteDecisionsAndLists } from './0091-note-decisions-and-lists'
import { createOfficerAdditions } from './0095-create-officer-additions'
import { noteRelationships } from './0110-note-relationships'
import { keepKnownRelationships } from './0111-keep-known-relationships'
import { createCircle } from './0112-create-circle'
import { findDecisionsByEntry } from './0150-find-decisions-by-entry'
import { createSafety } from './0160-create-safety'
import { lookAfterLostLaptops } from './0170-look-after-lost-laptops'
import { createNewDetails } from './0200-create-new-details'
import { createEmergencyOpenings } from './0201-create-emergency-openings'
import { reportMoratoriums } from './0210-report-moratoriums'
import { orderReferrals } from './0220-order-referrals'
import { noteProtectedMembers } from './0230-note-protected-members'
import { noteStays } from './0240-note-stays'
import { rememberSigned } from './0250-remember-signed'
import { guardOwnAccounts } from './0251-guard-own-accounts'
import { orderExtracts } from './0260-order-extracts'
import { createErasures } from './0280-create-erasures'
import { keepSharing } from './0290-keep-sharing'
import { reviewAdministration } from './0291-review-administration'
import { OVERSIGHT_MIGRATIONS } from './oversight'
import { linkAccounts } from './0300-link-accounts'
import { REVIEW_MIGRATIONS } from './review'
import { STAND_IN_MIGRATIONS } from './stand-ins'
import { STATEMENT_MIGRATIONS } from './statements'
import { VISIT_MIGRATIONS } from './visits'

/** The role that the hub runs as; an administrator makes it before the first migration. */
export const HUB_ROLE = 'casement_hub'

/** Ascending; never edited once released. */
export const HUB_MIGRATIONS: readonly Migration[] = [
  createOfficersAndDevices, createHouseholds, createLedger, createDecisions, createCaseload, createSuccessors, createAccessRequests, ...OVERSIGHT_MIGRATIONS, createWardFacts,
  createContactLists, noteDecisionsAndLists, createOfficerAdditions, ...STATEMENT_MIGRATIONS, noteRelationships, keepKnownRelationships, createCircle, ...REVIEW_MIGRATIONS,
  ...STAND_IN_MIGRATIONS, ...VISIT_MIGRATIONS, findDecisionsByEntry, createSafety, lookAfterLostLaptops, createNewDetails, createEmergencyOpenings,
  reportMoratoriums, orderReferrals, noteProtectedMembers, noteStays, rememberSigned, guardOwnAccounts, orderExtracts, createErasures, keepSharing, reviewAdministration, linkAccounts,
]
