import type { CHRONOLOGY_EVENTS } from '../../../shared/model/codes'
import type { EDUCATION_SETTINGS, QUALIFICATIONS } from '../../../shared/model/service-codes'
import { codeOf, listOf } from '../code/coded-value'
import { eventOf } from '../code/dated-code'
import { sourceKey } from '../code/identifiers'
import { wholeNumber } from '../code/numbers'
import { words } from '../code/words'
import { column, type Mapping } from './define-mapping'
import { addressColumns, extractDate, identityColumns, required, wardColumnOfHome } from './person-columns'
import { YES_NO } from './shared-codes'

export const SETTING_CODES: Readonly<Record<string, keyof typeof EDUCATION_SETTINGS>> = {
  ROLL: 'in-school', COLL: 'in-college', EHE: 'home-educated', CME: 'missing-education', NEET: 'not-in-education',
}
export const QUALIFICATION_CODES: Readonly<Record<string, keyof typeof QUALIFICATIONS>> = { NONE: 'none', ENT: 'entry-level', L1: 'level-1', L2: 'level-2', L3: 'level-3' }
export const SCHOOL_EVENTS: Readonly<Record<string, keyof typeof CHRONOLOGY_EVENTS>> = { JOI: 'school-started', LEA: 'school-left', SUS: 'school-suspension', EXC: 'school-exclusion' }

/**
 * School census: comma separated, quoted; one row a pupil by unique pupil number. It knows addresses as parents wrote them, and no UPRN; date of birth and postcode are
 * required, because without them a pupil could be joined to nobody and would be a household of their own.
 */
export const schoolCensus: Mapping = {
  subject: 'person', source: 'school-census', words: 'School census', delimiter: ',', isQuoted: true, accountWords: null, claimWords: null, numberKind: 'pupil-number',
  fixed: { isMain: true, role: 'dependant' },
  columns: [
    column('UPN', 'recordKey', 'identity', 'personal', 'every', 13, sourceKey),
    extractDate('educational'),
    ...required(identityColumns(), 'dateOfBirth'), ...required(addressColumns(), 'postcode'), wardColumnOfHome(),
    column('SCHOOL', 'children', 'identity', 'educational', 'may', 120, words),
    column('IN_EDUCATION', 'educationSetting', 'fact', 'educational', 'main', 4, codeOf(SETTING_CODES)),
    column('SESSIONS_POSSIBLE', 'sessionsPossible', 'fact', 'educational', 'may', 3, wholeNumber(1, 500)),
    column('SESSIONS_MISSED', 'sessionsMissed', 'fact', 'educational', 'may', 3, wholeNumber(0, 500)),
    column('SUSPENSIONS', 'suspensions', 'fact', 'educational', 'may', 2, wholeNumber(0, 99)),
    column('EXCLUDED', 'isExcluded', 'fact', 'educational', 'may', 1, codeOf(YES_NO)),
    column('ALTERNATIVE_PROVISION', 'isInAlternativeProvision', 'fact', 'educational', 'may', 1, codeOf(YES_NO)),
    column('QUALIFICATION', 'qualification', 'fact', 'educational', 'may', 4, codeOf(QUALIFICATION_CODES)),
    column('HISTORY', 'history', 'fact', 'educational', 'may', 1_000, listOf(eventOf(SCHOOL_EVENTS), 30)),
  ],
}
