import type { BENEFITS, CHRONOLOGY_EVENTS, MEMBER_ROLES, MORATORIUM_KINDS } from '../../../shared/model/codes'
import type { Debt } from '../../../shared/model/household'
import { codeOf, listOf } from '../code/coded-value'
import { benefitOf, eventOf } from '../code/dated-code'
import { email, niNumber, phone, postcode, sourceKey, uprn } from '../code/identifiers'
import { pence } from '../code/money'
import { personName } from '../code/names'
import { ukDate } from '../code/uk-date'
import { ward } from '../code/wards'
import { words } from '../code/words'
import { column, type Mapping } from './define-mapping'
import { SAFE_CONTACT_CODES, TEAM_CODES, YES_NO } from './shared-codes'

export const REVENUES_ROLES: Readonly<Record<string, keyof typeof MEMBER_ROLES>> = {
  LP: 'account-holder', PT: 'partner', DEP: 'dependant', NEP: 'other', CAR: 'carer',
}
export const REVENUES_STAGES: Readonly<Record<string, Debt['stage']>> = {
  NONE: 'none', RMD: 'reminder', FIN: 'final-notice', SUM: 'summons', LO: 'liability-order', EA: 'enforcement-agent',
  ARR: 'arrangement', BRK: 'arrangement-broken', WO: 'written-off',
}
export const REVENUES_BENEFITS: Readonly<Record<string, keyof typeof BENEFITS>> = {
  UC: 'universal-credit', HB: 'housing-benefit', CTR: 'council-tax-reduction', PC: 'pension-credit', PIP: 'pip', CA: 'carers-allowance',
  ESA: 'esa', CHB: 'child-benefit', DHP: 'discretionary-housing-payment', HSF: 'household-support-fund',
}
export const REVENUES_EVENTS: Readonly<Record<string, keyof typeof CHRONOLOGY_EVENTS>> = {
  OPEN: 'account-opened', MISS: 'payment-missed', PAY: 'payment-received', RMD: 'reminder-sent', SUM: 'summons-issued', LO: 'liability-order',
  EA: 'enforcement-started', ARR: 'arrangement-agreed', BRK: 'arrangement-broken', BST: 'benefit-started', BSP: 'benefit-stopped',
  BCH: 'benefit-changed', OPR: 'overpayment-raised', BSS: 'breathing-space-started', BSE: 'breathing-space-ended', DHP: 'dhp-awarded',
  HSF: 'hsf-awarded', MJ: 'member-joined', ML: 'member-left', CM: 'contact-made', CT: 'contact-tried',
}
export const MORATORIUM_CODES: Readonly<Record<string, keyof typeof MORATORIUM_KINDS>> = { BS: 'breathing', MHC: 'mental-health-crisis' }

/** Revenues and benefits: comma separated, quoted; one row a person of a council tax account, the liable party's row marked main. */
export const revenuesAndBenefits: Mapping = {
  subject: 'person', source: 'revenues-and-benefits', words: 'Council tax and housing benefit system', delimiter: ',', isQuoted: true,
  accountWords: 'Council tax account', claimWords: 'Housing benefit claim', numberKind: null,
  columns: [
    column('ACCOUNT_REF', 'recordKey', 'identity', 'personal', 'every', 20, sourceKey),
    column('PERSON_REF', 'personKey', 'identity', 'personal', 'every', 20, sourceKey),
    column('MAIN', 'isMain', 'fact', 'social-relationships', 'every', 1, codeOf(YES_NO)),
    column('EXTRACT_DATE', 'asAt', 'fact', 'services', 'every', 10, ukDate),
    column('ROLE', 'role', 'fact', 'social-relationships', 'every', 4, codeOf(REVENUES_ROLES)),
    column('FORENAMES', 'forenames', 'identity', 'personal', 'every', 80, personName),
    column('SURNAME', 'surname', 'identity', 'personal', 'every', 80, personName),
    column('PREVIOUS_NAME', 'previousName', 'identity', 'personal', 'may', 120, personName),
    column('DATE_OF_BIRTH', 'dateOfBirth', 'identity', 'personal', 'may', 10, ukDate),
    column('NI_NUMBER', 'niNumber', 'identity', 'personal', 'may', 13, niNumber),
    column('ADDRESS_1', 'address1', 'identity', 'contact', 'main', 100, words),
    column('ADDRESS_2', 'address2', 'identity', 'contact', 'may', 100, words),
    column('TOWN', 'town', 'identity', 'contact', 'may', 60, words),
    column('POSTCODE', 'postcode', 'identity', 'contact', 'may', 9, postcode),
    column('UPRN', 'uprn', 'identity', 'contact', 'may', 12, uprn),
    column('PHONE', 'phone', 'identity', 'contact', 'may', 20, phone),
    column('PHONE_2', 'otherPhone', 'identity', 'contact', 'may', 20, phone),
    column('EMAIL', 'email', 'identity', 'contact', 'may', 120, email),
    column('WARD', 'ward', 'fact', 'housing-situation', 'main', 5, ward),
    column('TEAM', 'team', 'fact', 'services', 'may', 2, codeOf(TEAM_CODES)),
    column('LAST_CONTACT', 'lastContactOn', 'fact', 'services', 'may', 10, ukDate),
    column('PROTECTED', 'isProtected', 'fact', 'personal-history', 'may', 1, codeOf(YES_NO)),
    column('SAFE_CONTACT', 'safeContact', 'fact', 'personal-history', 'may', 20, listOf(codeOf(SAFE_CONTACT_CODES), 5)),
    column('CT_ACCOUNT', 'accountNumber', 'identity', 'financial', 'may', 20, sourceKey),
    column('CT_BALANCE', 'balance:council-tax-arrears', 'fact', 'financial', 'may', 14, pence),
    column('CT_STAGE', 'stage:council-tax-arrears', 'fact', 'financial', 'may', 4, codeOf(REVENUES_STAGES)),
    column('HB_CLAIM', 'claimNumber', 'identity', 'financial', 'may', 20, sourceKey),
    column('HBO_BALANCE', 'balance:housing-benefit-overpayment', 'fact', 'financial', 'may', 14, pence),
    column('HBO_STAGE', 'stage:housing-benefit-overpayment', 'fact', 'financial', 'may', 4, codeOf(REVENUES_STAGES)),
    column('BENEFITS', 'benefits', 'fact', 'financial', 'may', 300, listOf(benefitOf(REVENUES_BENEFITS), 10)),
    column('BS_KIND', 'moratoriumKind', 'fact', 'financial', 'may', 3, codeOf(MORATORIUM_CODES)),
    column('BS_START', 'moratoriumStartsOn', 'fact', 'financial', 'may', 10, ukDate),
    column('BS_END', 'moratoriumEndsOn', 'fact', 'financial', 'may', 10, ukDate),
    column('CHILD_INFO', 'children', 'identity', 'educational', 'may', 200, words),
    column('HISTORY', 'history', 'fact', 'financial', 'may', 3_000, listOf(eventOf(REVENUES_EVENTS), 60)),
    column('NOTE_DATE', 'noteOn', 'words', 'financial', 'may', 10, ukDate),
    column('NOTE_BY', 'noteBy', 'words', 'financial', 'may', 60, words),
    column('NOTE', 'note', 'words', 'financial', 'may', 4_000, words),
  ],
}
