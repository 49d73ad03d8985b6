import type { DecidedNot } from '../../../shared/ipc/reveal-contract'
import { Button } from '../../components/button'
import { formatInstant } from '../../components/dates'

interface DecidedNotListProps {
  readonly decided: ReadonlyArray<DecidedNot>
  readonly onOpen: (householdId: string) => void
}

/** When the officer did without. The log counts it; which household it was stays on this laptop. */
export function DecidedNotList({ decided, onOpen }: DecidedNotListProps) {
  if (decided.length === 0) return null
  return (
    <section aria-labelledby="decided-not-title" className="my-reveals__decided">
      <h2 className="govuk-heading-m" id="decided-not-title">Decided not to reveal</h2>
      <p className="govuk-body">The masked record was enough. Your supervisor sees how often, never for which household.</p>
      <ul className="my-reveals__decided-list">
        {decided.map(({ at, reference, householdId }) => <li key={at}>{formatInstant(at)} <Button kind="link" onClick={() => onOpen(householdId)}>{reference}</Button></li>)}
      </ul>
    </section>
  )
}
