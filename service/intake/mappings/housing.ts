import type { CHRONOLOGY_EVENTS, DUTY_END_REASONS, DUTY_KINDS, INTERVENTION_OUTCOMES, INTERVENTIONS, MEMBER_ROLES } from '../../../shared/model/codes'
import type { Debt } from '../../../shared/model/household'
import { codeOf, listOf } from '../code/coded-value'
import { eventOf, interventionOf } from '../code/dated-code'
import type { SituationKind } from '../code/dated-service'
import { email, niNumber, phone, postcode, sourceKey, uprn } from '../code/identifiers'
import { pence } from '../code/money'
import { personName } from '../code/names'
import { ukDate } from '../code/uk-date'
import { ward } from '../code/wards'
import { words } from '../code/words'
import { column, type Mapping } from './define-mapping'
import { SAFE_CONTACT_CODES, TEAM_CODES, YES_NO } from './shared-codes'

export const HOUSING_ROLES: Readonly<Record<string, keyof typeof MEMBER_ROLES>> = {
  TEN: 'tenant', JT: 'joint-tenant', PAR: 'partner', CHI: 'dependant', CAR: 'carer', NOK: 'next-of-kin', OTH: 'other',
}
export const HOUSING_STAGES: Readonly<Record<string, Debt['stage']>> = {
  NIL: 'none', L1: 'reminder', L2: 'final-notice', ARR: 'arrangement', BRK: 'arrangement-broken',
  NSP: 'notice-seeking-possession', PO: 'possession-order', WOF: 'written-off',
}
export const DUTY_CODES: Readonly<Record<string, keyof typeof DUTY_KINDS>> = { PREV: 'prevention', RELI: 'relief', MAIN: 'main' }
export const DUTY_END_CODES: Readonly<Record<string, keyof typeof DUTY_END_REASONS>> = {
  ACC: 'accommodation-secured', '56D': 'fifty-six-days-passed', LOST: 'contact-lost', WDR: 'application-withdrawn', HLS: 'became-homeless', REF: 'refused',
}
/** How a district's housing system says what the home is to the household. */
export const TENURE_CODES: Readonly<Record<string, SituationKind>> = {
  SOC: 'rented-social', PRIV: 'rented-private', OWN: 'owner', TA: 'temporary-accommodation', SOFA: 'staying-with-others', NFA: 'no-fixed-address',
}
export const INTERVENTION_CODES: Readonly<Record<string, keyof typeof INTERVENTIONS>> = {
  DEBT: 'debt-advice', BEN: 'benefit-check', ARR: 'payment-arrangement', PHP: 'personalised-housing-plan', MED: 'mediation',
  SUP: 'tenancy-support', FOOD: 'food-voucher', REFO: 'referral-out',
}
export const OUTCOME_CODES: Readonly<Record<string, keyof typeof INTERVENTION_OUTCOMES>> = {
  OPEN: 'open', HELP: 'helped', NOCH: 'no-change', DECL: 'declined', LOST: 'lost',
}
export const HOUSING_EVENTS: Readonly<Record<string, keyof typeof CHRONOLOGY_EVENTS>> = {
  TST: 'tenancy-started', TEN: 'tenancy-ended', MISS: 'payment-missed', PAY: 'payment-received', LET: 'reminder-sent', ARR: 'arrangement-agreed',
  BRK: 'arrangement-broken', EVN: 'eviction-notice', PO: 'possession-order', HAP: 'homeless-application', DAC: 'duty-accepted', DEN: 'duty-ended',
  TAP: 'temporary-accommodation-placed', TAL: 'temporary-accommodation-left', MJ: 'member-joined', ML: 'member-left', CM: 'contact-made', CT: 'contact-tried',
}

/** Housing: separated by upright bars, never quoted; one row a person of a tenancy or homelessness case. */
export const housing: Mapping = {
  subject: 'person', source: 'housing', words: 'Housing management and homelessness system', delimiter: '|', isQuoted: false,
  accountWords: 'Rent account', claimWords: null, numberKind: null,
  columns: [
    column('TENANCY_REF', 'recordKey', 'identity', 'personal', 'every', 20, sourceKey),
    column('PARTY_REF', 'personKey', 'identity', 'personal', 'every', 20, sourceKey),
    column('LEAD', 'isMain', 'fact', 'social-relationships', 'every', 1, codeOf(YES_NO)),
    column('AS_AT', 'asAt', 'fact', 'services', 'every', 10, ukDate),
    column('PARTY_TYPE', 'role', 'fact', 'social-relationships', 'every', 3, codeOf(HOUSING_ROLES)),
    column('FIRST_NAMES', 'forenames', 'identity', 'personal', 'every', 80, personName),
    column('LAST_NAME', 'surname', 'identity', 'personal', 'every', 80, personName),
    column('DOB', 'dateOfBirth', 'identity', 'personal', 'may', 10, ukDate),
    column('NINO', 'niNumber', 'identity', 'personal', 'may', 13, niNumber),
    column('ADDR_LINE1', 'address1', 'identity', 'contact', 'main', 100, words),
    column('ADDR_LINE2', 'address2', 'identity', 'contact', 'may', 100, words),
    column('ADDR_TOWN', 'town', 'identity', 'contact', 'may', 60, words),
    column('POST_CODE', 'postcode', 'identity', 'contact', 'may', 9, postcode),
    column('UPRN', 'uprn', 'identity', 'contact', 'may', 12, uprn),
    column('MOBILE', 'phone', 'identity', 'contact', 'may', 20, phone),
    column('EMAIL', 'email', 'identity', 'contact', 'may', 120, email),
    column('WARD_CODE', 'ward', 'fact', 'housing-situation', 'main', 5, ward),
    column('CASE_TEAM', 'team', 'fact', 'services', 'may', 2, codeOf(TEAM_CODES)),
    column('LAST_SEEN', 'lastContactOn', 'fact', 'services', 'may', 10, ukDate),
    column('PROTECTED', 'isProtected', 'fact', 'personal-history', 'may', 1, codeOf(YES_NO)),
    column('CONTACT_WARNING', 'safeContact', 'fact', 'personal-history', 'may', 20, listOf(codeOf(SAFE_CONTACT_CODES), 5)),
    column('RENT_ACCOUNT', 'accountNumber', 'identity', 'financial', 'may', 20, sourceKey),
    column('RENT_ARREARS', 'balance:rent-arrears', 'fact', 'financial', 'may', 14, pence),
    column('RENT_STAGE', 'stage:rent-arrears', 'fact', 'financial', 'may', 3, codeOf(HOUSING_STAGES)),
    column('FTA_BALANCE', 'balance:former-tenant-arrears', 'fact', 'financial', 'may', 14, pence),
    column('FTA_STAGE', 'stage:former-tenant-arrears', 'fact', 'financial', 'may', 3, codeOf(HOUSING_STAGES)),
    column('TENURE', 'housingSituation', 'fact', 'housing-situation', 'may', 4, codeOf(TENURE_CODES)),
    column('DUTY', 'dutyKind', 'fact', 'housing-situation', 'may', 4, codeOf(DUTY_CODES)),
    column('DUTY_START', 'dutyStartedOn', 'fact', 'housing-situation', 'may', 10, ukDate),
    column('DUTY_END', 'dutyEndedOn', 'fact', 'housing-situation', 'may', 10, ukDate),
    column('DUTY_END_REASON', 'dutyEndReason', 'fact', 'housing-situation', 'may', 4, codeOf(DUTY_END_CODES)),
    column('SUPPORT', 'interventions', 'fact', 'services', 'may', 300, listOf(interventionOf(INTERVENTION_CODES, OUTCOME_CODES), 10)),
    column('HEALTH', 'health', 'identity', 'health', 'may', 200, words),
    column('EVENTS', 'history', 'fact', 'housing-situation', 'may', 3_000, listOf(eventOf(HOUSING_EVENTS), 60)),
    column('NOTE_DATE', 'noteOn', 'words', 'housing-situation', 'may', 10, ukDate),
    column('NOTE_OFFICER', 'noteBy', 'words', 'housing-situation', 'may', 60, words),
    column('NOTE_TEXT', 'note', 'words', 'housing-situation', 'may', 4_000, words),
  ],
}
