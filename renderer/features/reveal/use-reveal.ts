import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react'
import type { FieldGroup } from '../../../shared/model/codes'
import type { RevealedDetails } from '../../../shared/model/identity'
import type { Granted } from '../../../shared/ipc/reveal-contract'
import { casement } from '../../bridge/casement-client'
import { subscribe } from '../../bridge/subscribe'
import { problemOf, type ShownProblem } from '../../bridge/problem-of'
import { copyText, hashText } from './copy-text'
import { hasDetails, hasGrant, NOTHING_REVEALED, reduceReveal, visibleDetails, type MaskedBecause, type RevealEvent, type RevealState } from './reveal-machine'
import { RequestMaker, type PreparedRequest, type Statement } from './reveal-request'
import { useFocusCover } from './use-focus-cover'
import { openSealed, openWithContentKey, type WindowKey } from './window-key'

const TICK_MS = 250

/** A grant with what opens it: the sealed answer, and the key that never leaves this window. */
export interface HeldGrant {
  readonly granted: Granted
  readonly key: WindowKey
  readonly openUntil: number
  readonly showForMs: number
  readonly statement: Statement
}
/** The one place of the clear details. Emptied at once when they are dropped, whatever else still points at it. */
interface Holder { details: RevealedDetails | null }

type State = RevealState<HeldGrant, Holder>
type Event = RevealEvent<HeldGrant, Holder>
const reducer: (state: State, event: Event) => State = reduceReveal

const record = (requestId: string, event: 'shown' | 'not-shown' | 'displayed-again' | 're-masked' | 'copied', fieldGroup: FieldGroup | null = null) =>
  casement.reveal.record({ requestId, event, fieldGroup })

/** A permit's showing is in the ledger before its key comes here: the window records no first showing of it, nor that there was none. */
const isRecorded = ({ contentKey }: Granted): boolean => contentKey !== undefined
const openAnswer = (answer: Granted, key: WindowKey): Promise<RevealedDetails> =>
  answer.contentKey === undefined ? openSealed(answer.sealed, key, answer) : openWithContentKey(answer.sealed, answer.contentKey, key, answer)

/** How a prepared statement is asked: by itself, or under an approval. */
export type Ask = (prepared: PreparedRequest) => ReturnType<typeof casement.reveal.request>
const askForReveal: Ask = ({ request }) => casement.reveal.request(request)

/** One reveal of this window, from the statement to the moment it is over. */
export function useReveal() {
  const [state, dispatch] = useReducer(reducer, NOTHING_REVEALED)
  const [problem, setProblem] = useState<ShownProblem | null>(null)
  const [approval, setApproval] = useState<string | null>(null)
  const [notice, setNotice] = useState('')
  const [now, setNow] = useState(() => performance.now())
  const maker = useRef(new RequestMaker())
  const { at } = state
  const phase = useRef(at.phase)
  useEffect(() => { phase.current = at.phase }, [at.phase])
  /** Counts what was asked for and what was left: a late answer to anything but the latest is not shown. */
  const turn = useRef(0)
  const held = hasGrant(at) ? at.grant : null
  const holder = hasDetails(at) ? at.details : null
  const isPainted = hasDetails(at) && at.isPainted

  useFocusCover((isFocused) => dispatch({ type: isFocused ? 'focused' : 'blurred', now: performance.now() }))

  useEffect(() => subscribe('access:state-changed', ({ phase }) => { if (phase !== 'unlocked') dispatch({ type: 'closed' }) }), [])

  const isTicking = held !== null
  useEffect(() => {
    if (!isTicking) return undefined
    const timer = setInterval(() => {
      setNow(performance.now())
      dispatch({ type: 'ticked', now: performance.now() })
    }, TICK_MS)
    return () => clearInterval(timer)
  }, [isTicking])

  // A display that ends: its holder is emptied, and what happened on the screen is recorded.
  const display = useRef<{ holder: Holder; requestId: string; isPainted: boolean } | null>(null)
  useEffect(() => {
    const before = display.current
    if (before !== null && before.holder !== holder) {
      before.holder.details = null
      record(before.requestId, before.isPainted ? 're-masked' : 'not-shown').catch(() => undefined) // nothing is shown any more either way
      setNotice('')
    }
    display.current = holder === null || held === null ? null : { holder, requestId: held.granted.requestId, isPainted: isPainted || isRecorded(held.granted) }
  }, [holder, held, isPainted])

  // Painted for the first time: two frames later it is really on the screen, and that is recorded.
  const isFirstPaint = at.phase === 'shown' && !at.isPainted
  const requestId = held?.granted.requestId ?? null
  const isInLedger = held !== null && isRecorded(held.granted)
  useEffect(() => {
    if (!isFirstPaint || requestId === null) return undefined
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        dispatch({ type: 'painted' })
        if (isInLedger) return
        record(requestId, 'shown').catch((error: unknown) => dispatch({ type: 'record-refused', problem: problemOf(error), now: performance.now() }))
      })
    })
    return () => cancelAnimationFrame(frame)
  }, [isFirstPaint, requestId, isInLedger])

  const request = useCallback(async (statement: Statement, ask: Ask = askForReveal): Promise<boolean> => {
    setProblem(null)
    setApproval(null)
    phase.current = 'asking'
    turn.current += 1
    const mine = turn.current
    /** Locked or left meanwhile, or something else was asked for: there is nowhere to show it, nor to say what is wrong with it. */
    const isOver = () => phase.current !== 'asking' || turn.current !== mine
    dispatch({ type: 'asked' })
    try {
      const preparing = maker.current.prepare(statement)
      const prepared = preparing instanceof Promise ? await preparing : preparing
      const { key } = prepared
      const answer = await ask(prepared)
      if (turn.current === mine) maker.current.ended(null)
      if (answer.outcome === 'needs-approval') {
        if (isOver()) return false
        setApproval(answer.words)
        dispatch({ type: 'refused' })
        return false
      }
      const answeredAt = performance.now()
      const noteNotShown = () => (isRecorded(answer) ? Promise.resolve() : record(answer.requestId, 'not-shown').then(() => undefined, () => undefined))
      if (isOver()) { // nor is it opened
        await noteNotShown()
        return false
      }
      const details = await openAnswer(answer, key).catch(async (error: unknown) => {
        await noteNotShown()
        throw error
      })
      if (isOver()) {
        await noteNotShown()
        return false
      }
      const grant: HeldGrant = { granted: answer, key, statement, openUntil: answeredAt + answer.openForMs, showForMs: answer.showForMs }
      setNow(performance.now())
      dispatch({ type: 'granted', grant, details: { details }, now: performance.now() })
      return true
    } catch (error) {
      const shown = problemOf(error)
      if (turn.current === mine) maker.current.ended(shown.code)
      if (isOver()) return false
      setProblem(shown)
      dispatch({ type: 'refused' })
      return false
    }
  }, [])

  const showAgain = useCallback(async () => {
    if (at.phase !== 'masked') return
    const { grant } = at
    turn.current += 1
    const mine = turn.current
    dispatch({ type: 'show-again-asked', now: performance.now() })
    try {
      await record(grant.granted.requestId, 'displayed-again')
      if (turn.current !== mine) return
      const details = await openAnswer(grant.granted, grant.key)
      if (turn.current !== mine) return
      setNow(performance.now())
      dispatch({ type: 'show-again-recorded', details: { details }, now: performance.now() })
    } catch (error) {
      if (turn.current !== mine) return
      const shown = problemOf(error)
      if (shown.code === 'REVEAL_GRANT_EXPIRED') setProblem(shown)
      dispatch(shown.code === 'REVEAL_GRANT_EXPIRED' ? { type: 'closed' } : { type: 'record-refused', problem: shown, now: performance.now() })
    }
  }, [at])

  /** Records the copy, has the clipboard watched, then copies; a refusal of either copies nothing. */
  const copy = useCallback(async (group: FieldGroup, label: string, value: string) => {
    if (requestId === null) return
    try {
      await record(requestId, 'copied', group)
      // Watched before it is there: a text that nobody watches would stay on the clipboard.
      await casement.reveal.watchClipboard({ textHash: await hashText(value) })
      if (display.current?.requestId !== requestId) return // masked meanwhile
      if (!copyText(value)) return setNotice('Nothing was copied: the system did not allow it.')
      setNotice(`${label} copied. The clipboard is cleared in 30 seconds.`)
    } catch (error) {
      const shown = problemOf(error)
      setNotice(`Nothing was copied. ${shown.means}`)
    }
  }, [requestId])

  const remask = useCallback((because: MaskedBecause = 'by-hand') => {
    if (because === 'left') turn.current += 1
    dispatch({ type: 're-masked', because, now: performance.now() })
  }, [])
  const close = useCallback(() => {
    turn.current += 1
    setProblem(null)
    setApproval(null)
    dispatch({ type: 'closed' })
  }, [])
  /** A new statement begins. */
  const forget = useCallback(() => {
    setProblem(null)
    setApproval(null)
    maker.current.getReady().catch(() => undefined) // then it is made when it is needed, and says what is wrong
  }, [])

  return useMemo(
    () => ({ state, held, details: visibleDetails(state)?.details ?? null, now, problem, approval, notice, request, showAgain, remask, close, copy, forget }),
    [state, held, now, problem, approval, notice, request, showAgain, remask, close, copy, forget],
  )
}
export type Reveal = ReturnType<typeof useReveal>
