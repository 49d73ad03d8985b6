import { MEMBER_ROLES, type FieldGroup } from '../../../shared/model/codes'
import type { PseudonymisedPerson } from '../../../shared/model/household'
import type { IdentifiedPerson } from '../../../shared/model/identity'
import { groupOfDetail } from '../../../shared/model/new-details'
import { Button } from '../../components/button'
import { ReportedDetails, type OnWrong } from './reported-details'
import { revealedGroups } from './revealed-fields'
import type { Reveal } from './use-reveal'

interface RevealedPeopleProps {
  readonly people: ReadonlyArray<IdentifiedPerson>
  /** What was opened of each: where nothing is held, that is said. */
  readonly opened: ReadonlyArray<FieldGroup>
  readonly members: ReadonlyArray<PseudonymisedPerson>
  /** Who wrote a note, by name. */
  readonly nameOf: (officerId: string) => string
  readonly onCopy: Reveal['copy']
  /** Marks what an officer reported as wrong; null where that cannot be done. */
  readonly onWrong?: OnWrong | null
}

/** The identified details in clear. Only ever rendered in the shown state; not selectable, not draggable. */
export function RevealedPeople({ people, opened, members, nameOf, onCopy, onWrong = null }: RevealedPeopleProps) {
  return (
    <div className="revealed__people">
      {people.map((person) => {
        const index = members.findIndex(({ personId }) => personId === person.personId)
        const role = members[index]?.role
        const groups = revealedGroups(person.details, opened, nameOf)
        return (
          <section key={person.personId} className="revealed__person" aria-label={`Member ${index + 1}`}>
            <h3 className="revealed__member">{index + 1} · {role === undefined ? 'Member' : MEMBER_ROLES[role]}</h3>
            {groups.map(({ group, title, fields }) => (
              <dl key={group} className="revealed__group" aria-label={title}>
                {fields.length === 0 ? <div className="revealed__field"><dt>{title}</dt><dd className="revealed__none">{(person.reported ?? []).some(({ kind }) => groupOfDetail(kind) === group) ? 'Only what officers reported, below' : 'Nothing held'}</dd></div> : null}
                {fields.map(({ label, value, canCopy }, fieldIndex) => (
                  <div key={label + String(fieldIndex)} className="revealed__field">
                    <dt>{label}</dt>
                    <dd><span className="revealed__value" data-field={label}>{value}</span></dd>
                    {canCopy ? <dd className="revealed__copy"><Button kind="link" label={`Copy ${label.toLowerCase()} of member ${index + 1}`} onClick={() => void onCopy(group, label, value)}>Copy</Button></dd> : null}
                  </div>
                ))}
              </dl>
            ))}
            <ReportedDetails personId={person.personId} reported={person.reported ?? []} place={index + 1} onCopy={onCopy} onWrong={onWrong} />
          </section>
        )
      })}
    </div>
  )
}
