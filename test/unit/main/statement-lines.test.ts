import { describe, expect, it } from 'vitest'
import { ActSchema, type Act } from '../../../shared/api/oversight-api'
import { lineOf } from '../../../main/domain/statement-lines'

const ID = '0193a000-0000-7000-8000-000000000001'
const AT = '2026-11-26T10:00:01.000Z'
const actor = {
  officerId: 'amara.okafor',
  displayName: 'Amara Okafor',
  role: 'officer',
  team: 'outreach',
  district: 'thanet',
}
const look = (more: Record<string, unknown>) => ({
  entry: { epoch: 'fakeepoch1', index: 3 },
  kind: 'reveal',
  at: AT,
  actor,
  requestId: ID,
  reference: null,
  purpose: { code: 'debt-advice', version: 2 },
  fieldGroups: ['identity'],
  people: 1,
  reason: 'Agreeing a payment arrangement with the caller',
  relationship: null,
  knownRelationship: null,
  linked: null,
  authority: null,
  isEmergency: false,
  outcome: 'not-shown',
  words: null,
  displays: 0,
  copies: 0,
  criteria: [],
  event: null,
  fieldGroup: null,
  isFlagged: false,
  ...more,
})
const reported = (event: string) => look({ kind: 'device-event', purpose: null, fieldGroups: [], reason: null, event })
const act = (more: Record<string, unknown>, events: readonly string[] = []): Act =>
  ActSchema.parse({ act: 'reveal', look: look(more), events: events.map(reported), led: null })
const outcomeOf = (of: Act) => lineOf(of, () => 'Debt advice').outcome

describe('a line of a statement', () => {
  it('was shown when a laptop reported so, whatever the hub makes of it', () => {
    for (const outcome of ['not-shown', 'not-reported', 'forbidden', 'shown'])
      expect(outcomeOf(act({ outcome }, ['not-shown', 'shown']))).toBe('shown')
    expect(
      lineOf(act({ displays: 9, copies: 9 }, ['shown', 'displayed-again', 'copied', 're-masked']), () => null),
    ).toMatchObject({ displays: 2, copies: 1 })
    expect(outcomeOf(act({ outcome: 'shown', displays: 1 })), 'the hub alone cannot say so').toBe('not-reported')
  })

  it.each([
    ['forbidden', 'refused'],
    ['capped', 'limited'],
    ['needs-approval', 'held'],
    ['not-shown', 'not-shown'],
    ['not-reported', 'not-reported'],
  ])('%s is told as %s', (outcome, told) => {
    expect(outcomeOf(act({ outcome }))).toBe(told)
  })

  it.each([
    [{ kind: 'list', households: 4, outcome: 'needs-approval' }, 'listed'],
    [{ kind: 'decision', purpose: null, outcome: 'approve' }, 'approved'],
    [{ kind: 'decision', purpose: null, outcome: 'narrow' }, 'approved-for-less'],
    [{ kind: 'decision', purpose: null, outcome: 'decline' }, 'declined'],
  ])('of a list or a decision says what it was: %o', (more, told) => {
    expect(outcomeOf(act(more))).toBe(told)
  })

  it('has no name and none of the officer’s words, and says whether there were any', () => {
    const line = lineOf(
      act({ linked: 'Prevention duty since 3 November 2026', isEmergency: true }),
      () => 'Debt advice',
    )
    expect(JSON.stringify(line)).not.toMatch(/amara|Okafor|Agreeing|Prevention/)
    expect(line).toMatchObject({ isReasonRecorded: true, isEmergency: true, why: { code: 'debt-advice', version: 2 } })
    expect(lineOf(act({ reason: null }), () => null).isReasonRecorded).toBe(false)
    expect(lineOf(act({ kind: 'decision', purpose: null, outcome: 'approve' }), () => null).isReasonRecorded).toBeNull()
  })

  it('of an opening has its own outcome, and no purpose, since none is asked for', () => {
    const opening = ActSchema.parse({ act: 'opening', opening: { at: AT, actor }, led: null })
    expect(lineOf(opening, () => null)).toMatchObject({
      outcome: 'record-opened',
      why: null,
      isReasonRecorded: null,
      fieldGroups: [],
    })
  })
})
