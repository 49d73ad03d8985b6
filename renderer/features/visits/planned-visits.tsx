import { useEffect, useRef, useState } from 'react'
import { DISTRICTS } from '../../../shared/model/codes'
import type { ListedHousehold, UnreadHousehold } from '../../../shared/ipc/contact-list-contract'
import { casement } from '../../bridge/casement-client'
import { problemOf, type ShownProblem } from '../../bridge/problem-of'
import { Button } from '../../components/button'
import { ProblemNotice } from '../../components/problem-notice'
import { peopleWords, UNREAD_WORDS } from '../../components/request-words'
import { Tag } from '../../components/tag'
import { TextField } from '../../components/text-field'
import { moveVisit, type PlannedVisit } from './plan-form-state'
import { visitsWords } from './visit-words'

interface PlannedVisitsProps {
  readonly visits: ReadonlyArray<PlannedVisit>
  readonly households: ReadonlyArray<ListedHousehold>
  /** Planned too, and nothing can be said of them. */
  readonly unread: ReadonlyArray<UnreadHousehold>
  readonly errorOf: (fieldId: string) => string | null
  readonly helpOf: (visit: PlannedVisit) => { readonly words: string; readonly isName: boolean }
  /** A change of the visits as they are by then. */
  readonly onChange: (change: (now: ReadonlyArray<PlannedVisit>) => PlannedVisit[]) => void
}

/** The stops in the order of the outing, each with its reason; moved by its buttons or by Alt with the arrow keys. */
export function PlannedVisits({ visits, households, unread, errorOf, helpOf, onChange }: PlannedVisitsProps) {
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<ShownProblem | null>(null)
  const [moved, setMoved] = useState('')
  const referenceOf = (householdId: string) => households.find((home) => home.householdId === householdId)?.reference ?? 'this household'
  const add = async () => {
    if (typed.trim() === '') return
    setProblem(null)
    try {
      const { householdId } = await casement.household.findByReference({ reference: typed })
      setTyped((now) => (now === typed ? '' : now)) // the next one may be typed already
      onChange((now) => (now.some((visit) => visit.householdId === householdId) ? [...now] : [...now, { householdId, reason: '', keptWords: null }]))
    } catch (failed) {
      setProblem(problemOf(failed))
    }
  }
  const move = (at: number, by: 1 | -1) => {
    const visit = visits[at]
    if (visit === undefined || at + by < 0 || at + by >= visits.length) return
    onChange((now) => moveVisit(now, at, by))
    setMoved(`${referenceOf(visit.householdId)} is stop ${at + by + 1} of ${visits.length} now`)
  }
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    const element = list.current
    if (element === null) return undefined
    const onKey = (event: KeyboardEvent) => {
      const stop = event.target instanceof HTMLElement ? event.target.closest('li') : null
      if (!event.altKey || stop === null || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
      event.preventDefault()
      move([...element.children].indexOf(stop), event.key === 'ArrowUp' ? -1 : 1)
    }
    element.addEventListener('keydown', onKey)
    return () => element.removeEventListener('keydown', onKey)
  })
  return (
    <section className="panel" aria-labelledby="planned-title">
      <h2 className="panel__title" id="planned-title">Stops, in order <span className="requests__count">{visits.length}</span></h2>
      {visits.length === 0 ? <p className="govuk-body">None yet. Choose them in the worklist, or add them by reference.</p> : (
        <ol ref={list} className="stops-plan" aria-label={`${visitsWords(visits.length)} planned`}>
          {visits.map((visit, at) => {
            const home = households.find(({ householdId }) => householdId === visit.householdId)
            const why = unread.find(({ householdId }) => householdId === visit.householdId)?.code
            const reference = home?.reference ?? (why === undefined ? '…' : 'what cannot be shown')
            const help = helpOf(visit)
            const set = (part: Partial<PlannedVisit>) => onChange((now) => now.map((each) => (each.householdId === visit.householdId ? { ...each, ...part } : each)))
            return (
              <li key={visit.householdId} className="stops-plan__stop">
                <div className="stops-plan__head">
                  <span className="stops-plan__nth">{at + 1}</span>{why === undefined ? <span className="reference">{reference}</span> : null}
                  <span className="stops-plan__what">{home === undefined ? (why === undefined ? '' : UNREAD_WORDS[why]) : `${home.ward}, ${DISTRICTS[home.district]} · details of ${peopleWords(home.people)}`}</span>
                  {home?.isProtected === true ? <Tag tone="bad">Protected: not in a pack</Tag> : null}
                  <Button kind="link" label={`Move ${reference} up`} isDisabled={at === 0} onClick={() => move(at, -1)}>↑ Earlier</Button>
                  <Button kind="link" label={`Move ${reference} down`} isDisabled={at === visits.length - 1} onClick={() => move(at, 1)}>↓ Later</Button>
                  <Button kind="link" label={`Take ${reference} out`} onClick={() => onChange((now) => now.filter(({ householdId }) => householdId !== visit.householdId))}>Take out</Button>
                </div>
                <TextField id={`visit-reason-${visit.householdId}`} label={`Why you visit ${reference}`} maxLength={500} value={visit.reason} onChange={(reason) => set({ reason })} error={errorOf(`visit-reason-${visit.householdId}`)} />
                {help.words === '' ? null : <p className="stops-plan__help">{help.words}{help.isName ? <> <Button kind="link" onClick={() => set({ keptWords: visit.reason })}>Keep my words</Button></> : null}</p>}
              </li>
            )
          })}
        </ol>
      )}
      <p className="govuk-visually-hidden" role="status">{moved}</p>
      {visits.length < 2 ? null : <p className="govuk-hint">Alt with ↑ or ↓ moves the stop that you are in.</p>}
      {problem === null ? null : <ProblemNotice problem={problem} />}
      <form className="list-form__add" noValidate autoComplete="off" onSubmit={(event) => { event.preventDefault(); void add() }}>
        <TextField id="plan-reference" label="Add by reference" width={10} maxLength={20} value={typed} onChange={setTyped} error={errorOf('plan-reference')} />
        <Button type="submit" isSmall>Add</Button>
      </form>
    </section>
  )
}
