import { FIELD_GROUPS } from '../../../shared/model/codes'
import type { HouseholdRecord } from '../../../shared/model/household'
import type { Relationship } from '../../../shared/model/relationship'
import { formatDuration } from '../../components/dates'
import { YOUR_RELATIONSHIP } from '../../components/relationship-words'
import { SummaryList } from '../../components/summary-list'
import { sortGroups, type RevealForm, type StatedPurpose } from './reveal-form-state'

interface RevealSummaryProps {
  readonly form: RevealForm
  readonly purpose: StatedPurpose | null
  readonly household: Pick<HouseholdRecord, 'isProtected'>
  readonly relationship: Relationship
  readonly isEmergency?: boolean
  /** That approval is needed was not known before it was asked for. */
  readonly isFound?: boolean
}

/** Before anything opens: what will, on which basis, for how long, and who else must agree. */
export function RevealSummary({ form, purpose, household, relationship, isEmergency = false, isFound = false }: RevealSummaryProps) {
  if (purpose === null) {
    return <aside className="reveal-summary" aria-label="What will open"><h3 className="reveal-summary__title">What will open</h3><p className="govuk-body">Nothing until you have stated a purpose and a reason. You will see here what opens, on which lawful basis, and for how long.</p></aside>
  }
  const people = `${form.persons.length} ${form.persons.length === 1 ? 'member' : 'members'}`
  const groups = sortGroups(form.fieldGroups).map((group) => FIELD_GROUPS[group])
  return (
    <aside className="reveal-summary" aria-label="What will open">
      <h3 className="reveal-summary__title">What will open</h3>
      <SummaryList
        rows={[
          ['You state', `“${purpose.wording}”`],
          ['Relationship', YOUR_RELATIONSHIP[relationship]],
          ['Case', form.linked === '' ? 'None linked' : form.linked],
          ['Opens', groups.length === 0 ? 'Nothing yet' : `${groups.join('; ')}, of ${people}`],
          ['Shown for', `${formatDuration(purpose.showForSeconds * 1_000)} at a time; again without a new reason within ${purpose.openForMinutes} minutes`],
          ['Lawful task', purpose.lawfulTask],
          ['Basis', [purpose.article6, purpose.article9].filter((part) => part !== null).join('; ')],
          ['Approval', isEmergency ? 'None: emergency access, reviewed afterwards by somebody else' : isFound ? 'Somebody else must approve first, as the service has said' : approvalWords(purpose, household.isProtected)],
        ]}
      />
      <p className="reveal-summary__log">This request, your reason and each showing are written to the access ledger before anything opens.</p>
    </aside>
  )
}

/** The hub's policy decides (rules `protected-record`, `purpose-needs-approval`); this says so before somebody asks. */
function approvalWords(purpose: StatedPurpose, isProtected: boolean): string {
  if (isProtected) return 'Two supervisors must approve first: this is a protected record'
  return purpose.approval === 'none' ? 'Not needed' : 'A supervisor must approve first'
}
