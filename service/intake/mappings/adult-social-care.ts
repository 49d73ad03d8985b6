import type { CHRONOLOGY_EVENTS, MEMBER_ROLES } from '../../../shared/model/codes'
import type { ASSESSMENT_OUTCOMES } from '../../../shared/model/service-codes'
import { codeOf, listOf } from '../code/coded-value'
import { eventOf } from '../code/dated-code'
import { serviceOf, technologyOf, type ReadService, type ReadTechnology } from '../code/dated-service'
import { pence } from '../code/money'
import { ukDate } from '../code/uk-date'
import { words } from '../code/words'
import { column, type Mapping } from './define-mapping'
import { addressColumns, careColumns, extractDate, identityColumns, niNumberColumn, noteColumns, reachColumns, recordColumns, uprnColumn, wardColumnOfHome } from './person-columns'
import { YES_NO } from './shared-codes'

export const CARE_ROLES: Readonly<Record<string, keyof typeof MEMBER_ROLES>> = { CL: 'other', CAR: 'carer' }
/** The reasons for support of the national returns (SALT), in words for the vault: health data have no code in the hub. */
export const SUPPORT_REASONS: Readonly<Record<string, string>> = {
  PAM: 'Support reason: physical, access and mobility', PPC: 'Support reason: physical, personal care', SEN: 'Support reason: sensory', MEM: 'Support reason: memory and cognition',
  LD: 'Support reason: learning disability', MH: 'Support reason: mental health', SOC: 'Support reason: social',
}
export const CONDITIONS: Readonly<Record<string, string>> = {
  MOB: 'Disability: mobility', VIS: 'Disability: sight', HEA: 'Disability: hearing', LEA: 'Disability: learning', ASD: 'Autism', DEM: 'Dementia', DIA: 'Diabetes', RES: 'Respiratory condition',
  DEP: 'Depression or anxiety', SUB: 'Substance use',
}
export const CARE_SERVICES: Readonly<Record<string, ReadService['kind']>> = {
  HC: 'home-care', DC: 'day-care', RES: 'residential-care', REA: 'reablement', DP: 'direct-payment', CS: 'carers-support', OT: 'occupational-therapy', SE: 'safeguarding-enquiry',
}
export const CARE_TECHNOLOGY: Readonly<Record<string, ReadTechnology['kind']>> = {
  TEL: 'telecare', FAL: 'falls-detector', MED: 'medication-dispenser', LOC: 'location-device', ENV: 'environment-sensor', COM: 'communication-aid',
}
export const ASSESSMENT_CODES: Readonly<Record<string, keyof typeof ASSESSMENT_OUTCOMES>> = { FULL: 'full-cost', PART: 'contributes', NIL: 'no-charge', REF: 'not-disclosed' }
export const CARE_EVENTS: Readonly<Record<string, keyof typeof CHRONOLOGY_EVENTS>> = {
  ASS: 'care-assessment', STA: 'care-started', REV: 'care-reviewed', END: 'care-ended', CM: 'contact-made', CT: 'contact-tried',
}

/**
 * Adult social care: separated by upright bars, never quoted; a record is a person by ASCH number, with the carers who live at the same address.
 * Next of kin who live elsewhere are left out: they are of another household.
 */
export const adultSocialCare: Mapping = {
  subject: 'person', source: 'adult-social-care', words: 'Adult social care case system', delimiter: '|', isQuoted: false, accountWords: null, claimWords: null, numberKind: 'asch-number',
  columns: [
    ...recordColumns('ASCH_NUMBER', 'PERSON_NUMBER'),
    extractDate('services'),
    column('ROLE', 'role', 'fact', 'social-relationships', 'every', 3, codeOf(CARE_ROLES)),
    ...identityColumns(), niNumberColumn(), ...addressColumns(), uprnColumn(), ...reachColumns(), wardColumnOfHome(), ...careColumns(),
    column('HEALTH_HELD', 'hasHealthDetails', 'fact', 'health', 'may', 1, codeOf(YES_NO)),
    column('SUPPORT_REASON', 'supportReason', 'identity', 'health', 'may', 3, codeOf(SUPPORT_REASONS)),
    column('CONDITIONS', 'conditions', 'identity', 'health', 'may', 60, listOf(codeOf(CONDITIONS), 8)),
    column('HEALTH_DETAIL', 'health', 'identity', 'health', 'may', 200, words),
    column('SERVICES', 'services', 'fact', 'services', 'may', 400, listOf(serviceOf(CARE_SERVICES), 10)),
    column('TECHNOLOGY', 'technology', 'fact', 'technical', 'may', 200, listOf(technologyOf(CARE_TECHNOLOGY), 8)),
    column('FA_OUTCOME', 'assessmentOutcome', 'fact', 'financial', 'may', 4, codeOf(ASSESSMENT_CODES)),
    column('FA_DATE', 'assessedOn', 'fact', 'financial', 'may', 10, ukDate),
    column('FA_WEEKLY', 'assessedWeeklyPence', 'fact', 'financial', 'may', 10, pence),
    column('HISTORY', 'history', 'fact', 'services', 'may', 2_000, listOf(eventOf(CARE_EVENTS), 40)),
    ...noteColumns('personal-history'),
  ],
}
