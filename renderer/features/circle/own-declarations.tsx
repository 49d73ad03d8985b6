import { CIRCLE_KINDS, CIRCLE_STATES, type Declared } from '../../../shared/model/circle'
import { Button } from '../../components/button'
import { formatInstant } from '../../components/dates'
import { EmptyState } from '../../components/empty-state'
import { Tag } from '../../components/tag'

const TONES = { standing: 'good', 'withdrawal-asked': 'warn', 'withdrawal-declined': 'good', withdrawn: 'neutral' } as const

/** Where a declaration stands. */
export function DeclaredState({ state, changedAt }: Pick<Declared, 'state' | 'changedAt'>) {
  return <><Tag tone={TONES[state]}>{CIRCLE_STATES[state]}</Tag>{changedAt === null ? null : <><br /><span className="as-at">{formatInstant(changedAt)}</span></>}</>
}

interface OwnDeclarationsProps {
  readonly declarations: ReadonlyArray<Declared>
  readonly isBusy: boolean
  readonly onAsk: (declared: Declared) => void
}

/** The officer's own, newest first: how and when, not whom. */
export function OwnDeclarations({ declarations, isBusy, onAsk }: OwnDeclarationsProps) {
  if (declarations.length === 0)
    return <EmptyState title="You have declared nobody"><p>Declare your own household first, then family, friends and neighbours who live in the county.</p></EmptyState>
  const standing = declarations.filter(({ state }) => state !== 'withdrawn').length
  return (
    <section aria-labelledby="own-declarations">
      <h2 className="govuk-heading-s" id="own-declarations">Your declarations ({standing} {standing === 1 ? 'stands' : 'stand'})</h2>
      <table className="govuk-table table">
        <caption className="govuk-visually-hidden">Your declarations, newest first</caption>
        <thead className="govuk-table__head"><tr>{['How you know them', 'Declared', 'State', 'Withdraw'].map((head) => <th key={head} scope="col" className="govuk-table__header">{head}</th>)}</tr></thead>
        <tbody className="govuk-table__body">
          {declarations.map((declared) => (
            <tr key={declared.declarationId} className="govuk-table__row">
              <th scope="row" className="govuk-table__header circle__kind">{CIRCLE_KINDS[declared.kind]}</th>
              <td className="govuk-table__cell tabular">{formatInstant(declared.declaredAt)}</td>
              <td className="govuk-table__cell"><DeclaredState {...declared} /></td>
              <td className="govuk-table__cell">{declared.state === 'standing' ? <Button isSmall isDisabled={isBusy} label={`Ask to withdraw: ${CIRCLE_KINDS[declared.kind]}, declared ${formatInstant(declared.declaredAt)}`} onClick={() => onAsk(declared)}>Ask to withdraw</Button> : null}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
