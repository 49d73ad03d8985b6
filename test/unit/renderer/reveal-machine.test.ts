import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ERROR_CODES } from '../../../shared/errors/error-code'
import { DROP_AFTER_COVERED_MS, NOTHING_REVEALED, reduceReveal, visibleDetails, type GrantTimes, type RevealEvent, type RevealState } from '../../../renderer/features/reveal/reveal-machine'

type Details = { readonly secret: 'SENTINEL' }
type State = RevealState<GrantTimes, Details>
type Event = RevealEvent<GrantTimes, Details>

const details: Details = { secret: 'SENTINEL' }
const grant: GrantTimes = { openUntil: 600_000, showForMs: 240_000 }
const problem = { code: 'STORE_DISK_FULL' as const, ...ERROR_CODES.STORE_DISK_FULL, words: null }
const run = (events: ReadonlyArray<Event>, from: State = NOTHING_REVEALED) => events.reduce<State>(reduceReveal, from)
const holds = (state: State): boolean => JSON.stringify(state).includes('SENTINEL')

const granted: Event[] = [{ type: 'asked' }, { type: 'granted', grant, details, now: 0 }]

describe('The states of a reveal', () => {
  test('when the window loses focus, the details are covered at once and come back with it', () => {
    const covered = run([...granted, { type: 'blurred', now: 1_000 }])
    expect(visibleDetails(covered)).toBeNull()
    expect(visibleDetails(run([{ type: 'focused', now: 2_000 }], covered))).toBe(details)
  })

  test('when the window stays away for 30 seconds, the details are dropped from memory', () => {
    const before = run([...granted, { type: 'blurred', now: 0 }, { type: 'ticked', now: DROP_AFTER_COVERED_MS - 1 }])
    expect(holds(before)).toBe(true)
    expect(holds(run([{ type: 'ticked', now: DROP_AFTER_COVERED_MS }], before))).toBe(false)
    expect(holds(run([{ type: 'focused', now: DROP_AFTER_COVERED_MS }], before))).toBe(false)
  })

  test('when the time of a display is over, nothing of it is held, and the grant can still show again', () => {
    const over = run([...granted, { type: 'ticked', now: grant.showForMs }])
    expect(over.at.phase).toBe('masked')
    expect(holds(over)).toBe(false)
  })

  test('when the grant is over, show again is not offered any more', () => {
    const state = run([...granted, { type: 're-masked', because: 'by-hand', now: 10 }, { type: 'ticked', now: grant.openUntil }])
    expect(state.at.phase).toBe('over')
    expect(run([{ type: 'show-again-asked', now: grant.openUntil }], state).at.phase).toBe('over')
  })

  test('showing again needs its record first', () => {
    const masked = run([...granted, { type: 're-masked', because: 'by-hand', now: 10 }])
    expect(visibleDetails(run([{ type: 'show-again-recorded', details, now: 20 }], masked))).toBeNull()
    expect(visibleDetails(run([{ type: 'show-again-asked', now: 20 }, { type: 'show-again-recorded', details, now: 30 }], masked))).toBe(details)
  })

  test('a record that is refused shows nothing', () => {
    const recording = run([...granted, { type: 're-masked', because: 'by-hand', now: 10 }, { type: 'show-again-asked', now: 20 }])
    const refused = run([{ type: 'record-refused', problem, now: 30 }], recording)
    expect(refused.at.phase).toBe('masked')
    expect(holds(refused)).toBe(false)
    expect(holds(run([{ type: 'record-refused', problem, now: 30 }], run(granted)))).toBe(false)
  })

  test('details that arrive while the window is away are covered, not shown', () => {
    expect(run([{ type: 'asked' }, { type: 'blurred', now: 0 }, { type: 'granted', grant, details, now: 1 }]).at.phase).toBe('covered')
  })

  test('an answer that nobody waits for any more is not shown', () => {
    expect(holds(run([{ type: 'asked' }, { type: 'closed' }, { type: 'granted', grant, details, now: 1 }]))).toBe(false)
  })

  test('in any order of events, details are seen only while focused and within their time, and held only while shown or covered', () => {
    const kinds = fc.constantFrom('asked', 'refused', 'granted', 'painted', 'record-refused', 'blurred', 'focused', 'ticked', 're-masked', 'show-again-asked', 'show-again-recorded', 'closed')
    fc.assert(
      fc.property(fc.array(fc.tuple(kinds, fc.integer({ min: 0, max: 90_000 })), { maxLength: 40 }), (steps) => {
        let now = 0
        let state: State = NOTHING_REVEALED
        let shownAt = 0
        for (const [type, wait] of steps) {
          now += wait
          const event = { type, now, details, problem, because: 'by-hand', grant: { openUntil: now + grant.openUntil, showForMs: grant.showForMs } } as Event
          const before = state
          state = reduceReveal(reduceReveal(state, { type: 'ticked', now }), event)
          const isNew = holds(state) && !holds(before)
          if (isNew || type === 'show-again-recorded' || type === 'granted') shownAt = holds(state) ? ('until' in state.at ? state.at.until - grant.showForMs : shownAt) : shownAt
          if (visibleDetails(state) !== null && (!state.isFocused || now >= shownAt + grant.showForMs)) return false
          if (holds(state) !== (state.at.phase === 'shown' || state.at.phase === 'covered')) return false
          if (isNew && type !== 'granted' && type !== 'show-again-recorded') return false
          if (state.at.phase === 'covered' && now - state.at.since >= DROP_AFTER_COVERED_MS) return false
        }
        return true
      }),
      { numRuns: 2_000 },
    )
  })
})
