import type { CHRONOLOGY_EVENTS, MEMBER_ROLES } from '../../../shared/model/codes'
import { codeOf, listOf } from '../code/coded-value'
import { eventOf } from '../code/dated-code'
import { serviceOf, type ReadService, type SituationKind } from '../code/dated-service'
import { sourceKey } from '../code/identifiers'
import { ukDate } from '../code/uk-date'
import { column, type Mapping } from './define-mapping'
import { addressColumns, careColumns, extractDate, identityColumns, niNumberColumn, noteColumns, reachColumns, recordColumns, uprnColumn, wardColumnOfHome } from './person-columns'

export const PLACEMENT_ROLES: Readonly<Record<string, keyof typeof MEMBER_ROLES>> = { TEN: 'tenant', PAR: 'partner', CH: 'dependant', OTH: 'other' }
export const SITUATION_CODES: Readonly<Record<string, SituationKind>> = {
  SUP: 'supported-housing', CHO: 'childrens-home', TA: 'temporary-accommodation', SOC: 'rented-social', PRIV: 'rented-private', SOFA: 'staying-with-others', NFA: 'no-fixed-address',
}
/** A refuge is supported accommodation like any other here, with a safe-contact warning: a code of its own would say why somebody lives there. */
export const SUPPORT_CODES: Readonly<Record<string, ReadService['kind']>> = { FS: 'floating-support', SA: 'supported-accommodation', CL: 'care-leaver-support' }
export const SUPPORT_EVENTS: Readonly<Record<string, keyof typeof CHRONOLOGY_EVENTS>> = {
  STA: 'support-started', END: 'support-ended', TAP: 'temporary-accommodation-placed', TAL: 'temporary-accommodation-left', CM: 'contact-made', CT: 'contact-tried',
}

/** Housing in the county's flavour: support and placements, not tenancies; comma separated, quoted; one row a person of a placement. Knows ASCH numbers. */
export const countyHousing: Mapping = {
  subject: 'person', source: 'county-housing', words: 'County housing support system', delimiter: ',', isQuoted: true, accountWords: null, claimWords: null, numberKind: null,
  columns: [
    ...recordColumns('PLACEMENT_REF', 'PERSON_REF'),
    extractDate('services'),
    column('ROLE', 'role', 'fact', 'social-relationships', 'every', 3, codeOf(PLACEMENT_ROLES)),
    ...identityColumns(), niNumberColumn(),
    column('ASCH_NUMBER', 'number:asch-number', 'identity', 'personal', 'may', 20, sourceKey),
    ...addressColumns(), uprnColumn(), ...reachColumns(), wardColumnOfHome(), ...careColumns(),
    column('SITUATION', 'housingSituation', 'fact', 'housing-situation', 'main', 4, codeOf(SITUATION_CODES)),
    column('SINCE', 'housedSince', 'fact', 'housing-situation', 'may', 10, ukDate),
    column('SUPPORT', 'services', 'fact', 'services', 'may', 200, listOf(serviceOf(SUPPORT_CODES), 5)),
    column('HISTORY', 'history', 'fact', 'housing-situation', 'may', 1_000, listOf(eventOf(SUPPORT_EVENTS), 30)),
    ...noteColumns('housing-situation'),
  ],
}
