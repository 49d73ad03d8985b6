import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import axe from 'axe-core'
import { afterEach, describe, expect, test } from 'vitest'
import type { Role } from '../../../shared/model/codes'
import type { FakeBridge } from './support/fake-bridge'
import { makeAlert, makeToReview } from './support/fake-reviews'
import { renderApp } from './support/render-app'

afterEach(cleanup)

const key = (...keys: string[]) => { for (const each of keys) fireEvent.keyDown(document.activeElement ?? document.body, { key: each, bubbles: true }) }

async function violations(root: HTMLElement = document.documentElement): Promise<string[]> {
  const result = await axe.run(root, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], rules: { 'color-contrast': { enabled: false }, 'html-has-lang': { enabled: false } },
  })
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)
}

async function openReviews(role: Role, prepare: (fake: FakeBridge) => void): Promise<FakeBridge> {
  const fake = renderApp((bridge) => {
    bridge.access = { ...bridge.access, officer: { officerId: role === 'supervisor' ? 'priya.nair' : 'helen.marsh', displayName: 'Somebody', role, team: 'income-and-debt', district: 'canterbury' } }
    prepare(bridge)
  })
  fireEvent.click(within(await screen.findByRole('navigation', { name: 'Main' })).getByRole('button', { name: 'Reviews' }))
  await screen.findByRole('heading', { level: 1, name: 'Reviews' })
  return fake
}
const two = (fake: FakeBridge) => {
  const [first, second] = fake.households
  fake.reviews.tasks = [makeToReview(1, first!, { causes: ['emergency'], factors: ['emergency', 'protected', 'out-of-hours'], score: 85 }), makeToReview(2, second!)]
}

describe('A reviewer’s queue', () => {
  test('shows the riskiest first with its words and what stands out, and passes axe', async () => {
    await openReviews('supervisor', two)
    const options = await screen.findAllByRole('option')
    expect(options[0]?.textContent).toContain('Emergency')
    const detail = screen.getByRole('region', { name: /^Reveal of/ })
    for (const words of ['A neighbour rang', 'Opened by emergency access', 'A protected record', 'Outside working hours', 'Amara Okafor, Officer', 'Shown 2 times, 1 field copied']) expect(detail.textContent).toContain(words)
    expect(screen.getByText('2 to review, riskiest first · 0 of 10 closed today')).toBeTruthy()
    expect(screen.getByText('1 is a use of emergency access.')).toBeTruthy()
    expect(await violations()).toEqual([])
  })

  test('keeps the words of an outcome that was not recorded yet, for that outcome of that reveal only', async () => {
    const fake = await openReviews('supervisor', two)
    await screen.findAllByRole('option')
    const WORDS = 'Ask the duty officer of that team first'
    const asked = async (): Promise<HTMLTextAreaElement> => (await screen.findByRole('dialog')).querySelector('textarea')!
    key('2')
    fireEvent.change(await asked(), { target: { value: WORDS } })
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Not now' }))
    await waitFor(() => expect(fake.requestsOf('household.saveDraft')).toHaveLength(1))
    key('3')
    expect((await asked()).value).toBe('')
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Not now' }))
    key('2')
    await screen.findByText('What you had typed is here again.')
    expect((await asked()).value).toBe(WORDS)
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Close the review' }))
    await screen.findByText(/sees that the review is closed, and your words/)
    expect(fake.requestsOf('household.removeDraft')).toHaveLength(1)
  })

  test('is worked by keys: j moves, 2 asks what is to be learnt; words are needed, and close it', async () => {
    const fake = await openReviews('supervisor', two)
    await screen.findAllByRole('option')
    key('j')
    await waitFor(() => expect(screen.getAllByRole('option')[1]?.getAttribute('aria-selected')).toBe('true'))
    key('2')
    const dialog = await screen.findByRole('dialog', { name: 'There is something to learn' })
    expect(dialog.textContent).toContain('This cannot be undone.')
    fireEvent.click(within(dialog).getByRole('button', { name: 'Close the review' }))
    expect(await within(dialog).findByRole('alert')).toBeTruthy()
    expect(fake.requestsOf('review.record')).toEqual([])
    fireEvent.change(within(dialog).getByLabelText('What should be done differently next time?'), { target: { value: 'Ask the duty officer of that team first' } })
    expect(await violations()).toEqual([])
    fireEvent.click(within(dialog).getByRole('button', { name: 'Close the review' }))
    await screen.findByText(/sees that the review is closed, and your words/)
    expect(fake.requestsOf('review.record')).toMatchObject([{ step: 'review', outcome: 'learning', words: 'Ask the duty officer of that team first' }])
    expect(within(screen.getByRole('listbox', { name: 'Reveals that wait for your review' })).getAllByRole('option')).toHaveLength(1)
    expect(screen.getByRole('region', { name: 'Closed by you' }).textContent).toContain('Learning')
  })

  test('the next key is for the next review, though the list is still being fetched; what was typed stays when it comes', async () => {
    const fake = await openReviews('supervisor', two)
    await screen.findAllByRole('option')
    const [first, second] = fake.reviews.tasks
    let letGo: () => void = () => undefined
    fake.held.set('review.listQueue', new Promise((resolve) => { letGo = resolve }))
    const close = async (outcome: string, title: string, label: string) => {
      key(outcome)
      const dialog = await screen.findByRole('dialog', { name: title })
      fireEvent.change(within(dialog).getByLabelText(label), { target: { value: 'No call is in the contact log for that afternoon' } })
      return dialog
    }
    fireEvent.click(within(await close('2', 'There is something to learn', 'What should be done differently next time?')).getByRole('button', { name: 'Close the review' }))
    await screen.findByText(/sees that the review is closed, and your words/)
    const dialog = await close('3', 'Raise a concern', 'What worries you about it?')
    letGo()
    await waitFor(() => expect(screen.getByText(/1 of 10 closed today/)).toBeTruthy())
    fireEvent.click(within(dialog).getByRole('button', { name: 'Close the review' }))
    await waitFor(() => expect(fake.requestsOf('review.record')).toMatchObject([{ requestId: first?.requestId, outcome: 'learning' }, { requestId: second?.requestId, outcome: 'concern' }]))
  })

  test('what is over the cap waits, with its age', async () => {
    await openReviews('supervisor', (fake) => {
      fake.reviews.closedToday = 10
      fake.reviews.waiting = [{ requestId: '0192f000-0000-7000-8000-0000000e0099', since: new Date(Date.now() - 3 * 86_400_000).toISOString(), causes: ['no-relationship'], score: 20, officer: 'Amara Okafor' }]
    })
    await screen.findByText('That is enough for today')
    expect(screen.getByRole('region', { name: /^Waiting for another day/ }).textContent).toContain('3 days')
    expect(await violations()).toEqual([])
  })

  test('nothing to review says what would appear; a connection that is missing says so', async () => {
    await openReviews('supervisor', () => undefined)
    await screen.findByText('Nothing waits for your review')
    cleanup()
    await openReviews('supervisor', (fake) => void fake.failing.set('review.listQueue', 'OVERSIGHT_OFFLINE'))
    await screen.findByText('This screen needs a connection.')
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy()
  })

  test('the information governance lead follows a concern up, with the words of whoever raised it', async () => {
    const fake = await openReviews('ig-lead', (bridge) => {
      bridge.reviews.concerns = [makeToReview(3, bridge.households[0]!, { step: 'follow-up', raised: { outcome: 'concern', by: 'Priya Nair', at: new Date().toISOString(), words: 'No call is in the log for that afternoon' } })]
    })
    expect((await screen.findByRole('region', { name: /^Reveal of/ })).textContent).toContain('Concern raised: No call is in the log for that afternoon')
    key('3')
    const dialog = await screen.findByRole('dialog', { name: 'The concern is upheld' })
    fireEvent.change(within(dialog).getByLabelText('What worries you about it?'), { target: { value: 'No call about the arrears was logged that afternoon' } })
    fireEvent.click(within(dialog).getByRole('button', { name: 'Close the review' }))
    await waitFor(() => expect(fake.requestsOf('review.record')).toMatchObject([{ step: 'follow-up', outcome: 'concern' }]))
  })
})

describe('Whoever revealed', () => {
  test('sees that the review is open, or closed and how, and the words; of a concern only that there is one', async () => {
    const at = new Date().toISOString()
    const fake = renderApp()
    await screen.findByRole('navigation', { name: 'Main' })
    key('g', 'm')
    const table = await screen.findByRole('table', { name: /My reveals/ })
    expect(table.textContent).not.toContain('Review')
    const ids = (await fake.bridge().reveal.listMine({ before: null, limit: 50 }) as { value: { reveals: { requestId: string }[] } }).value.reveals.map(({ requestId }) => requestId)
    cleanup()
    renderApp((bridge) => {
      bridge.reviews.own = [
        { requestId: ids[0]!, isEmergency: true, outcome: null },
        { requestId: ids[1]!, isEmergency: false, outcome: { outcome: 'learning', by: 'Priya Nair', at, words: 'Ask the duty officer first' } },
        { requestId: ids[2]!, isEmergency: false, outcome: { outcome: 'concern', by: 'Priya Nair', at, words: null } },
      ]
    })
    await screen.findByRole('navigation', { name: 'Main' })
    key('g', 'm')
    await screen.findByText('Review open')
    expect(screen.getByText('Emergency access')).toBeTruthy()
    expect(screen.getByText('Review closed: Learning')).toBeTruthy()
    expect(screen.getByText('Ask the duty officer first')).toBeTruthy()
    expect(screen.getByText('Review closed: Concern raised')).toBeTruthy()
    expect(screen.getByText('The information governance lead will speak to you.')).toBeTruthy()
    expect(await violations()).toEqual([])
  })
})

describe('Emergency access', () => {
  async function openDialog(prepare: (fake: FakeBridge) => void): Promise<{ fake: FakeBridge; dialog: HTMLElement }> {
    const fake = renderApp((bridge) => {
      for (const household of bridge.households) Object.assign(household, { isProtected: true })
      prepare(bridge)
    })
    fireEvent.keyDown(await screen.findByRole('grid'), { key: 'Enter' })
    await screen.findByText('Identity hidden')
    fireEvent.click(screen.getByRole('button', { name: 'Reveal details…' }))
    return { fake, dialog: await screen.findByRole('dialog', { name: /^Reveal details of/ }) }
  }
  const choose = async (dialog: HTMLElement, name: string) => fireEvent.click(await within(dialog).findByLabelText(name))

  test('is offered for safeguarding only, says plainly what happens, and is signed as one', async () => {
    const { fake, dialog } = await openDialog(() => undefined)
    await choose(dialog, "Resident's own contact")
    expect(within(dialog).queryByRole('region', { name: 'Emergency access' })).toBeNull()
    await choose(dialog, 'Safeguarding an adult')
    const way = await within(dialog).findByRole('region', { name: 'Emergency access' })
    expect(within(dialog).getByRole('button', { name: 'Ask for approval' })).toBeTruthy()
    await choose(way, 'Emergency access: open now')
    for (const words of ['The details open now, without approval', 'You cannot close that review', 'You have 3 of 3 left in 24 hours']) expect(way.textContent).toContain(words)
    expect(await violations(way)).toEqual([])
    fireEvent.click(within(dialog).getByRole('button', { name: 'Open now: emergency access' }))
    expect(fake.requestsOf('reveal.request')).toEqual([]) // a reason is asked for as always
    fireEvent.change(within(dialog).getByLabelText('Reason, in your own words'), { target: { value: 'A neighbour rang: shouting and a child crying behind the door' } })
    fireEvent.click(within(dialog).getByRole('button', { name: 'Open now: emergency access' }))
    await waitFor(() => expect(fake.requestsOf('reveal.request')).toMatchObject([{ purpose: 'safeguarding-adult', emergency: true }]))
  })

  test('is offered also where only the hub knew that somebody must approve; nothing is asked for twice, and the focus stays in the dialog', async () => {
    const { fake, dialog } = await openDialog((bridge) => {
      for (const household of bridge.households) Object.assign(household, { isProtected: false })
      bridge.needsApproval = 'Two supervisors must approve the reveal of a protected record.'
    })
    await choose(dialog, 'Safeguarding an adult')
    fireEvent.change(within(dialog).getByLabelText('Reason, in your own words'), { target: { value: 'A neighbour rang: shouting and a child crying behind the door' } })
    expect(within(dialog).queryByRole('region', { name: 'Emergency access' })).toBeNull()
    fireEvent.click(within(dialog).getByRole('button', { name: 'Reveal' }))
    await within(dialog).findByText('Somebody else must approve this first.')
    expect(document.activeElement).toBe(within(dialog).getByRole('button', { name: 'Close this' }))
    fireEvent.submit(dialog.querySelector('form')!)
    expect(fake.requestsOf('reveal.request')).toHaveLength(1)
    expect(within(dialog).getByRole('complementary', { name: 'What will open' }).textContent).toContain('as the service has said')
    const way = within(dialog).getByRole('region', { name: 'Emergency access' })
    expect(within(way).getByLabelText('Wait for approval')).toBeTruthy()
    await choose(way, 'Emergency access: open now')
    fake.needsApproval = null
    fireEvent.click(within(dialog).getByRole('button', { name: 'Open now: emergency access' }))
    await waitFor(() => expect(fake.requestsOf('reveal.request')).toMatchObject([{ emergency: false }, { emergency: true, reason: 'A neighbour rang: shouting and a child crying behind the door' }]))
  })

  test('used up, it says so and names the duty desk; asking for approval is left', async () => {
    const { fake, dialog } = await openDialog((bridge) => { bridge.reviews.used = 3 })
    await choose(dialog, 'Safeguarding an adult')
    const way = await within(dialog).findByRole('region', { name: 'Emergency access' })
    await waitFor(() => expect(way.textContent).toContain('ring the duty desk'))
    expect(within(way).queryByRole('radio')).toBeNull()
    fireEvent.change(within(dialog).getByLabelText('Reason, in your own words'), { target: { value: 'A neighbour rang: shouting and a child crying behind the door' } })
    fireEvent.click(within(dialog).getByRole('button', { name: 'Ask for approval' }))
    await waitFor(() => expect(fake.requestsOf('reveal.request')).toMatchObject([{ emergency: false }]))
  })
})

describe('Alerts', () => {
  test('each says why with its figures; a manager says what was found, and it stays to be seen', async () => {
    const fake = await openReviews('supervisor', (bridge) => { bridge.reviews.alerts = [makeAlert(1, 'volume'), makeAlert(2, 'emergency', { figures: { count: 1, usual: null, from: 1, days: 1 } })] })
    const alerts = await screen.findByRole('region', { name: 'Alerts (2 open)' })
    expect(alerts.textContent).toContain("24 reveals that day; this officer's own average is 9.5 a day.")
    expect(await violations()).toEqual([])
    fireEvent.click(within(alerts).getByRole('button', { name: /^Spoken with the officer: Amara Okafor, More reveals/ }))
    await screen.findByRole('region', { name: 'Alerts (1 open)' })
    expect(fake.requestsOf('review.closeAlert')).toMatchObject([{ outcome: 'spoken' }])
    expect(screen.getByText('Spoken with the officer', { selector: '.tag' })).toBeTruthy()
  })

  test('none says so', async () => {
    await openReviews('supervisor', () => undefined)
    await screen.findByText('Nothing unusual in the last month.')
  })
})
