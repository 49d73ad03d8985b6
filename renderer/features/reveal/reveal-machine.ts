import { assertNever } from '../../../shared/errors/assert-never'
import type { ShownProblem } from '../../bridge/problem-of'

/** Covered this long, the clear details are dropped from memory (design §4 step 7). */
export const DROP_AFTER_COVERED_MS = 30_000

/** What a grant allows, on the window's monotonic clock (ms). */
export interface GrantTimes {
  readonly openUntil: number
  readonly showForMs: number
}

export type MaskedBecause = 'by-hand' | 'blurred' | 'time' | 'left' | 'not-recorded'

/** Where a reveal stands. Clear details exist in `shown` and `covered` only, and are seen in `shown` only. */
export type RevealPhase<Grant extends GrantTimes, Details> =
  | { readonly phase: 'none' }
  | { readonly phase: 'asking' }
  | { readonly phase: 'shown'; readonly grant: Grant; readonly details: Details; readonly until: number; readonly isPainted: boolean }
  | { readonly phase: 'covered'; readonly grant: Grant; readonly details: Details; readonly until: number; readonly isPainted: boolean; readonly since: number }
  | { readonly phase: 'masked'; readonly grant: Grant; readonly because: MaskedBecause; readonly problem: ShownProblem | null }
  | { readonly phase: 'recording'; readonly grant: Grant }
  | { readonly phase: 'over' }

export interface RevealState<Grant extends GrantTimes, Details> {
  readonly isFocused: boolean
  readonly at: RevealPhase<Grant, Details>
}

export type RevealEvent<Grant extends GrantTimes, Details> =
  | { readonly type: 'asked' }
  | { readonly type: 'refused' }
  | { readonly type: 'granted'; readonly grant: Grant; readonly details: Details; readonly now: number }
  | { readonly type: 'painted' }
  /** The record of a showing was refused: what is not recorded is not shown. */
  | { readonly type: 'record-refused'; readonly problem: ShownProblem; readonly now: number }
  | { readonly type: 'blurred'; readonly now: number }
  | { readonly type: 'focused'; readonly now: number }
  | { readonly type: 'ticked'; readonly now: number }
  | { readonly type: 're-masked'; readonly because: MaskedBecause; readonly now: number }
  | { readonly type: 'show-again-asked'; readonly now: number }
  /** `displayed-again` is durable and the answer was opened once more. */
  | { readonly type: 'show-again-recorded'; readonly details: Details; readonly now: number }
  | { readonly type: 'closed' }

export const NOTHING_REVEALED = { isFocused: true, at: { phase: 'none' } } as const

/** The next state of a reveal: pure, with time as an input, so that every order of events can be tested. */
export function reduceReveal<Grant extends GrantTimes, Details>(
  state: RevealState<Grant, Details>, event: RevealEvent<Grant, Details>,
): RevealState<Grant, Details> {
  const { at, isFocused } = state
  const go = (next: RevealPhase<Grant, Details>): RevealState<Grant, Details> => ({ isFocused, at: next })
  switch (event.type) {
    case 'asked': return go({ phase: 'asking' })
    case 'refused': return at.phase === 'asking' ? go({ phase: 'none' }) : state
    case 'granted': return at.phase === 'asking' ? go(display(event.grant, event.details, event.now, isFocused, false)) : state
    case 'painted': return at.phase === 'shown' ? go({ ...at, isPainted: true }) : state
    case 'record-refused':
      return hasGrant(at) ? go(masked(at.grant, 'not-recorded', event.now, event.problem)) : state
    case 'blurred':
      return { isFocused: false, at: at.phase === 'shown' ? { ...at, phase: 'covered', since: event.now } : at }
    case 'focused': return { isFocused: true, at: uncovered(atTime(at, event.now)) }
    case 'ticked': {
      const next = atTime(at, event.now)
      return next === at ? state : go(next)
    }
    case 're-masked':
      // Left while it is asked for: there is nowhere to show it. By hand, an asking goes on.
      if (at.phase === 'asking') return event.because === 'left' ? go({ phase: 'none' }) : state
      return hasDetails(at) || at.phase === 'recording' ? go(masked(at.grant, event.because, event.now)) : state
    case 'show-again-asked': {
      const now = atTime(at, event.now)
      return now.phase === 'masked' ? go({ phase: 'recording', grant: now.grant }) : go(now)
    }
    case 'show-again-recorded':
      if (at.phase !== 'recording') return state
      return go(event.now < at.grant.openUntil ? display(at.grant, event.details, event.now, isFocused, true) : { phase: 'over' })
    case 'closed': return go({ phase: 'none' })
    default: return assertNever(event)
  }
}

/** What may be on the screen now; null in every state but `shown`. */
export const visibleDetails = <Grant extends GrantTimes, Details>({ at }: RevealState<Grant, Details>): Details | null =>
  at.phase === 'shown' ? at.details : null

export const hasDetails = <Grant extends GrantTimes, Details>(at: RevealPhase<Grant, Details>) => at.phase === 'shown' || at.phase === 'covered'

/** Is there a grant that may still be used? */
export const hasGrant = <Grant extends GrantTimes, Details>(at: RevealPhase<Grant, Details>) =>
  at.phase === 'shown' || at.phase === 'covered' || at.phase === 'masked' || at.phase === 'recording'

function display<Grant extends GrantTimes, Details>(grant: Grant, details: Details, now: number, isFocused: boolean, isPainted: boolean): RevealPhase<Grant, Details> {
  const shown = { grant, details, until: now + grant.showForMs, isPainted }
  return isFocused ? { phase: 'shown', ...shown } : { phase: 'covered', ...shown, since: now }
}

const masked = <Grant extends GrantTimes, Details>(
  grant: Grant, because: MaskedBecause, now: number, problem: ShownProblem | null = null,
): RevealPhase<Grant, Details> => (now < grant.openUntil || problem !== null ? { phase: 'masked', grant, because, problem } : { phase: 'over' })

/** What time alone does. */
function atTime<Grant extends GrantTimes, Details>(at: RevealPhase<Grant, Details>, now: number): RevealPhase<Grant, Details> {
  if (at.phase === 'covered' && now - at.since >= DROP_AFTER_COVERED_MS) return masked(at.grant, 'blurred', now)
  if ((at.phase === 'shown' || at.phase === 'covered') && now >= at.until) return masked(at.grant, 'time', now)
  return at.phase === 'masked' && now >= at.grant.openUntil ? { phase: 'over' } : at
}

const uncovered = <Grant extends GrantTimes, Details>(at: RevealPhase<Grant, Details>): RevealPhase<Grant, Details> =>
  at.phase === 'covered' ? { phase: 'shown', grant: at.grant, details: at.details, until: at.until, isPainted: at.isPainted } : at
