import { AGE_BANDS, MEMBER_ROLES } from '../../../shared/model/codes'
import type { PseudonymisedPerson } from '../../../shared/model/household'
import { Button } from '../../components/button'
import { domainWords } from '../../components/code-words'
import { MaskedValue } from '../../components/masked-value'
import { Tag } from '../../components/tag'

interface MembersProps {
  readonly members: ReadonlyArray<PseudonymisedPerson>
  readonly callerId: string | null
  readonly onReveal: (personId: PseudonymisedPerson['personId']) => void
}

/** Who lives here, masked by type: there is nothing in these rows that could be shown by mistake. */
export function Members({ members, callerId, onReveal }: MembersProps) {
  return (
    <section className="panel" aria-labelledby="members-title">
      <h2 className="panel__title" id="members-title">Household members</h2>
      <table className="govuk-table table">
        <thead className="govuk-table__head">
          <tr>{['Member', 'Name', 'Age', 'Known to', ''].map((head) => <th key={head} scope="col" className="govuk-table__header">{head === '' ? <span className="govuk-visually-hidden">Reveal</span> : head}</th>)}</tr>
        </thead>
        <tbody className="govuk-table__body">
          {members.map((member, index) => (
            <tr key={member.personId} className={member.personId === callerId ? 'member member--caller' : 'member'}>
              <th scope="row" className="govuk-table__header">{index + 1} · {MEMBER_ROLES[member.role]} {member.personId === callerId ? <Tag tone="info">Found</Tag> : null}</th>
              <td className="govuk-table__cell"><MaskedValue what="Name" /></td>
              <td className="govuk-table__cell">{AGE_BANDS[member.ageBand]}</td>
              <td className="govuk-table__cell">{domainWords(member.knownTo)}</td>
              <td className="govuk-table__cell member__action">
                <Button isSmall onClick={() => onReveal(member.personId)} label={`Reveal member ${index + 1}, ${MEMBER_ROLES[member.role]}`}>Reveal</Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
