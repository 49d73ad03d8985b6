import type { CHRONOLOGY_EVENTS, MEMBER_ROLES } from '../../../shared/model/codes'
import { codeOf, listOf } from '../code/coded-value'
import { eventOf } from '../code/dated-code'
import { serviceOf, type ReadService } from '../code/dated-service'
import { words } from '../code/words'
import { column, type Mapping } from './define-mapping'
import { addressColumns, careColumns, extractDate, identityColumns, niNumberColumn, noteColumns, reachColumns, recordColumns, uprnColumn, wardColumnOfHome } from './person-columns'

export const CASE_ROLES: Readonly<Record<string, keyof typeof MEMBER_ROLES>> = { CH: 'dependant', SIB: 'dependant', PAR: 'other', CAR: 'carer', YA: 'other' }
/** How far children's services are involved, coarsely: which plan there is stands in the vault. */
export const INVOLVEMENT: Readonly<Record<string, ReadService['kind']>> = { EH: 'early-help', SW: 'childrens-social-work', CL: 'care-leaver-support' }
/** The plan or status in words for the vault's group `children` (Children Act 1989 ss. 17, 20, 47; 2004 s. 66). */
export const CHILD_PLANS: Readonly<Record<string, string>> = {
  EH: 'Early help plan', CIN: 'Child in need (s17)', CP: 'Child protection plan (s47)', LAC: 'Looked-after child', CL: 'Care leaver, pathway plan', PF: 'Private fostering arrangement',
}
export const CASE_EVENTS: Readonly<Record<string, keyof typeof CHRONOLOGY_EVENTS>> = {
  OPN: 'childrens-services-started', CLS: 'childrens-services-ended', CM: 'contact-made', CT: 'contact-tried', MJ: 'member-joined', ML: 'member-left',
}

/** Children's social care: comma separated, quoted; a record is a child's (or care leaver's) case with those who live at the same address. */
export const childrensSocialCare: Mapping = {
  subject: 'person', source: 'childrens-social-care', words: "Children's social care case system", delimiter: ',', isQuoted: true, accountWords: null, claimWords: null, numberKind: 'child-reference',
  columns: [
    ...recordColumns('CHILD_REF', 'PERSON_REF'),
    extractDate('services'),
    column('ROLE', 'role', 'fact', 'social-relationships', 'every', 3, codeOf(CASE_ROLES)),
    ...identityColumns(), niNumberColumn(), ...addressColumns(), uprnColumn(), ...reachColumns(), wardColumnOfHome(), ...careColumns(),
    column('INVOLVEMENT', 'services', 'fact', 'services', 'may', 200, listOf(serviceOf(INVOLVEMENT), 5)),
    column('PLAN', 'childPlan', 'words', 'personal-history', 'may', 3, codeOf(CHILD_PLANS)),
    column('CHILD_DETAIL', 'children', 'words', 'personal-history', 'may', 200, words),
    column('HISTORY', 'history', 'fact', 'personal-history', 'may', 2_000, listOf(eventOf(CASE_EVENTS), 40)),
    ...noteColumns('personal-history'),
  ],
}
