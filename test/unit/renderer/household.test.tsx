import { fireEvent, screen, waitFor } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import type { HouseholdRecord } from '../../../shared/model/household'
import { addDays } from '../../../renderer/components/dates'
import { dueWords, dutyClock } from '../../../renderer/components/duty'
import { groupByYear } from '../../../renderer/features/household/chronology'
import { EMPTY_CONTACT, parseContactDraft, readContactForm } from '../../../renderer/features/household/contact-form-state'
import { debtsByService } from '../../../renderer/features/household/money-section'
import { isRecoveryPaused, isStale } from '../../../renderer/features/household/staleness'
import { makeHousehold } from './support/household-factory'
import { renderApp, TODAY } from './support/render-app'
import type { FakeBridge } from './support/fake-bridge'

const first = (fake: FakeBridge): HouseholdRecord => fake.households[0] as HouseholdRecord

async function open(prepare: (fake: FakeBridge) => void = () => undefined): Promise<FakeBridge> {
  const fake = renderApp((bridge) => { bridge.households.splice(1); prepare(bridge) })
  fireEvent.keyDown(await screen.findByRole('grid'), { key: 'Enter' })
  await screen.findByText('Identity hidden')
  return fake
}

describe('A household', () => {
  test('warnings stand before everything else: safe contact, paused recovery, overdue sources', async () => {
    await open()
    expect(screen.getByText('Safe-contact warning.')).toBeTruthy()
    expect(screen.getByText(/^Recovery is paused until/)).toBeTruthy()
    expect(screen.getByText(/Housing extract overdue: check before recovery/)).toBeTruthy()
  })

  test('an unfinished contact is saved while typing and given back when the household is opened again', async () => {
    const fake = await open()
    fireEvent.keyDown(document.body, { key: 'c' })
    fireEvent.change(await screen.findByLabelText('Note (optional)'), { target: { value: 'Asked for a form' } })
    await waitFor(() => expect(fake.drafts.size).toBe(1), { timeout: 8_000 })
    fireEvent.click(screen.getByRole('button', { name: '‹ Worklist' }))
    fireEvent.keyDown(await screen.findByRole('grid'), { key: 'Enter' })
    expect((await screen.findByLabelText<HTMLTextAreaElement>('Note (optional)')).value).toBe('Asked for a form')
    expect(screen.getByText(/Your unfinished entry was restored/)).toBeTruthy()
  })

  test('a lock by hand is told only after the last words are in the store', async () => {
    const fake = await open()
    fireEvent.keyDown(document.body, { key: 'c' })
    fireEvent.change(await screen.findByLabelText('Note (optional)'), { target: { value: 'The last words' } })
    expect(fake.drafts.size).toBe(0)
    fake.emit('access:locking', {})
    await waitFor(() => expect(fake.requestsOf('access.draftsSaved')).toHaveLength(1), { timeout: 1_000 })
    expect([...fake.drafts.values()].join()).toContain('The last words')
  })

  test('what is missing in a contact is said all at once; then it is added and its draft goes', async () => {
    const fake = await open((bridge) => bridge.drafts.set(`contact:${first(bridge).householdId}`, JSON.stringify({ ...EMPTY_CONTACT, note: 'Kept' })))
    fireEvent.click(await screen.findByRole('button', { name: 'Save contact' }))
    expect((await screen.findAllByText('Choose what came of it')).length).toBe(2)
    fireEvent.change(screen.getByLabelText('Contact by'), { target: { value: 'phone' } })
    fireEvent.change(screen.getByLabelText('Outcome'), { target: { value: 'no-answer' } })
    fireEvent.change(screen.getByLabelText('Next action'), { target: { value: 'call-back' } })
    fireEvent.click(screen.getByRole('button', { name: 'Tomorrow' }))
    fireEvent.click(screen.getByRole('button', { name: 'Save contact' }))
    await screen.findByText(/Saved on this laptop/)
    expect(fake.requestsOf('household.addContact')[0]).toMatchObject({ channel: 'phone', outcome: 'no-answer', note: 'Kept', nextAction: { kind: 'call-back', dueOn: addDays(TODAY, 1) } })
    expect(fake.drafts.size).toBe(0)
    const asked = fake.requestsOf('household.listWorklist').length
    fireEvent.click(screen.getByRole('button', { name: '‹ Worklist' }))
    await screen.findByRole('grid')
    await waitFor(() => expect(fake.requestsOf('household.listWorklist').length).toBeGreaterThan(asked)) // a contact moves its row
  })

  test('when there is no room to save, the form stays with what was typed', async () => {
    const fake = await open()
    fireEvent.keyDown(document.body, { key: 'c' })
    fireEvent.change(await screen.findByLabelText('Contact by'), { target: { value: 'visit' } })
    fireEvent.change(screen.getByLabelText('Outcome'), { target: { value: 'no-answer' } })
    fake.failing.set('household.addContact', 'STORE_DISK_FULL')
    fireEvent.click(screen.getByRole('button', { name: 'Save contact' }))
    await screen.findByText('There is no room left on this disk.')
    expect(screen.getByLabelText<HTMLSelectElement>('Contact by').value).toBe('visit')
  })
})

describe('Facts about a household', () => {
  test('a fact is stale when it is older than its source sends', () => {
    expect(isStale({ source: 'housing', asAt: '2026-11-16' }, '2026-11-23')).toBe(false)
    expect(isStale({ source: 'housing', asAt: '2026-11-15' }, '2026-11-23')).toBe(true)
  })

  test('recovery is paused between the dates of the moratorium, both included', () => {
    const pause = { startsOn: '2026-11-01', endsOn: '2026-11-23' }
    expect(['2026-10-31', '2026-11-01', '2026-11-23', '2026-11-24'].map((day) => isRecoveryPaused(pause, day))).toEqual([false, true, true, false])
    expect(isRecoveryPaused({ startsOn: '2026-11-01', endsOn: null }, '2030-01-01')).toBe(true)
  })

  test('the duty clock says how many of the 56 days are left, and when they are over', () => {
    expect(dutyClock(addDays('2026-11-23', 56), '2026-11-23')).toMatchObject({ daysLeft: 56, share: 0, urgency: 'open' })
    expect([14, 1, 0, -1].map((days) => dutyClock(addDays('2026-11-23', days), '2026-11-23').words)).toEqual(['14 days left', '1 day left', 'Ends today', '1 day over'])
    expect(dueWords('2026-11-23', '2026-11-23')).toEqual({ words: 'Due today', isDue: true })
  })

  test('debts are added up by creditor service, and the services add up to the whole, without what was written off', () => {
    expect(Array.from({ length: 30 }, (_, n) => makeHousehold(n, TODAY)).some(({ debts }) => debts.some(({ stage }) => stage === 'written-off'))).toBe(true)
    for (let n = 0; n < 30; n += 1) {
      const { debts, debtTotalPence } = makeHousehold(n, TODAY)
      expect(debtsByService(debts).reduce((sum, bar) => sum + bar.value, 0)).toBe(debtTotalPence)
    }
  })

  test('the chronology shows every event once, newest first, page by page', () => {
    const { chronology } = makeHousehold(7, TODAY)
    const all = groupByYear(chronology, null, 1_000)
    expect(all.years.flatMap(([, list]) => list)).toHaveLength(chronology.length)
    const page = groupByYear(chronology, null, 5)
    expect(page.years.flatMap(([, list]) => list)).toEqual(all.years.flatMap(([, list]) => list).slice(0, 5))
    expect(page.hidden).toBe(chronology.length - 5)
  })

  test('a next action needs a day, and not one that is past; a draft of another shape is not restored', () => {
    const form = { ...EMPTY_CONTACT, channel: 'phone' as const, outcome: 'no-answer' as const, nextAction: 'call-back' as const }
    expect(readContactForm(form, TODAY).errors).toHaveLength(1)
    expect(readContactForm({ ...form, dueOn: { day: '1', month: '1', year: '2020' } }, TODAY).contact).toBeNull()
    expect(parseContactDraft({ note: 'only' })).toBeNull()
  })
})
