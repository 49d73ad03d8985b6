import { listOf, codeOf } from '../code/coded-value'
import { email, niNumber, phone, postcode, sourceKey, uprn } from '../code/identifiers'
import { personName } from '../code/names'
import { ukDate } from '../code/uk-date'
import { ward } from '../code/wards'
import { words } from '../code/words'
import { column, type Column } from './define-mapping'
import { SAFE_CONTACT_CODES, TEAM_CODES, YES_NO } from './shared-codes'

/**
 * The columns which the county's own systems share, because the county's data standard names them: who a row is about, where they live, how to reach
 * them. The districts' systems have names of their own for them.
 */
export const identityColumns = () => [
  column('FORENAMES', 'forenames', 'identity', 'personal', 'every', 80, personName),
  column('SURNAME', 'surname', 'identity', 'personal', 'every', 80, personName),
  column('DATE_OF_BIRTH', 'dateOfBirth', 'identity', 'personal', 'may', 10, ukDate),
]
export const niNumberColumn = () => column('NI_NUMBER', 'niNumber', 'identity', 'personal', 'may', 13, niNumber)

export const addressColumns = () => [
  column('ADDRESS_1', 'address1', 'identity', 'contact', 'main', 100, words),
  column('ADDRESS_2', 'address2', 'identity', 'contact', 'may', 100, words),
  column('TOWN', 'town', 'identity', 'contact', 'may', 60, words),
  column('POSTCODE', 'postcode', 'identity', 'contact', 'may', 9, postcode),
]
export const uprnColumn = () => column('UPRN', 'uprn', 'identity', 'contact', 'may', 12, uprn)
export const wardColumnOfHome = () => column('WARD', 'ward', 'fact', 'housing-situation', 'main', 5, ward)

export const reachColumns = () => [
  column('PHONE', 'phone', 'identity', 'contact', 'may', 20, phone),
  column('EMAIL', 'email', 'identity', 'contact', 'may', 120, email),
]

/** What must be known before anybody rings, and who works with the household. */
export const careColumns = () => [
  column('TEAM', 'team', 'fact', 'services', 'may', 2, codeOf(TEAM_CODES)),
  column('LAST_CONTACT', 'lastContactOn', 'fact', 'services', 'may', 10, ukDate),
  column('PROTECTED', 'isProtected', 'fact', 'personal-history', 'may', 1, codeOf(YES_NO)),
  column('SAFE_CONTACT', 'safeContact', 'fact', 'personal-history', 'may', 20, listOf(codeOf(SAFE_CONTACT_CODES), 5)),
]

export const noteColumns = (category: 'financial' | 'services' | 'personal-history' | 'housing-situation') => [
  column('NOTE_DATE', 'noteOn', 'words', category, 'may', 10, ukDate),
  column('NOTE_BY', 'noteBy', 'words', category, 'may', 60, words),
  column('NOTE', 'note', 'words', category, 'may', 4_000, words),
]

/** The columns with one that every main row must fill, where the source means nothing without it. */
export const required = <S extends string>(columns: ReadonlyArray<Column<S>>, slot: NoInfer<S>): ReadonlyArray<Column<S>> =>
  columns.map((each) => (each.slot === slot ? { ...each, need: 'main' } : each))

export const recordColumns = (record: string, person: string) => [
  column(record, 'recordKey', 'identity', 'personal', 'every', 20, sourceKey),
  column(person, 'personKey', 'identity', 'personal', 'every', 24, sourceKey),
  column('MAIN', 'isMain', 'fact', 'social-relationships', 'every', 1, codeOf(YES_NO)),
]
/** `category`: what the source's rows are, because a date alone says that somebody is in it. */
export const extractDate = (category: 'services' | 'financial' | 'educational' | 'open-data') => column('EXTRACT_DATE', 'asAt', 'fact', category, 'every', 10, ukDate)
