import { describe, expect, it } from 'vitest'
import type { ListedHousehold } from '../../../shared/ipc/contact-list-contract'
import { HouseholdIdSchema } from '../../../shared/model/ids'
import { householdContract } from '../../../shared/ipc/household-contract'
import { permitGroups, opensFrom } from '../../../shared/model/visit-pack'
import { packEnds } from '../../../renderer/features/visits/visit-words'
import { emptyPlan, instantOf, moveVisit, outingOfForm, parsePlanDraft, PLAN_DRAFT_KEY, planErrors, type PlanForm } from '../../../renderer/features/visits/plan-form-state'

const NOW = Date.parse('2026-11-27T10:00:00.000Z')
const homeOf = (n: number, change: Partial<ListedHousehold> = {}): ListedHousehold => ({
  householdId: HouseholdIdSchema.parse(String(n).repeat(32).slice(0, 32)), reference: 'K7M-2QX-4', ward: 'Heron', district: 'canterbury', people: 1, memberCount: 2, isProtected: false, ...change,
})
const visitTo = ({ householdId }: ListedHousehold) => ({ householdId, reason: 'To agree the plan', keptWords: null })
const plan = (change: Partial<PlanForm> = {}): PlanForm => ({ ...emptyPlan(NOW), visits: [homeOf(1), homeOf(2)].map(visitTo), purpose: 'home-visit', fieldGroups: ['address'], ...change })
const messages = (form: PlanForm, homes: ListedHousehold[] = [homeOf(1), homeOf(2)], reasons = new Map<string, string>()) => planErrors(form, homes, reasons, NOW).map(({ message }) => message)

describe('the plan of an outing', () => {
  it('is for tomorrow by day unless somebody says otherwise, and nothing stands against it', () => {
    expect(outingOfForm(plan())).toEqual({ from: '2026-11-28T09:00:00.000Z', until: '2026-11-28T17:00:00.000Z', windowMinutes: 60 })
    expect(messages(plan())).toEqual([])
  })

  it('reads times as the clock in London shows them, in summer too, and goes on after midnight', () => {
    expect(instantOf({ day: '1', month: '7', year: '2026' }, '9.30')).toBe('2026-07-01T08:30:00.000Z')
    expect(instantOf({ day: '1', month: '12', year: '2026' }, '0930')).toBe('2026-12-01T09:30:00.000Z')
    for (const [day, time] of [['31', '9:00'], ['1', '25:00'], ['1', 'noon'], ['', '9:00'], ['x', '9:00']] as const) expect(instantOf({ day, month: '11', year: '2026' }, time)).toBeNull()
    expect(outingOfForm(plan({ from: '22:00', until: '02:00' }))).toMatchObject({ from: '2026-11-28T22:00:00.000Z', until: '2026-11-29T02:00:00.000Z' })
  })

  it.each([
    ['no visit', { visits: [] }, 'Add the households that you will visit'], ['more than twelve', { visits: Array.from({ length: 13 }, () => visitTo(homeOf(1))) }, 'A visit pack holds 12 visits at most: take 1 out'],
    ['too long', { from: '06:00', until: '19:00' }, 'An outing lasts 12 hours at most'], ['no time', { until: '' }, 'Enter the day of the outing and its times, such as 9:00 and 17:00'],
    ['over', { day: { day: '26', month: '11', year: '2026' } }, 'This outing is over already: choose a later one'], ['too far ahead', { day: { day: '1', month: '12', year: '2026' } }, 'An approval lasts two days: choose an earlier day, or plan this outing nearer to it'],
    ['over before its approval would be', { day: { day: '29', month: '11', year: '2026' } }, 'An approval lasts two days: choose an earlier day, or plan this outing nearer to it'],
    ['no purpose', { purpose: '' }, 'Choose the purpose'], ['no group', { fieldGroups: [] }, 'Choose what you need to see'],
  ] as const)('%s is said', (_, change, message) => {
    expect(messages(plan(change as unknown as Partial<PlanForm>))).toEqual([message])
  })

  it('a protected record, a second district and a poor reason are said with the way out', () => {
    expect(messages(plan(), [homeOf(1, { isProtected: true }), homeOf(2)])).toEqual(['Take K7M-2QX-4 out: a protected record cannot be in a visit pack. Ask for its details alone'])
    expect(messages(plan(), [homeOf(1, { district: 'dover' }), homeOf(2)])).toEqual(['A visit pack is for households of one district: make a pack for each'])
    expect(messages(plan(), [homeOf(1), homeOf(2)], new Map([[homeOf(2).householdId, 'Say a little more']]))).toEqual(['Say a little more'])
  })

  it('a pack that was approved for less than its outing is said to end then', () => {
    const outing = { from: '2026-11-28T09:00:00.000Z', until: '2026-11-28T17:00:00.000Z', windowMinutes: 60 }
    expect(packEnds({ outing, approved: { fieldGroups: [], openForMinutes: 15, workUntil: '2026-11-28T12:00:00.000Z', decisions: [] } })).toBe('2026-11-28T12:00:00.000Z')
    expect(packEnds({ outing, approved: null })).toBe(outing.until)
  })

  it('a stop is moved earlier and later, and not beyond the ends', () => {
    const [a, b, c] = [visitTo(homeOf(1)), visitTo(homeOf(2)), visitTo(homeOf(3))]
    expect(moveVisit([a, b, c], 2, -1)).toEqual([a, c, b])
    expect(moveVisit([a, b, c], 0, 1)).toEqual([b, a, c])
    for (const [at, by] of [[0, -1], [2, 1], [9, 1]] as const) expect(moveVisit([a, b, c], at, by)).toEqual([a, b, c])
  })

  it('what was begun is read again, and another version’s draft is not', () => {
    expect(parsePlanDraft(JSON.parse(JSON.stringify(plan())))).toEqual(plan())
    expect(parsePlanDraft({ visits: 1 })).toBeNull()
  })

  it('the longest plan that can be written is kept, also with a date that is none', () => {
    const words = 'w'.repeat(500)
    const longest = plan({ visits: Array.from({ length: 100 }, () => ({ householdId: homeOf(1).householdId, reason: words, keptWords: words })), day: { day: 'Saturday 28 November 2026', month: '', year: '' } })
    const { value } = householdContract.saveDraft.request.parse({ key: PLAN_DRAFT_KEY, value: JSON.stringify(longest) })
    expect(parsePlanDraft(JSON.parse(value))).toEqual(longest)
  })
})

it('the address is a permit of its own and opens two hours before everything else', () => {
  const groups = ['identity', 'address', 'contact'] as const
  expect([permitGroups('travel', groups), permitGroups('door', groups), permitGroups('travel', ['identity'])]).toEqual([['address'], ['contact', 'identity'], []])
  const outing = { from: '2026-11-28T09:00:00.000Z' }
  expect([opensFrom('travel', outing), opensFrom('door', outing)].map((at) => new Date(at).toISOString())).toEqual(['2026-11-28T07:00:00.000Z', '2026-11-28T09:00:00.000Z'])
})
