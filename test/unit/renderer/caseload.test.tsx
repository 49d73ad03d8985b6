import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../../renderer/components/dates'
import { allocationWords } from '../../../renderer/features/caseload/caseload-words'
import { whatMayBeDone } from '../../../renderer/features/caseload/what-may-be-done'
import type { HouseholdRecord } from '../../../shared/model/household'
import type { Officer } from '../../../shared/model/officer'
import { makeHousehold } from './support/household-factory'
import type { FakeBridge } from './support/fake-bridge'
import { renderApp, TODAY } from './support/render-app'

const ME = 'amara.okafor'
const AT = '2026-11-24T10:30:00.000Z'
const allocation = { allocationId: '0192f000-0000-7000-8000-00000000eeee', officerId: ME, by: 'leila.haddad', at: AT, act: 'hand-over', note: 'leave' } as const
const referral = { referralId: '0192f000-0000-7000-8000-00000000ffff', at: AT, by: 'grace.adeyemi', from: { team: 'housing-options', district: 'canterbury' }, to: { team: 'income-and-debt', district: 'canterbury' }, reason: 'debt-advice', state: 'pending', decidedAt: null, decidedBy: null, declineReason: null } as const

async function open(with_: Partial<HouseholdRecord> = {}, prepare: (fake: FakeBridge) => void = () => undefined): Promise<FakeBridge> {
  const fake = renderApp((bridge) => {
    bridge.households.splice(1)
    bridge.households[0] = { ...(bridge.households[0] as HouseholdRecord), nextAction: null, ...with_ }
    prepare(bridge)
  })
  fireEvent.keyDown(await screen.findByRole('grid'), { key: 'Enter' })
  await screen.findByRole('heading', { name: /^Caseload/ })
  return fake
}
const acts = (fake: FakeBridge): unknown[] => fake.requestsOf('caseload.act').map((request) => (request as { act: unknown }).act)
const button = (name: string | RegExp) => screen.findByRole('button', { name })

describe('The views of the worklist', () => {
  test('an officer with a caseload starts there; each view is asked for by its own name, and chosen ones are remembered', async () => {
    const fake = renderApp((bridge) => { bridge.counts = { mine: 4, team: 9, 'due-today': 2, 'at-risk': 3, all: 12, referrals: 1 } })
    expect((await button(/^My caseload 4/)).getAttribute('aria-current')).toBe('true')
    fireEvent.click(await button(/^Due today 2/))
    await waitFor(() => expect(fake.requestsOf('household.listWorklist').at(-1)).toMatchObject({ view: 'due-today' }))
    fireEvent.keyDown(document.body, { key: '4' })
    await waitFor(() => expect(fake.requestsOf('household.listWorklist').at(-1)).toMatchObject({ view: 'at-risk' }))
    fireEvent.click(screen.getByRole('button', { name: 'Find' }))
    fireEvent.click(await button('Worklist'))
    expect((await button(/^At risk/)).getAttribute('aria-current')).toBe('true')
  })

  test('with an empty caseload the team’s list is shown, and why', async () => {
    const fake = renderApp((bridge) => { bridge.counts = { mine: 0, team: 12, 'due-today': 0, 'at-risk': 3, all: 12, referrals: 0 } })
    await screen.findByText(/Nothing is in your caseload yet/)
    expect(fake.requestsOf('household.listWorklist').at(-1)).toMatchObject({ view: 'team', sort: 'urgency' })
    fireEvent.click(await button(/^My caseload/))
    await waitFor(() => expect(screen.queryByText(/Nothing is in your caseload yet/)).toBeNull())
  })

  test('a supervisor starts at the team, unallocated first', async () => {
    const fake = renderApp((bridge) => { bridge.access = { ...bridge.access, officer: { ...(bridge.access.officer as Officer), role: 'supervisor' } } })
    await waitFor(() => expect(fake.requestsOf('household.listWorklist').at(-1)).toMatchObject({ view: 'team', sort: 'unallocated' }))
  })

  test('rows say whose they are and what is new', async () => {
    renderApp((bridge) => {
      bridge.households.splice(2)
      bridge.households[0] = { ...(bridge.households[0] as HouseholdRecord), allocatedOfficer: 'leila.haddad', allocation: { ...allocation, officerId: 'leila.haddad' } }
    })
    const grid = await screen.findByRole('grid')
    await within(grid).findByText('Leila Haddad')
    expect(within(grid).getByText('Nobody')).toBeTruthy()
  })
})

describe('The caseload of a household', () => {
  test('is taken by one key, and what may be done follows whose it is', async () => {
    const fake = await open()
    expect(screen.queryByRole('button', { name: 'Hand over…' })).toBeNull()
    fireEvent.keyDown(document.body, { key: 't' })
    await waitFor(() => expect(acts(fake)).toEqual([{ kind: 'claim' }]))
    await screen.findByText(/In your caseload\./)
  })

  test('is handed over to a colleague of the own team only, with a reason in coded words', async () => {
    const fake = await open({ allocatedOfficer: ME, allocation: { ...allocation, by: ME, act: 'claim', note: null } })
    fireEvent.keyDown(document.body, { key: 'h' })
    const dialog = await screen.findByRole('dialog')
    expect(within(dialog).getAllByRole('option').map((option) => option.textContent)).not.toContain('Grace Adeyemi')
    fireEvent.click(within(dialog).getByRole('button', { name: 'Hand over' }))
    expect(within(dialog).getAllByText('Choose a colleague')).toHaveLength(2)
    fireEvent.change(within(dialog).getByLabelText('Colleague'), { target: { value: 'leila.haddad' } })
    fireEvent.change(within(dialog).getByLabelText('Why (optional)'), { target: { value: 'workload' } })
    fireEvent.click(within(dialog).getByRole('button', { name: 'Hand over' }))
    await waitFor(() => expect(acts(fake)).toEqual([{ kind: 'hand-over', toOfficer: 'leila.haddad', note: 'workload' }]))
  })

  test('a next action needs what and when; done is one press', async () => {
    const fake = await open()
    fireEvent.keyDown(document.body, { key: 'n' })
    fireEvent.click(await button('Save next action'))
    expect(screen.getAllByText('Choose what is to be done')).toHaveLength(2)
    fireEvent.change(screen.getByLabelText('What is to be done'), { target: { value: 'visit' } })
    fireEvent.click(await button('Tomorrow'))
    fireEvent.click(await button('Save next action'))
    await waitFor(() => expect(acts(fake)).toEqual([{ kind: 'next-action', nextAction: { kind: 'visit', dueOn: addDays(TODAY, 1) }, baseAction: null }]))
    const other = await open({ nextAction: { kind: 'call-back', dueOn: addDays(TODAY, -3) }, nextActionOwner: 'leila.haddad' })
    expect(screen.getByText(/3 days overdue/)).toBeTruthy()
    expect(screen.getByText('For Leila Haddad')).toBeTruthy()
    fireEvent.click(await button('Next action is done'))
    await waitFor(() => expect(acts(other)).toEqual([{ kind: 'next-action', nextAction: null, baseAction: { kind: 'call-back', dueOn: addDays(TODAY, -3) } }]))
  })

  test('one that a colleague sets while the form is open is not said to have been seen', async () => {
    const fake = await open()
    fireEvent.keyDown(document.body, { key: 'n' })
    fireEvent.change(screen.getByLabelText('What is to be done'), { target: { value: 'visit' } })
    fireEvent.click(await button('Tomorrow'))
    fake.households[0] = { ...fake.households[0]!, nextAction: { kind: 'call-back', dueOn: addDays(TODAY, 2) }, nextActionOwner: 'leila.haddad' }
    const read = fake.requestsOf('household.get').length
    fake.emit('household:changed', { householdIds: [fake.households[0].householdId] })
    await waitFor(() => expect(fake.requestsOf('household.get').length).toBeGreaterThan(read))
    fireEvent.click(await button('Save next action'))
    await waitFor(() => expect(acts(fake)).toMatchObject([{ kind: 'next-action', baseAction: null }]))
  })

  test('its keys are not the second of two that go to another screen, also when they were switched off and on again here', async () => {
    await open({ allocatedOfficer: ME, allocation: { ...allocation, by: ME, act: 'claim', note: null } })
    fireEvent.keyDown(document.body, { key: '?' })
    const keys = await screen.findByRole('checkbox', { name: /Single keys are on/ })
    for (const isOn of [false, true]) {
      fireEvent.click(keys)
      await waitFor(() => expect((keys as HTMLInputElement).checked).toBe(isOn))
    }
    fireEvent.click(screen.getByRole('button', { name: 'Close' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    for (const key of ['g', 'h']) fireEvent.keyDown(document.body, { key })
    await waitFor(() => expect(document.title).toBe('Help – Casement'))
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  test('is referred to another team by district, team and reason', async () => {
    const fake = await open()
    fireEvent.click(await button('Refer to another team…'))
    const dialog = await screen.findByRole('dialog')
    fireEvent.click(within(dialog).getByRole('button', { name: 'Refer' }))
    expect(within(dialog).getAllByText('Choose the team to ask')).toHaveLength(2)
    fireEvent.change(within(dialog).getByLabelText('District'), { target: { value: 'thanet' } })
    fireEvent.change(within(dialog).getByLabelText('Team'), { target: { value: 'income-and-debt' } })
    fireEvent.change(within(dialog).getByLabelText('Why'), { target: { value: 'moved-district' } })
    fireEvent.click(within(dialog).getByRole('button', { name: 'Refer' }))
    await waitFor(() => expect(acts(fake)).toEqual([{ kind: 'refer', toTeam: 'income-and-debt', toDistrict: 'thanet', reason: 'moved-district' }]))
  })

  test('a referral to the own team is accepted or declined with a reason', async () => {
    const fake = await open({ allocatedTeam: 'housing-options', referral })
    expect(screen.getByText(/Referred to your team by Grace Adeyemi, Housing options, Canterbury/)).toBeTruthy()
    fireEvent.click(await button('Decline…'))
    const dialog = await screen.findByRole('dialog')
    fireEvent.click(within(dialog).getByRole('button', { name: 'Decline' }))
    expect(within(dialog).getByText('Choose a reason')).toBeTruthy()
    fireEvent.click(within(dialog).getByLabelText('No capacity at present'))
    fireEvent.click(within(dialog).getByRole('button', { name: 'Decline' }))
    await waitFor(() => expect(acts(fake)).toEqual([{ kind: 'decline-referral', referralId: referral.referralId, reason: 'no-capacity' }]))
  })

  test('what cannot be done is said where it was tried, and nothing is said to be done', async () => {
    const fake = await open({}, (bridge) => bridge.failing.set('caseload.act', 'CASELOAD_TAKEN'))
    fireEvent.click(await button('Take into my caseload'))
    await screen.findByText('Somebody else has this household in their caseload already.')
    expect(acts(fake)).toEqual([{ kind: 'claim' }])
    expect(screen.getByText('In nobody’s caseload')).toBeTruthy()
    expect(screen.queryByText(/In your caseload\./)).toBeNull()
  })

  test('a refusal is said in the dialog that asked, which stays until it is answered', async () => {
    const fake = await open()
    let letGo = () => undefined as void
    fake.held.set('caseload.act', new Promise<void>((resolve) => { letGo = resolve }))
    fireEvent.click(await button('Refer to another team…'))
    const dialog = await screen.findByRole('dialog')
    for (const [label, value] of [['District', 'thanet'], ['Team', 'income-and-debt'], ['Why', 'moved-district']] as const) fireEvent.change(within(dialog).getByLabelText(label), { target: { value } })
    fireEvent.click(within(dialog).getByRole('button', { name: 'Refer' }))
    for (const name of ['Cancel', 'Close']) fireEvent.click(within(dialog).getByRole('button', { name }))
    expect(screen.getByRole('dialog')).toBe(dialog)
    letGo()
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    fake.failing.set('caseload.act', 'CASELOAD_REFERRAL_PENDING')
    fireEvent.click(await button('Refer to another team…'))
    const again = await screen.findByRole('dialog')
    for (const [label, value] of [['District', 'thanet'], ['Team', 'income-and-debt'], ['Why', 'moved-district']] as const) fireEvent.change(within(again).getByLabelText(label), { target: { value } })
    fireEvent.click(within(again).getByRole('button', { name: 'Refer' }))
    expect((await within(again).findByRole('alert')).textContent).toContain('CASELOAD_REFERRAL_PENDING')
  })

  test('what was refused says what to do, and is put away from the sync page: an act for good, a contact so that it can be brought back; a record of a reveal never', async () => {
    const id = '0192f000-0000-7000-8000-00000000abcd'
    const fake = renderApp((bridge) => {
      const item = { householdId: null, reference: null, at: AT, state: 'needs-attention' as const }
      bridge.outbox.push({ ...item, id, kind: 'claim', code: 'CASELOAD_TAKEN', words: 'Take into my caseload needs attention' }, { ...item, id: '0192f000-0000-7000-8000-00000000abce', kind: 'contact-outcome', code: 'NOT_FOUND', words: 'Contact outcome needs attention' },
        { ...item, id: '0192f000-0000-7000-8000-00000000abcf', kind: 'device-event', code: 'SYNC_OPERATION_REFUSED', words: 'Record of a reveal needs attention' }, { ...item, id: '0192f000-0000-7000-8000-00000000abd0', kind: 'contact-outcome', state: 'put-away', code: 'NOT_FOUND', words: 'Contact outcome put away' })
    })
    fireEvent.click(await button('Sync'))
    await screen.findByText(/then put your own away/)
    expect(screen.getByText(/Find the household again and record this there/)).toBeTruthy()
    expect(screen.getByText(/the record is kept here/)).toBeTruthy()
    expect(screen.getAllByRole('button', { name: /^Put away/ })).toHaveLength(2)
    fireEvent.click(screen.getByRole('button', { name: /^Put away: Take into/ }))
    await waitFor(() => expect(fake.requestsOf('caseload.putAway')).toEqual([{ id }]))
    fireEvent.click(await button('Put away: Contact outcome needs attention'))
    await waitFor(() => expect(fake.requestsOf('sync.putAway')).toEqual([{ id: '0192f000-0000-7000-8000-00000000abce' }]))
    fireEvent.click(await button('Bring back: Contact outcome put away'))
    await waitFor(() => expect(fake.requestsOf('sync.bringBack')).toEqual([{ id: '0192f000-0000-7000-8000-00000000abd0' }]))
  })
})

describe('Referrals', () => {
  test('that cannot be read are not said to be none', async () => {
    renderApp((bridge) => { bridge.failing.set('caseload.listReferrals', 'STORE_CORRUPTED') })
    fireEvent.click(await button(/^Referrals/))
    await screen.findByText(/STORE_CORRUPTED/)
    for (const words of ['No other team waits for an answer of yours.', 'Your team waits for nobody’s answer.']) expect(screen.queryByText(words)).toBeNull()
  })

  test('that were declined and refused stay with their dialog', async () => {
    const item = { ...referral, householdId: makeHousehold(1, TODAY).householdId, byName: 'Grace Adeyemi', decidedByName: null, isWaiting: false }
    renderApp((bridge) => {
      bridge.referrals.push({ ...item, reference: bridge.households[1]?.reference ?? '' })
      bridge.failing.set('caseload.act', 'CASELOAD_REFERRAL_CLOSED')
    })
    fireEvent.click(await button(/^Referrals/))
    fireEvent.click(await button(/^Decline/))
    const dialog = await screen.findByRole('dialog')
    fireEvent.click(within(dialog).getByLabelText('No capacity at present'))
    fireEvent.click(within(dialog).getByRole('button', { name: 'Decline' }))
    expect((await within(dialog).findByRole('alert')).textContent).toContain('CASELOAD_REFERRAL_CLOSED')
  })

  test('stand by what is to be done: to answer, to wait for, answered', async () => {
    const item = { ...referral, householdId: makeHousehold(1, TODAY).householdId, byName: 'Grace Adeyemi', decidedByName: null, isWaiting: false }
    const fake = renderApp((bridge) => {
      const references = bridge.households.map(({ reference }) => reference)
      bridge.referrals.push({ ...item, reference: references[1] ?? '' })
      bridge.referrals.push({ ...item, reference: references[2] ?? '', referralId: '0192f000-0000-7000-8000-00000000fffe', from: referral.to, to: referral.from, by: ME, byName: 'Amara Okafor', isWaiting: true })
      bridge.referrals.push({ ...item, reference: references[3] ?? '', referralId: '0192f000-0000-7000-8000-00000000fffd', from: referral.to, to: referral.from, state: 'declined', decidedAt: AT, decidedBy: 'grace.adeyemi', decidedByName: 'Grace Adeyemi', declineReason: 'no-capacity' })
    })
    fireEvent.click(await button(/^Referrals 3/))
    const waiting = await screen.findByRole('region', { name: 'Waiting for your team' })
    fireEvent.click(await within(waiting).findByRole('button', { name: /^Accept/ }))
    await waitFor(() => expect(acts(fake)).toEqual([{ kind: 'accept-referral', referralId: referral.referralId }]))
    const sent = screen.getByRole('region', { name: 'Sent by your team' })
    expect(within(sent).getByText('Waiting to send')).toBeTruthy()
    expect(within(sent).getByRole('button', { name: /^Withdraw/ })).toBeTruthy()
    expect(within(screen.getByRole('region', { name: 'Answered in the last 30 days' })).getByText(/No capacity at present/)).toBeTruthy()
  })
})

describe('What an officer is offered', () => {
  const me: Officer = { officerId: ME, displayName: 'Amara Okafor', role: 'officer', team: 'income-and-debt', district: 'canterbury' }
  const household = { ...makeHousehold(2, TODAY), isProtected: false }

  test('follows owner, team, role and referral', () => {
    expect(whatMayBeDone(household, me)).toMatchObject({ canClaim: true, canHandOver: false, canRelease: false, canAllocate: false, canRefer: true })
    expect(whatMayBeDone({ ...household, allocatedOfficer: 'leila.haddad' }, me)).toMatchObject({ canClaim: false, canHandOver: false, canRelease: false })
    expect(whatMayBeDone({ ...household, allocatedOfficer: 'leila.haddad' }, { ...me, role: 'supervisor' })).toMatchObject({ canAllocate: true, canRelease: true })
    expect(whatMayBeDone({ ...household, allocatedTeam: 'outreach' }, { ...me, role: 'supervisor' })).toMatchObject({ canClaim: false, canAllocate: false, canRefer: false })
    expect(whatMayBeDone({ ...household, isProtected: true }, me).canRefer).toBe(false)
    expect(whatMayBeDone({ ...household, allocatedTeam: 'housing-options', referral }, me)).toMatchObject({ canAnswer: true, canWithdraw: false, canRefer: false })
  })

  test('reads in words how it came', () => {
    expect(allocationWords(allocation, (id) => (id === 'leila.haddad' ? 'Leila Haddad' : 'You'))).toBe('Handed over by Leila Haddad, 24 Nov 2026 at 10:30: I am on leave')
  })
})
