import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import type { HouseholdRecord } from '../../../shared/model/household'
import { addDays } from '../../../renderer/components/dates'
import { dueWords, dutyClock } from '../../../renderer/components/duty'
import { groupByYear } from '../../../renderer/features/household/chronology'
import { EMPTY_CONTACT, parseContactDraft, readContactForm } from '../../../renderer/features/household/contact-form-state'
import { debtsByService } from '../../../renderer/features/household/money-section'
import { isRecoveryPaused } from '../../../renderer/components/moratorium'
import { hasSurelyEnded, isStale } from '../../../renderer/features/household/staleness'
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

  test('care, education and the ward are shown when something is known, with whom it is about; a school census that is overdue stops no recovery', async () => {
    await open((bridge) => {
      const household = first(bridge)
      const person = household.members[0] ?? expect.fail()
      const of = { personId: person.personId, source: 'adult-social-care' as const, asAt: addDays(TODAY, -3) }
      bridge.households[0] = {
        ...household,
        services: [{ kind: 'home-care', domain: 'adult-social-care', startedOn: '2026-02-03', endedOn: null, timesPerWeek: 7, ...of }],
        technology: [{ kind: 'telecare', since: '2026-02-03', ...of }],
        financialAssessments: [{ outcome: 'contributes', weeklyPence: 3_865, assessedOn: '2026-02-10', ...of }],
        healthFlags: [of],
        education: [{ setting: 'in-school', attendance: 'persistent-absence', exclusion: 'suspended', isInAlternativeProvision: false, qualification: null, ...of, source: 'school-census', asAt: addDays(TODAY, -200) }],
        housingSituation: { kind: 'rented-private', since: null, source: 'housing', asAt: addDays(TODAY, -2) },
        wardContext: { population: 7_010, deprivationDecile: 2, childPoverty: 177, claimants: 42, fuelPoverty: 120, medianRentPence: 115_244, source: 'open-data', asAt: '2026-04-27' },
        sources: [{ source: 'school-census', asAt: addDays(TODAY, -200) }],
      }
    })
    expect(screen.getByRole('heading', { name: 'Care and support' })).toBeTruthy()
    expect(screen.getByText(/Not shown here: reveal with a purpose that covers health/)).toBeTruthy()
    expect(screen.getByRole('row', { name: /Home care, 7 times a week 1 · Account holder Since 3 Feb 2026/ })).toBeTruthy()
    expect(screen.getByText(/1 · Account holder: pays a contribution, £38.65 a week, assessed 10 Feb 2026/)).toBeTruthy()
    expect(screen.getByRole('row', { name: /On a school roll Persistent absence Suspended this year School census, .* \(overdue\)/ })).toBeTruthy()
    expect(screen.getByText('Rents privately')).toBeTruthy()
    expect(screen.getByText('4.2%')).toBeTruthy()
    expect(screen.queryByText(/overdue: check before recovery/)).toBeNull()
  })

  test('says what the sharing agreement keeps from the reader’s role, and shows what that role sees, in words', async () => {
    await open((bridge) => {
      if (bridge.access.officer !== null) bridge.access = { ...bridge.access, officer: { ...bridge.access.officer, role: 'outreach' } }
      bridge.households[0] = { ...first(bridge), withheld: ['education', 'childrens-social-care'], sharedUnder: 2 }
    })
    expect(screen.getByText(/^Education, Children's social care: version 2 of the sharing agreement shows your role no more than that the household is known there\.$/)).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'What your role sees' }))
    const dialog = await screen.findByRole('dialog', { name: 'What your role sees' })
    expect(await within(dialog).findByText('Outreach worker')).toBeTruthy()
    expect(within(dialog).getAllByText('That it knows the household')).toHaveLength(2)
    expect(within(dialog).getByText('A Breathing Space moratorium')).toBeTruthy()
  })

  test('of services that are hidden altogether it says that there are such, and not whether they know the household', async () => {
    await open((bridge) => { bridge.households[0] = { ...first(bridge), withheld: [], sharedUnder: 2 } })
    expect(screen.getByText(/^Some services’ facts: version 2 of the sharing agreement shows your role nothing of them\.$/)).toBeTruthy()
  })

  test('says nothing of the kind to whoever sees everything', async () => {
    await open()
    expect(screen.queryByRole('button', { name: 'What your role sees' })).toBeNull()
  })

  test('a household of whom no such service speaks has no such sections', async () => {
    await open()
    for (const name of ['Care and support', 'Education', /^About .* ward$/]) expect(screen.queryByRole('heading', { name })).toBeNull()
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

  test('a draft that cannot be looked up is not taken for none: nothing is written over it', async () => {
    const fake = await open((bridge) => {
      bridge.drafts.set(`contact:${first(bridge).householdId}`, JSON.stringify({ ...EMPTY_CONTACT, note: 'From the doorstep' }))
      bridge.failing.set('household.findDraft', 'STORE_CORRUPTED')
    })
    fireEvent.keyDown(document.body, { key: 'c' })
    await waitFor(() => expect(fake.requestsOf('household.findDraft').length).toBeGreaterThan(0))
    expect(screen.queryByLabelText('Note (optional)')).toBeNull()
    fake.failing.clear()
    expect((await screen.findByLabelText<HTMLTextAreaElement>('Note (optional)', {}, { timeout: 8_000 })).value).toBe('From the doorstep')
  })

  test('words that cannot be kept are not called safe, and the notice goes once they are', async () => {
    const fake = await open()
    fireEvent.keyDown(document.body, { key: 'c' })
    fake.failing.set('household.saveDraft', 'STORE_DISK_FULL')
    fireEvent.change(await screen.findByLabelText('Note (optional)'), { target: { value: 'Asked for a form' } })
    await screen.findByText('What you type here is not kept yet.', {}, { timeout: 8_000 })
    expect(screen.queryByText('Kept safe while you type')).toBeNull()
    fake.failing.clear()
    await screen.findByText(/^Draft saved/, {}, { timeout: 8_000 })
    expect(screen.queryByText('What you type here is not kept yet.')).toBeNull()
  })

  test('a note that fills its field says so: what a paste brings beyond it is not there', async () => {
    await open()
    fireEvent.keyDown(document.body, { key: 'c' })
    const note = await screen.findByLabelText<HTMLTextAreaElement>('Note (optional)')
    expect(note.maxLength).toBe(4_000)
    fireEvent.change(note, { target: { value: 'x'.repeat(3_500) } })
    expect(screen.queryByText(/characters left$/)).toBeNull()
    fireEvent.change(note, { target: { value: 'x'.repeat(3_990) } })
    await screen.findByText('10 characters left')
    fireEvent.change(note, { target: { value: 'x'.repeat(4_000) } })
    await screen.findByText(/^This field is full\. Nothing beyond 4,000 characters was taken/)
  })

  test('a date pasted in words does not cost the note that stands beside it', async () => {
    const fake = await open()
    fireEvent.keyDown(document.body, { key: 'c' })
    fireEvent.change(await screen.findByLabelText('Note (optional)'), { target: { value: 'Asked for a form' } })
    fireEvent.change(screen.getByLabelText('Next action'), { target: { value: 'call-back' } })
    const day = screen.getByLabelText<HTMLInputElement>('Day')
    expect(day.maxLength).toBe(40)
    fireEvent.change(day, { target: { value: 'Monday 30 November 2026' } })
    fake.emit('access:locking', {})
    await waitFor(() => expect(fake.drafts.size).toBe(1))
    fireEvent.click(screen.getByRole('button', { name: '‹ Worklist' }))
    fireEvent.keyDown(await screen.findByRole('grid'), { key: 'Enter' })
    expect((await screen.findByLabelText<HTMLTextAreaElement>('Note (optional)')).value).toBe('Asked for a form')
  })

  test('a household that the service no longer gives is not shown any more, and why is said; without a connection it stays', async () => {
    const fake = await open()
    const again = async (code: 'HUB_UNREACHABLE' | 'CIRCLE_OWN') => {
      const asked = fake.requestsOf('household.get').length
      fake.failing.set('household.get', code)
      fake.emit('household:changed', { householdIds: null })
      await waitFor(() => expect(fake.requestsOf('household.get').length).toBeGreaterThan(asked))
    }
    await again('HUB_UNREACHABLE')
    expect(await screen.findByText('Identity hidden')).toBeTruthy()
    await again('CIRCLE_OWN')
    await screen.findByText(/Code CIRCLE_OWN/)
    expect(screen.queryByText('Identity hidden')).toBeNull()
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
    const said = await screen.findByText(/Saved on this laptop/)
    await waitFor(() => expect(document.activeElement).toBe(said))
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
    const pause = { kind: 'breathing', startsOn: '2026-11-01', endsOn: '2026-11-23', source: 'debt-management', asAt: '2026-11-01' } as const
    expect(['2026-10-31', '2026-11-01', '2026-11-23', '2026-11-24'].map((day) => isRecoveryPaused(pause, day))).toEqual([false, true, true, false])
    expect(isRecoveryPaused({ ...pause, endsOn: null }, '2030-01-01')).toBe(true)
  })

  test('a reported Breathing Space of more than 60 days ago must have ended; one in a crisis need not have', () => {
    const since = (codes: ('breathing' | 'mental-health-crisis')[]) => ['2026-11-23', '2026-11-24'].map((day) => hasSurelyEnded({ codes, at: '2026-09-24T09:00:00.000Z' }, day))
    expect(since(['breathing'])).toEqual([false, true])
    expect([...since(['breathing', 'mental-health-crisis']), ...since([])]).toEqual([false, false, false, false])
  })

  test('the duty clock says how many of the 56 days are left, and when they are over', () => {
    expect(dutyClock(addDays('2026-11-23', 56), '2026-11-23')).toMatchObject({ daysLeft: 56, share: 0, urgency: 'open' })
    expect([14, 1, 0, -1].map((days) => dutyClock(addDays('2026-11-23', days), '2026-11-23').words)).toEqual(['14 days left', '1 day left', 'Ends today', '1 day over'])
    expect(dueWords('2026-11-23', '2026-11-23')).toEqual({ words: 'Due today', isDue: true })
    expect(dueWords('2026-11-24', '2026-11-23')).toEqual({ words: 'Due tomorrow', isDue: false })
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

  test('a next action needs a day, and not one that is past; a choice of a draft that is not known any more costs no words', () => {
    const form = { ...EMPTY_CONTACT, channel: 'phone' as const, outcome: 'no-answer' as const, nextAction: 'call-back' as const }
    expect(readContactForm(form, TODAY).errors).toHaveLength(1)
    expect(readContactForm({ ...form, dueOn: { day: '1', month: '1', year: '2020' } }, TODAY).contact).toBeNull()
    const draft = { ...form, note: 'Asked for a form', dueOn: { day: '1', month: '12', year: '2026' } }
    expect(parseContactDraft(draft)).toEqual(draft)
    expect(parseContactDraft({ ...draft, outcome: 'renamed-since', nextAction: 7 })).toEqual({ ...draft, outcome: '', nextAction: '' })
    expect(parseContactDraft({ note: 'only' })).toEqual({ ...EMPTY_CONTACT, note: 'only' })
    expect([parseContactDraft('text'), parseContactDraft(null), parseContactDraft({ words: 'of another form' })]).toEqual([null, null, null])
  })
})
