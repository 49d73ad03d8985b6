import type { CHRONOLOGY_EVENTS, MEMBER_ROLES } from '../../../shared/model/codes'
import type { Debt } from '../../../shared/model/household'
import { codeOf, listOf } from '../code/coded-value'
import { eventOf } from '../code/dated-code'
import { sourceKey } from '../code/identifiers'
import { pence } from '../code/money'
import { ukDate } from '../code/uk-date'
import { column, type Mapping } from './define-mapping'
import { addressColumns, careColumns, extractDate, identityColumns, niNumberColumn, noteColumns, reachColumns, recordColumns, uprnColumn, wardColumnOfHome } from './person-columns'
import { MORATORIUM_CODES } from './revenues-and-benefits'

export const DEBTOR_ROLES: Readonly<Record<string, keyof typeof MEMBER_ROLES>> = { D: 'account-holder', J: 'partner', O: 'other' }
export const DEBT_STAGES: Readonly<Record<string, Debt['stage']>> = {
  NONE: 'none', REM: 'reminder', FIN: 'final-notice', CLM: 'summons', JUD: 'liability-order', EA: 'enforcement-agent', ARR: 'arrangement', BRK: 'arrangement-broken', WO: 'written-off',
}
export const DEBT_EVENTS: Readonly<Record<string, keyof typeof CHRONOLOGY_EVENTS>> = {
  INV: 'invoice-raised', MISS: 'payment-missed', PAY: 'payment-received', REM: 'reminder-sent', CLM: 'summons-issued', EA: 'enforcement-started', ARR: 'arrangement-agreed',
  BRK: 'arrangement-broken', BSS: 'breathing-space-started', BSE: 'breathing-space-ended', CM: 'contact-made', CT: 'contact-tried',
}

/**
 * Debt management: what the council is owed outside council tax and rent; one row a person of a debtor account, comma separated, quoted. Charges
 * for care stand here and not in the extract of adult social care, so that nothing is counted twice.
 */
export const debtManagement: Mapping = {
  subject: 'person', source: 'debt-management', words: 'Corporate debt system', delimiter: ',', isQuoted: true, accountWords: 'Debtor account', claimWords: null, numberKind: null,
  columns: [
    ...recordColumns('DEBTOR_REF', 'PARTY_REF'),
    extractDate('financial'),
    column('PARTY_TYPE', 'role', 'fact', 'social-relationships', 'every', 3, codeOf(DEBTOR_ROLES)),
    ...identityColumns(), niNumberColumn(), ...addressColumns(), uprnColumn(), ...reachColumns(), wardColumnOfHome(), ...careColumns(),
    column('DEBTOR_ACCOUNT', 'accountNumber', 'identity', 'financial', 'may', 20, sourceKey),
    column('SUNDRY_BALANCE', 'balance:sundry-debt', 'fact', 'financial', 'may', 14, pence),
    column('SUNDRY_STAGE', 'stage:sundry-debt', 'fact', 'financial', 'may', 4, codeOf(DEBT_STAGES)),
    column('CARE_BALANCE', 'balance:social-care-charges', 'fact', 'financial', 'may', 14, pence),
    column('CARE_STAGE', 'stage:social-care-charges', 'fact', 'financial', 'may', 4, codeOf(DEBT_STAGES)),
    column('PARKING_BALANCE', 'balance:parking-penalty', 'fact', 'financial', 'may', 14, pence),
    column('PARKING_STAGE', 'stage:parking-penalty', 'fact', 'financial', 'may', 4, codeOf(DEBT_STAGES)),
    column('BS_KIND', 'moratoriumKind', 'fact', 'financial', 'may', 3, codeOf(MORATORIUM_CODES)),
    column('BS_START', 'moratoriumStartsOn', 'fact', 'financial', 'may', 10, ukDate),
    column('BS_END', 'moratoriumEndsOn', 'fact', 'financial', 'may', 10, ukDate),
    column('HISTORY', 'history', 'fact', 'financial', 'may', 3_000, listOf(eventOf(DEBT_EVENTS), 60)),
    ...noteColumns('financial'),
  ],
}
