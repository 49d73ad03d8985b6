import { useState } from 'react'
import { DISTRICTS } from '../../../shared/model/codes'
import type { ListedHousehold, UnreadHousehold } from '../../../shared/ipc/contact-list-contract'
import { casement } from '../../bridge/casement-client'
import { problemOf, type ShownProblem } from '../../bridge/problem-of'
import { Button } from '../../components/button'
import { ProblemNotice } from '../../components/problem-notice'
import { peopleWords, UNREAD_WORDS } from '../../components/request-words'
import { Tag } from '../../components/tag'
import { TextField } from '../../components/text-field'
import { householdsWords } from './list-words'

interface ChosenHouseholdsProps {
  readonly households: ReadonlyArray<ListedHousehold>
  /** Chosen too, and nothing can be said of them. */
  readonly unread: ReadonlyArray<UnreadHousehold>
  readonly error: string | null
  readonly onAdd: (householdId: ListedHousehold['householdId']) => void
  readonly onRemove: (householdId: ListedHousehold['householdId']) => void
}

/** The households of a list that is being made, each with its way out, and a way in by reference. */
export function ChosenHouseholds({ households, unread, error, onAdd, onRemove }: ChosenHouseholdsProps) {
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<ShownProblem | null>(null)
  const add = async () => {
    if (typed.trim() === '') return
    setProblem(null)
    try {
      const { householdId } = await casement.household.findByReference({ reference: typed })
      setTyped((now) => (now === typed ? '' : now)) // the next one may be typed already
      onAdd(householdId)
    } catch (failed) {
      setProblem(problemOf(failed))
    }
  }
  return (
    <section className="panel" aria-labelledby="chosen-title">
      <h2 className="panel__title" id="chosen-title">Households <span className="requests__count">{households.length + unread.length}</span></h2>
      {households.length + unread.length === 0 ? <p className="govuk-body">None yet. Choose them in the worklist, or add them by reference.</p> : (
        <ul className="chosen-homes" aria-label={`${householdsWords(households.length + unread.length)} chosen`}>
          {households.map((home) => (
            <li key={home.householdId} className="chosen-homes__home">
              <span className="reference">{home.reference}</span>
              <span className="chosen-homes__what">{home.ward}, {DISTRICTS[home.district]} · details of {home.people === home.memberCount ? peopleWords(home.people) : `${home.people} of ${peopleWords(home.memberCount)}`}</span>
              {home.isProtected ? <Tag tone="bad">Protected: not in a list</Tag> : null}
              <Button kind="link" label={`Take ${home.reference} out`} onClick={() => onRemove(home.householdId)}>Take out</Button>
            </li>
          ))}
          {unread.map(({ householdId, code }) => (
            <li key={householdId} className="chosen-homes__home">
              <span className="chosen-homes__what">{UNREAD_WORDS[code]}</span>
              <Button kind="link" label="Take out what cannot be shown" onClick={() => onRemove(householdId)}>Take out</Button>
            </li>
          ))}
        </ul>
      )}
      {problem === null ? null : <ProblemNotice problem={problem} />}
      <form className="list-form__add" noValidate autoComplete="off" onSubmit={(event) => { event.preventDefault(); void add() }}>
        <TextField id="list-reference" label="Add by reference" width={10} maxLength={20} value={typed} onChange={setTyped} error={error} />
        <Button type="submit" isSmall>Add</Button>
      </form>
    </section>
  )
}
