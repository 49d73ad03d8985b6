import { sourceKey } from '../code/identifiers'
import { eventOn } from '../code/dated-service'
import { column, type Mapping } from './define-mapping'
import { addressColumns, extractDate, identityColumns, required, uprnColumn, wardColumnOfHome } from './person-columns'

/**
 * Electoral register: separated by upright bars, never quoted; one row an elector, without those who are registered anonymously. The date of birth comes
 * from the application and is required: without it an elector cannot be told from a namesake at the same address.
 */
export const electoralRegister: Mapping = {
  subject: 'person', source: 'electoral-register', words: 'Electoral management system', delimiter: '|', isQuoted: false, accountWords: null, claimWords: null, numberKind: 'elector-number',
  fixed: { isMain: true, role: 'other' },
  columns: [
    column('ELECTOR_NUMBER', 'recordKey', 'identity', 'personal', 'every', 20, sourceKey),
    extractDate('open-data'),
    ...required(identityColumns(), 'dateOfBirth'),
    ...addressColumns(), uprnColumn(), wardColumnOfHome(),
    column('REGISTERED', 'history', 'fact', 'open-data', 'may', 10, eventOn('elector-registered')),
  ],
}
