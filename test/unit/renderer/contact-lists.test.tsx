import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { listErrors, emptyListForm } from '../../../renderer/features/contact-lists/list-form-state'
import { hoursToChoose, listDecideErrors, listDecideForm, listDecisionOf } from '../../../renderer/features/contact-lists/list-decide-form'
import { isOpenItem, itemWords, nextOpen, progressOf, progressWords } from '../../../renderer/features/contact-lists/list-words'
import { membersOf } from '../../../shared/model/contact-list'
import { listStateNow } from '../../../shared/model/list-state'
import { makeList, makeListToDecide } from './support/fake-lists'
import { makeHousehold } from './support/household-factory'
import { emptyPlan } from '../../../renderer/features/visits/plan-form-state'
import { renderApp } from './support/render-app'

const TODAY = '2026-11-26'
const homes = Array.from({ length: 6 }, (_, n) => ({ ...makeHousehold(n, TODAY), isProtected: false }))

describe('what a list says', () => {
  test('progress counts what was done and passed over, of what can be worked', () => {
    const { items } = makeList(homes.slice(0, 4))
    const done = { step: 'done' as const, skipReason: null, at: `${TODAY}T10:00:00.000Z` }
    const worked = items.map((item, i) => (i === 0 ? { ...item, step: done } : i === 1 ? { ...item, step: { ...done, step: 'skipped' as const, skipReason: 'not-now' as const } } : i === 2 ? { ...item, standing: 'protected' as const } : item))
    expect(progressOf(worked)).toEqual({ done: 1, skipped: 1, shut: 1, total: 4 })
    expect(progressWords(progressOf(worked))).toBe('2 of 3 worked through: 1 done, 1 passed over, 1 cannot be opened')
    expect(worked.map(isOpenItem)).toEqual([false, false, false, true])
    expect(nextOpen(worked, 3)).toBe(3)
    expect(nextOpen(worked, 0)).toBe(3)
    expect(nextOpen(worked.map((item) => ({ ...item, step: done })), 0)).toBeNull()
    expect(worked.map((item) => itemWords(item).words)).toEqual(['Done', 'Passed over: not now: later today', 'Protected since: ask for it alone', 'To do'])
  })

  test('without signal a list still runs out', () => {
    const list = makeList(homes)
    expect(listStateNow(list, Date.parse(list.approved?.workUntil ?? '') - 1)).toBe('approved')
    expect(listStateNow(list, Date.parse(list.approved?.workUntil ?? ''))).toBe('expired')
    expect(listStateNow({ ...list, state: 'waiting' }, Date.parse(list.expiresAt))).toBe('expired')
  })

  test('the contactable members are account holders, tenants and partners of age, or the first', () => {
    const member = (personId: string, role: 'tenant' | 'dependant' | 'other', ageBand: '35-44' | '16-17') => ({ kind: 'pseudonymised' as const, personId: personId.repeat(32) as never, role, ageBand, knownTo: [] })
    const household = [member('a', 'dependant', '16-17'), member('b', 'tenant', '35-44'), member('c', 'tenant', '16-17')]
    expect(membersOf(household, 'contactable')).toEqual(['b'.repeat(32)])
    expect(membersOf(household, 'all')).toHaveLength(3)
    expect(membersOf([member('d', 'other', '35-44'), member('e', 'dependant', '16-17')], 'contactable')).toEqual(['d'.repeat(32)])
  })

  test('a list that cannot be is said so before it is sent', () => {
    const described = homes.slice(0, 2).map(({ householdId, reference, ward, district, members }) => ({ householdId, reference, ward: ward.name, district, people: 1, memberCount: members.length, isProtected: false }))
    const form = { ...emptyListForm(described.map(({ householdId }) => householdId)), purpose: 'own-contact', fieldGroups: ['contact' as const] }
    expect(listErrors(form, described, null)).toEqual([])
    expect(listErrors({ ...form, householdIds: form.householdIds.slice(0, 1) }, described, null)[0]?.message).toContain('2 households or more')
    expect(listErrors(form, described.map((home) => ({ ...home, isProtected: true })), null)[0]?.message).toContain('a protected record cannot be in a contact list')
    expect(listErrors(form, [described[0]!, { ...described[1]!, district: 'dover' }], null)[0]?.message).toContain('one district')
  })

  test('narrowed is less and something; declined is nothing and says why', () => {
    const list = makeListToDecide(homes.slice(0, 3))
    const form = listDecideForm(list)
    expect(listDecideErrors(form, 'narrow', list).map(({ fieldId }) => fieldId)).toEqual(['list-groups'])
    expect(listDecideErrors({ ...form, items: form.items.slice(1) }, 'narrow', list)).toEqual([])
    expect(listDecideErrors({ ...form, items: [] }, 'narrow', list).map(({ fieldId }) => fieldId)).toEqual(['list-homes'])
    expect(listDecideErrors(form, 'decline', list).map(({ fieldId }) => fieldId)).toEqual(['list-words'])
    expect(listDecisionOf({ ...form, words: 'Write to them instead' }, 'decline', list)).toMatchObject({ fieldGroups: [], items: [], openForMinutes: 0, workForHours: 0, words: 'Write to them instead' })
    expect(listDecisionOf({ ...form, items: [] }, 'approve', list).items).toHaveLength(3)
  })

  test('a pack is not approved for so short that it would be over before its outing begins', () => {
    const now = Date.parse(`${TODAY}T16:00:00.000Z`)
    const pack = { ...makeListToDecide(homes.slice(0, 3)), workForHours: 48, outing: { from: '2026-11-26T19:00:00.000Z', until: '2026-11-26T23:00:00.000Z', windowMinutes: 60 } }
    expect(hoursToChoose(pack, now)).toEqual([48, 8, 4])
    expect(hoursToChoose({ ...pack, outing: null }, now)).toEqual([48, 8, 4, 2])
  })
})

describe('in the window', () => {
  test('chosen by the space bar, the households become a list that asks with one purpose and reason', async () => {
    const fake = renderApp((bridge) => { for (const household of bridge.households) Object.assign(household, { isProtected: false, district: 'canterbury' }) })
    const grid = await screen.findByRole('grid', { name: 'Households' })
    for (const key of [' ', 'ArrowDown', ' ', 'ArrowDown', ' ', ' ']) fireEvent.keyDown(grid, { key })
    await screen.findByText('2 chosen')
    fireEvent.click(screen.getByRole('button', { name: 'Make a contact list' }))
    await screen.findByRole('heading', { name: 'Make a contact list' })
    fireEvent.click(await screen.findByLabelText('Debt advice'))
    fireEvent.change(screen.getByLabelText('Reason, in your own words'), { target: { value: 'Telling them that the payment plan ends next week' } })
    fireEvent.click(screen.getByRole('button', { name: 'Ask for approval' }))
    await screen.findByRole('heading', { name: 'Contact lists' })
    expect(fake.requestsOf('contactList.ask')).toMatchObject([{ purpose: 'debt-advice', whom: 'contactable', reason: 'Telling them that the payment plan ends next week' }])
    expect((fake.requestsOf('contactList.ask')[0] as { householdIds: string[] }).householdIds).toHaveLength(2)
  })

  test('offline, what was chosen and written is kept, and it says so', async () => {
    const fake = renderApp((bridge) => {
      for (const household of bridge.households) Object.assign(household, { isProtected: false, district: 'canterbury' })
      bridge.failing.set('contactList.ask', 'APPROVAL_OFFLINE')
      bridge.drafts.set('contact-list:new', JSON.stringify({ ...emptyListForm(bridge.households.slice(0, 2).map(({ householdId }) => householdId)), purpose: 'debt-advice', fieldGroups: ['contact'], reason: 'Telling them that the payment plan ends next week' }))
    })
    fireEvent.click(await screen.findByRole('button', { name: 'Contact lists' }))
    fireEvent.click((await screen.findAllByRole('button', { name: 'Make a contact list' }))[0]!)
    await screen.findByRole('list', { name: '2 households chosen' })
    fireEvent.click(await screen.findByRole('button', { name: 'Ask for approval' }))
    await screen.findByText(/Your list and your words are kept on this laptop until you send them with a connection/)
    expect(fake.drafts.has('contact-list:new')).toBe(true)
  })

  test('visits that were asked for are not asked for twice when the emergency permits beside them were not', async () => {
    const fake = renderApp((bridge) => {
      const at = bridge.households.findIndex(({ isProtected }) => !isProtected)
      bridge.drafts.set('visit-pack:new', JSON.stringify({ ...emptyPlan(Date.now()), visits: [{ householdId: bridge.households[at]!.householdId, reason: 'To agree the plan at home', keptWords: null }], purpose: 'home-visit', fieldGroups: ['address'], emergency: 'safeguarding-adult' }))
    })
    let letGo = () => undefined as void
    fake.held.set('household.removeDraft', new Promise<void>((resolve) => { letGo = resolve }))
    fireEvent.click(await screen.findByRole('button', { name: 'Visits' }))
    fireEvent.click((await screen.findAllByRole('button', { name: 'Plan visits' }))[0]!)
    await screen.findByLabelText(/^Why you visit [A-Z0-9]/)
    await screen.findByText(/^“/)
    fireEvent.click(await screen.findByRole('button', { name: 'Ask for approval' }))
    await waitFor(() => expect(fake.requestsOf('household.removeDraft')).toHaveLength(1))
    fake.failing.set('visitPack.ask', 'APPROVAL_OFFLINE')
    letGo()
    await screen.findByText('The visits were asked for; the emergency permits were not.')
    expect([fake.drafts.has('visit-pack:new'), screen.queryByRole('button', { name: 'Ask for approval' })]).toEqual([false, null])
    fake.failing.clear()
    fireEvent.click(screen.getByRole('button', { name: 'Ask for the emergency permits again' }))
    await waitFor(() => expect(screen.queryByRole('heading', { name: 'Plan visits' })).toBeNull())
    const [visits, lost, again] = fake.requestsOf('visitPack.ask') as { requestId: string; pack: string | null; purpose: string }[]
    expect([visits?.pack, visits?.purpose, lost?.pack, lost?.purpose]).toEqual([null, 'home-visit', visits?.requestId, 'safeguarding-adult'])
    expect(again).toEqual(lost)
    expect(fake.requestsOf('visitPack.ask')).toHaveLength(3)
  })

  test('what is written while a household is looked up stays when it has been found: in a list and in a plan of visits', async () => {
    const fake = renderApp((bridge) => {
      const [first, second] = bridge.households.map(({ householdId }) => householdId)
      bridge.drafts.set('contact-list:new', JSON.stringify(emptyListForm([first!])))
      bridge.drafts.set('visit-pack:new', JSON.stringify({ ...emptyPlan(Date.now()), visits: [{ householdId: second!, reason: '', keptWords: null }] }))
    })
    const lookedUp = async (field: HTMLElement, written: () => HTMLElement) => {
      let letGo = () => undefined as void
      fake.held.set('household.findByReference', new Promise<void>((resolve) => { letGo = resolve }))
      fireEvent.change(field, { target: { value: fake.households[2]?.reference } })
      fireEvent.click(screen.getByRole('button', { name: 'Add' }))
      fireEvent.change(written(), { target: { value: 'To agree the plan at home' } })
      letGo()
      await screen.findByText(fake.households[2]?.reference ?? '')
      return screen.getByDisplayValue('To agree the plan at home')
    }
    fireEvent.click(await screen.findByRole('button', { name: 'Contact lists' }))
    fireEvent.click((await screen.findAllByRole('button', { name: 'Make a contact list' }))[0]!)
    await screen.findByText(fake.households[0]?.reference ?? '')
    expect(await lookedUp(screen.getByLabelText('Add by reference'), () => screen.getByLabelText('Reason, in your own words'))).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Visits' }))
    fireEvent.click((await screen.findAllByRole('button', { name: 'Plan visits' }))[0]!)
    const why = await screen.findByLabelText(`Why you visit ${fake.households[1]?.reference ?? ''}`)
    expect(await lookedUp(screen.getByLabelText('Add by reference'), () => why)).toBeTruthy()
  })

  test('a household that is gone since is said to be, can be taken out, and takes no other out of sight: in a list and in a plan of visits', async () => {
    const gone = 'e'.repeat(32)
    const fake = renderApp((bridge) => {
      const ids = [...bridge.households.slice(0, 2).map(({ householdId }) => householdId), gone as never]
      bridge.drafts.set('contact-list:new', JSON.stringify({ ...emptyListForm(ids), purpose: 'debt-advice', fieldGroups: ['contact'], reason: 'Telling them that the payment plan ends next week' }))
      bridge.drafts.set('visit-pack:new', JSON.stringify({ ...emptyPlan(Date.now()), visits: ids.map((householdId) => ({ householdId, reason: 'To agree the plan at home', keptWords: null })) }))
    })
    const ours = fake.households[0]?.reference ?? ''
    fireEvent.click(await screen.findByRole('button', { name: 'Contact lists' }))
    fireEvent.click((await screen.findAllByRole('button', { name: 'Make a contact list' }))[0]!)
    await screen.findByRole('list', { name: '3 households chosen' })
    expect([screen.getByText(ours), screen.getByText('No longer held: take it out')]).toHaveLength(2)
    fireEvent.click(await screen.findByRole('button', { name: 'Ask for approval' }))
    expect((await screen.findAllByText('Take out what is no longer held')).length).toBeGreaterThan(0)
    expect(fake.requestsOf('contactList.ask')).toEqual([])
    fireEvent.click(screen.getByRole('button', { name: 'Take out what cannot be shown' }))
    await screen.findByRole('list', { name: '2 households chosen' })
    fireEvent.click(screen.getByRole('button', { name: 'Visits' }))
    fireEvent.click((await screen.findAllByRole('button', { name: 'Plan visits' }))[0]!)
    await screen.findByText(ours)
    expect(screen.getByText('No longer held: take it out')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Take what cannot be shown out' }))
    await screen.findByRole('list', { name: '2 visits planned' })
  })

  test('nothing is asked of the vault before the officer confirms, and moving on drops what was shown', async () => {
    const fake = renderApp((bridge) => { bridge.lists.lists = [makeList(bridge.households.slice(0, 2))] })
    fireEvent.click(await screen.findByRole('button', { name: /^Contact lists/ }))
    fireEvent.click(await screen.findByRole('button', { name: /^Work through/ }))
    await screen.findByText('1 of 2')
    expect(fake.requestsOf('contactList.open')).toEqual([])
    const confirm = await screen.findByRole('button', { name: 'I confirm: show details' })
    await waitFor(() => expect((confirm as HTMLButtonElement).disabled).toBe(false))
    fireEvent.click(confirm)
    const shown = await screen.findByRole('region', { name: 'Revealed details' })
    await within(shown).findByText(/Sentinella0/)
    fireEvent.click(screen.getByRole('button', { name: 'Next ›' }))
    await screen.findByText('2 of 2')
    expect(screen.queryByText(/Sentinella0/)).toBeNull()
    expect(fake.requestsOf('contactList.open')).toHaveLength(1)
    fireEvent.click(screen.getByRole('button', { name: 'Pass over…' }))
    fireEvent.change(screen.getByLabelText('Why'), { target: { value: 'not-needed' } })
    fireEvent.click(screen.getByRole('button', { name: 'Pass over' }))
    await screen.findByText('1 of 2')
    expect(fake.requestsOf('contactList.setStep')).toMatchObject([{ step: 'skipped', skipReason: 'not-needed' }])
  })

  test('words of an outcome are still there when passing over was thought of and given up', async () => {
    renderApp((bridge) => { bridge.lists.lists = [makeList(bridge.households.slice(0, 2))] })
    fireEvent.click(await screen.findByRole('button', { name: /^Contact lists/ }))
    fireEvent.click(await screen.findByRole('button', { name: /^Work through/ }))
    fireEvent.click(await screen.findByRole('button', { name: 'Record the outcome' }))
    fireEvent.change(await screen.findByLabelText('Note (optional)'), { target: { value: 'Rang twice, no answer' } })
    fireEvent.click(screen.getByRole('button', { name: 'Pass over…' }))
    fireEvent.click(screen.getByRole('button', { name: 'Not now' }))
    fireEvent.click(screen.getByRole('button', { name: 'Record the outcome' }))
    expect((await screen.findByLabelText<HTMLTextAreaElement>('Note (optional)')).value).toBe('Rang twice, no answer')
  })
})
