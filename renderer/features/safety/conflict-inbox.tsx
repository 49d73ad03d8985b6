import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Choice, ConflictItem } from '../../../shared/ipc/safety-contract'
import { casement } from '../../bridge/casement-client'
import { queryKeys } from '../../bridge/query-keys'
import { useColleagues } from '../../bridge/use-colleagues'
import { useConflicts } from '../../bridge/use-conflicts'
import { useSend } from '../../bridge/use-send'
import { Button } from '../../components/button'
import { formatInstant } from '../../components/dates'
import { ProblemNotice } from '../../components/problem-notice'
import { Tag } from '../../components/tag'

interface ConflictInboxProps {
  readonly onOpen: (householdId: string) => void
}

/** Two decided without knowing of each other: what both saw, what each decided, who and when, and what stands until somebody settles it. */
export function ConflictInbox({ onOpen }: ConflictInboxProps) {
  const client = useQueryClient()
  const { conflicts, isKnown, problem: unread } = useConflicts()
  const { nameOf } = useColleagues()
  const [said, setSaid] = useState('')
  const { isBusy, problem, send } = useSend()
  const title = useRef<HTMLHeadingElement>(null)
  const settle = async (item: ConflictItem, choice: Choice): Promise<void> => {
    setSaid('')
    await send(async () => {
      await casement.safety.settle({ id: item.id, choice, stands: item.stands })
      setSaid(`${item.about} of ${item.reference} is settled. Sent as soon as there is a connection.`)
      title.current?.focus() // what had the focus goes with the item
    })
    const changed = [queryKeys.conflicts, queryKeys.outbox, queryKeys.syncStatus, queryKeys.household(item.householdId), queryKeys.worklists]
    await Promise.all(changed.map((queryKey) => client.invalidateQueries({ queryKey })))
  }
  return (
    <section className="panel" aria-label="Conflict inbox">
      <h2 className="panel__title" ref={title} tabIndex={-1}>Conflict inbox</h2>
      {problem === null ? null : <ProblemNotice problem={problem} />}
      <p className="caseload__said" role="status">{said}</p>
      {unread === null ? null : <ProblemNotice problem={unread} />}
      {!isKnown && conflicts.length === 0 ? null : conflicts.length === 0 ? <p className="govuk-body">No two people have decided differently about the same thing.</p> : (
        <ul className="conflicts">
          {conflicts.map((item) => <Conflict key={item.id} item={item} nameOf={nameOf} isBusy={isBusy} onOpen={onOpen} onSettle={(choice) => void settle(item, choice)} />)}
        </ul>
      )}
    </section>
  )
}

interface ConflictProps {
  readonly item: ConflictItem
  readonly nameOf: (officerId: string) => string
  readonly isBusy: boolean
  readonly onOpen: (householdId: string) => void
  readonly onSettle: (choice: Choice) => void
}

function Conflict({ item, nameOf, isBusy, onOpen, onSettle }: ConflictProps) {
  const { about, reference, base, mine, theirs, stands, isSafety, choices } = item
  const [nameOfMine, nameOfTheirs] = [mine, theirs].map(({ by }) => (by === null ? 'The record' : nameOf(by)))
  const keeps: Readonly<Record<Choice, string>> = { mine: keepWords(nameOfMine ?? ''), theirs: keepWords(nameOfTheirs ?? ''), both: 'Keep both' }
  return (
    <li className="conflict">
      <div className="conflict__head">
        <h3 className="conflict__about">{about}</h3>
        <Button kind="link" onClick={() => onOpen(item.householdId)} label={`Open household ${reference}`}>{reference}</Button>
        {isSafety ? <Tag tone="warn">The more cautious stands</Tag> : <Tag tone="info">The first stands</Tag>}
      </div>
      <table className="govuk-table conflict__sides">
        <caption className="govuk-visually-hidden">{about} of {reference}</caption>
        <thead className="govuk-table__head">
          <tr className="govuk-table__row"><th scope="col" className="govuk-table__header">Who</th><th scope="col" className="govuk-table__header">What</th><th scope="col" className="govuk-table__header">When</th></tr>
        </thead>
        <tbody className="govuk-table__body">
          <Side who="Both saw" words={base} at={null} />
          <Side who={nameOfTheirs ?? ''} words={theirs.words} at={theirs.at} />
          <Side who={nameOfMine ?? ''} words={mine.words} at={mine.at} />
          <Side who="Stands now" words={stands} at={null} isStanding />
        </tbody>
      </table>
      <div className="conflict__choices">
        {choices.map((choice) => (
          <Button key={choice} isSmall kind={choice === choices.at(-1) && isSafety ? 'primary' : 'secondary'} isBusy={isBusy} onClick={() => onSettle(choice)} label={`${keeps[choice]}: ${about} of ${reference}`}>{keeps[choice]}</Button>
        ))}
      </div>
    </li>
  )
}

function Side({ who, words, at, isStanding = false }: { readonly who: string; readonly words: string; readonly at: string | null; readonly isStanding?: boolean }) {
  return (
    <tr className={`govuk-table__row${isStanding ? ' conflict__stands' : ''}`}>
      <th scope="row" className="govuk-table__header">{who}</th><td className="govuk-table__cell">{words}</td><td className="govuk-table__cell conflict__when">{at === null ? '' : formatInstant(at)}</td>
    </tr>
  )
}

const keepWords = (name: string): string => (name === 'You' ? 'Keep yours' : name === 'The record' ? 'Keep the record’s' : `Keep ${name}’s`)
