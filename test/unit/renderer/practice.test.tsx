import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { HouseholdRecordSchema } from '../../../shared/model/household'
import { IdentifiedPersonSchema } from '../../../shared/model/identity'
import { LookupCriteriaSchema } from '../../../shared/model/reveal'
import { PRACTICE_EXERCISES, type PracticeExercise } from '../../../renderer/features/practice/practice-exercises'
import { lookUpPractice } from '../../../renderer/features/practice/practice-lookup'
import { PRACTICE_PEOPLE, PRACTICE_SURNAME, practiceHouseholds } from '../../../renderer/features/practice/practice-people'
import { practiceProgress } from '../../../renderer/features/practice/practice-progress'
import { reducePractice, type PracticeEvent, type PracticeRun } from '../../../renderer/features/practice/practice-state'
import { renderApp, TODAY } from './support/render-app'
import type { FakeBridge } from './support/fake-bridge'

const BAND = 'Practice: nothing here is real, nothing is logged or sent'
const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } })
const expectLabelled = () => expect(screen.getByRole('region', { name: 'Practice' }).textContent).toContain(BAND)

async function startExercise(title: string, prepare: (fake: FakeBridge) => void = () => undefined) {
  const fake = renderApp(prepare)
  await screen.findByRole('grid')
  fireEvent.click(screen.getByRole('button', { name: 'Help' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Practise on invented people' }))
  await screen.findByRole('heading', { name: 'Practise on invented people' })
  const before = fake.calls.length
  expectLabelled()
  fireEvent.click(screen.getByRole('button', { name: `Start: ${title}` }))
  await screen.findByRole('heading', { name: 'Find a household' })
  expectLabelled()
  return { fake, callsSince: () => fake.calls.slice(before).map(({ name }) => name).filter((name) => !/^(access|preference)\.|^safety\.listConflicts$/.test(name)) }
}

const lastFind = () => screen.getAllByRole('button', { name: 'Find' }).at(-1) as HTMLElement

describe('Practice', () => {
  test('find, household, reveal, mask, contact: done without one call on the bridge, and leaving forgets it', async () => {
    const { fake, callsSince } = await startExercise('Open what you need, and no more')
    type('Name', 'idris practice-sample')
    type('Day', '17')
    type('Month', '9')
    type('Year', '1991')
    fireEvent.click(lastFind())
    await screen.findByText('Identity hidden')
    expectLabelled()
    expect(document.body.textContent).not.toContain('07700 900412')
    fireEvent.click(screen.getByLabelText('6 days'))
    fireEvent.click(screen.getByRole('button', { name: 'Reveal details…' }))
    const dialog = await screen.findByRole('dialog', { name: /^Practice: reveal details of PRA-CT4-/ })
    expect(dialog.textContent).toContain(BAND)
    fireEvent.click(within(dialog).getByLabelText('Homelessness: prevention duty'))
    fireEvent.change(within(dialog).getByLabelText('Reason, in your own words'), { target: { value: 'test' } })
    within(dialog).getByText('This does not say why. What does the resident need?')
    fireEvent.click(within(dialog).getByRole('button', { name: 'Reveal' }))
    await waitFor(() => expect(within(dialog).getByRole('alert')).toBeTruthy())
    fireEvent.change(within(dialog).getByLabelText('Reason, in your own words'), { target: { value: 'Ringing back about the eviction notice as agreed' } })
    fireEvent.click(within(dialog).getByRole('button', { name: 'Reveal' }))
    await screen.findByText('07700 900412')
    expect(screen.getByRole('region', { name: 'Revealed details, practice' }).textContent).toContain('Practice: no ledger entry')
    fireEvent.click(screen.getByRole('button', { name: /^Copy phone/ }))
    await screen.findByText(/In practice nothing is copied/)
    fireEvent.click(screen.getByRole('button', { name: 'Re-mask now' }))
    await waitFor(() => expect(document.body.textContent).not.toContain('07700 900412'))
    fireEvent.click(screen.getByRole('button', { name: 'Add contact outcome' }))
    fireEvent.change(screen.getByLabelText('Contact by'), { target: { value: 'phone' } })
    fireEvent.change(screen.getByLabelText('Outcome'), { target: { value: 'no-answer' } })
    fireEvent.change(screen.getByLabelText('Note (optional)'), { target: { value: 'tried in vain' } })
    fireEvent.change(screen.getByLabelText('Next action'), { target: { value: 'call-back' } })
    fireEvent.click(screen.getByRole('button', { name: 'Tomorrow' }))
    fireEvent.click(screen.getByRole('button', { name: 'Save contact' }))
    await screen.findByText('Just as it should be.', { exact: false })
    expect(callsSince()).toEqual([])
    fireEvent.click(screen.getByRole('button', { name: 'Leave practice' }))
    fireEvent.click(await screen.findByRole('button', { name: 'Practise on invented people' }))
    await screen.findByRole('heading', { name: 'Practise on invented people' })
    expect(document.body.textContent).not.toMatch(/tried in vain|07700|Idris/)
    expect(callsSince()).toEqual([])
    expect(fake.drafts.size).toBe(0)
  })

  test('what the bridge tells meanwhile reaches no practice screen and calls nothing', async () => {
    const { fake, callsSince } = await startExercise('Two of one name, and a warning')
    fake.emit('household:changed', { householdIds: null })
    fake.emit('sync:status-changed', { ...fake.sync, waitingToSend: 0 })
    type('Name', 'June Practice-Specimen')
    type('Postcode', 'zz99zz')
    fireEvent.click(lastFind())
    await screen.findByText('Be more exact: 2 people match.')
    await new Promise((resolve) => setTimeout(resolve, 1_200)) // the refresh of lists comes a second after
    expect(callsSince()).toEqual([])
  })
})

const exercise = (id: PracticeExercise['id']) => PRACTICE_EXERCISES.find((each) => each.id === id) as PracticeExercise
const play = (id: PracticeExercise['id'], ...events: PracticeEvent[]) =>
  practiceProgress([{ type: 'started', exercise: exercise(id) } as PracticeEvent, ...events].reduce<PracticeRun | null>(reducePractice, null) as PracticeRun)
const found = (id: PracticeExercise['id']): PracticeEvent => ({ type: 'found', householdId: exercise(id).householdId, callerId: null })

describe('What practice remarks', () => {
  test('a wrong answer says where to look; the right one takes the remark away', () => {
    const wrong: PracticeEvent = { type: 'answered', question: 'owed', answer: '£486.20' }
    expect(play('masked', found('masked'), wrong).notes).toEqual([expect.stringContaining('Owed in all')])
    expect(play('masked', found('masked'), wrong, { type: 'answered', question: 'owed', answer: '£798.20' }).notes).toEqual([])
  })

  test('details opened where none were needed, or more than were needed, are mentioned', () => {
    const opened = (...fieldGroups: Extract<PracticeEvent, { type: 'revealed' }>['reveal']['fieldGroups']): PracticeEvent => ({ type: 'revealed', reveal: { purpose: 'homelessness-prevention', fieldGroups } })
    expect(play('masked', found('masked'), opened('identity')).notes).toEqual([expect.stringContaining('the masked page was enough')])
    expect(play('reveal', found('reveal'), opened('identity', 'contact', 'health')).notes).toEqual([expect.stringContaining('health details')])
    expect(play('reveal', found('reveal'), opened('identity', 'contact')).notes).toEqual([])
    expect(play('reveal', found('reveal'), opened('identity')).notes).toEqual([expect.stringContaining('Phone and e-mail')])
  })

  test('the wrong one of two of a name is noticed', () => {
    expect(play('exact', { type: 'found', householdId: 'f'.repeat(32), callerId: null }).notes).toEqual([expect.stringContaining('another household')])
  })

  test('each exercise can be finished, and not before its last step', () => {
    const contact = { contactId: '0192f000-0000-7000-8000-00000000aaaa', at: `${TODAY}T10:00:00.000Z`, officerId: 'practice', channel: 'phone', outcome: 'safeguarding-raised', noteId: null, nextAction: { kind: 'refer', dueOn: TODAY } } as const
    for (const each of PRACTICE_EXERCISES) {
      const events: PracticeEvent[] = [
        { type: 'was-ambiguous' }, found(each.id), ...each.questions.map(({ id, right }): PracticeEvent => ({ type: 'answered', question: id, answer: right })),
        { type: 'revealed', reveal: { purpose: 'homelessness-prevention', fieldGroups: ['contact'] } }, { type: 'masked' }, { type: 'contact-added', contact },
      ]
      expect(play(each.id, ...events).isFinished, each.id).toBe(true)
      expect(play(each.id, ...events.slice(0, -1)).isFinished, each.id).toBe(false)
      for (const { answers, right } of each.questions) expect(answers).toContain(right)
    }
  })
})

describe('Practice people', () => {
  test('are marked as invented, every one, and are of the real types', () => {
    for (const person of PRACTICE_PEOPLE) {
      const { identity, address, contact } = IdentifiedPersonSchema.parse(person).details
      expect(identity?.fullName).toMatch(PRACTICE_SURNAME)
      expect(identity?.niNumber).toMatch(/^QQ /)
      expect(address?.postcode).toMatch(/^ZZ/)
      for (const phone of contact?.phones ?? []) expect(phone).toMatch(/^07700 900\d{3}$/)
    }
  })

  test('their households are masked by type: nothing of who they are is in them', () => {
    for (const household of practiceHouseholds(TODAY)) {
      const masked = JSON.stringify(HouseholdRecordSchema.parse(household))
      expect(household.reference).toMatch(/^PRA-CT[3467]-/)
      expect(masked).not.toMatch(/Example|Sample|Specimen|07700|ZZ9|QQ/)
    }
  })

  test('are found as the vault finds: one, be more exact, or not known', () => {
    const households = practiceHouseholds(TODAY)
    const ask = (given: Record<string, string>) => lookUpPractice(LookupCriteriaSchema.parse(given), households).outcome
    expect(ask({ name: 'June Practice-Specimen', postcode: 'ZZ9 9ZZ' })).toBe('be-more-exact')
    expect(ask({ name: 'June Practice-Specimen', dateOfBirth: '1950-02-11' })).toBe('found')
    expect(ask({ name: 'June Practice-Specimen', dateOfBirth: '1951-02-11' })).toBe('not-known')
    expect(ask({ name: 'Denise Hartfield', postcode: 'CT1 9KM' })).toBe('not-known')
  })
})
