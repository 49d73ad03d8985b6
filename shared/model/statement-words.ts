import { RECORD_WORDS, RESIDENT_GROUPS, STATEMENT_OUTCOMES, type StatementLine, type StatementSubject } from './access-statement'
import { AGE_BANDS, DISTRICTS, MEMBER_ROLES, ROLES, TEAMS } from './codes'

type Line = Omit<StatementLine, 'evidence'>

const NUMBER = new Intl.NumberFormat('en-GB')
const times = (n: number): string => (n === 2 ? 'twice' : `${NUMBER.format(n)} times`)

/** The lines of a statement in the words that the resident reads: the same on the lead's screen and on paper. */
export const whoWords = ({ role, team, district }: Line): readonly string[] =>
  [role === null ? 'Role not recorded' : ROLES[role], team === null ? null : `${TEAMS[team]} team`, district === null ? null : DISTRICTS[district]].filter((part) => part !== null)

export function whyWords({ why, outcome }: Line): string {
  if (why !== null) return why.words
  switch (outcome) {
    case 'record-opened': return 'To work on your household’s record'
    case 'approved': case 'approved-for-less': case 'declined': return 'A colleague had asked to see details'
    default: return 'Not recorded'
  }
}

export const reasonWords = ({ isReasonRecorded }: Line): string | null =>
  isReasonRecorded === null ? null : isReasonRecorded ? 'The officer wrote down their reason' : 'The officer’s own words are no longer kept'

export const kindWords = ({ fieldGroups, outcome }: Line): readonly string[] =>
  fieldGroups.length > 0 ? fieldGroups.map((group) => RESIDENT_GROUPS[group]) : [outcome === 'record-opened' ? RECORD_WORDS : 'None']

export function shownWords({ outcome, displays, copies, isEmergency }: Line): string {
  const words = outcome === 'shown' && displays > 1 ? `${STATEMENT_OUTCOMES.shown}, ${times(displays)}` : STATEMENT_OUTCOMES[outcome]
  const copied = copies === 0 ? '' : ` ${copies === 1 ? 'One detail was' : `${NUMBER.format(copies)} details were`} copied.`
  return `${isEmergency ? 'Emergency access. ' : ''}${words}.${copied}`
}

export const subjectWords = (subject: StatementSubject): string => (subject === null ? 'Everybody in the household' : `${MEMBER_ROLES[subject.role]}, age ${AGE_BANDS[subject.ageBand].toLowerCase()}`)
