import { useCallback, useEffect, useReducer, useState } from 'react'
import type { IdentifiedPerson } from '../../../shared/model/identity'
import { PRACTICE_PEOPLE } from '../../features/practice/practice-people'
import { hasGrant, NOTHING_REVEALED, reduceReveal, visibleDetails, type RevealEvent, type RevealState } from '../../features/reveal/reveal-machine'
import type { RevealForm, StatedPurpose } from '../../features/reveal/reveal-form-state'
import { useFocusCover } from '../../features/reveal/use-focus-cover'

const TICK_MS = 250

/** What stands in for a grant: the statement, and the same times that a real one has. */
export interface PracticeGrant {
  readonly openUntil: number
  readonly showForMs: number
  readonly purposeTitle: string
  readonly form: RevealForm
}
type Details = ReadonlyArray<IdentifiedPerson>
type State = RevealState<PracticeGrant, Details>
const reducer: (state: State, event: RevealEvent<PracticeGrant, Details>) => State = reduceReveal

/** The invented person, with the groups that were asked for and no other. */
function detailsOf({ persons, fieldGroups }: RevealForm): Details {
  return PRACTICE_PEOPLE.filter(({ personId }) => persons.includes(personId)).map((person) => ({
    ...person, details: Object.fromEntries(Object.entries(person.details).filter(([group]) => (fieldGroups as ReadonlyArray<string>).includes(group))),
  }))
}

/** A reveal by the real rule of showing, covering and masking, with nothing behind it: no grant, no vault, no entry, no call. */
export function usePracticeReveal() {
  const [state, dispatch] = useReducer(reducer, NOTHING_REVEALED)
  const [now, setNow] = useState(() => performance.now())
  const { at } = state
  useFocusCover((isFocused) => dispatch({ type: isFocused ? 'focused' : 'blurred', now: performance.now() }))
  const isTicking = hasGrant(at)
  useEffect(() => {
    if (!isTicking) return undefined
    const timer = setInterval(() => {
      setNow(performance.now())
      dispatch({ type: 'ticked', now: performance.now() })
    }, TICK_MS)
    return () => clearInterval(timer)
  }, [isTicking])

  const show = useCallback((form: RevealForm, purpose: StatedPurpose) => {
    const since = performance.now()
    setNow(since)
    dispatch({ type: 'asked' })
    const grant = { form, purposeTitle: purpose.title, openUntil: since + purpose.openForMinutes * 60_000, showForMs: purpose.showForSeconds * 1_000 }
    dispatch({ type: 'granted', grant, details: detailsOf(form), now: since })
  }, [])
  const showAgain = useCallback(() => {
    if (at.phase !== 'masked') return
    const since = performance.now()
    setNow(since)
    dispatch({ type: 'show-again-asked', now: since })
    dispatch({ type: 'show-again-recorded', details: detailsOf(at.grant.form), now: since })
  }, [at])
  const remask = useCallback(() => dispatch({ type: 're-masked', because: 'by-hand', now: performance.now() }), [])
  const close = useCallback(() => dispatch({ type: 'closed' }), [])
  return { at, now, people: visibleDetails(state), show, showAgain, remask, close }
}
export type PracticeRevealing = ReturnType<typeof usePracticeReveal>
