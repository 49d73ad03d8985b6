import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import axe from 'axe-core'
import { afterEach, describe, expect, test } from 'vitest'
import { makeApproved, makeRequest, makeToDecide } from './support/fake-approvals'
import type { FakeBridge } from './support/fake-bridge'
import { makeListToDecide } from './support/fake-lists'
import { renderApp } from './support/render-app'

// The window goes with its test: a countdown that outlived it would tick in nobody's page.
afterEach(cleanup)

const key = (...keys: string[]) => { for (const each of keys) fireEvent.keyDown(document.activeElement ?? document.body, { key: each, bubbles: true }) }

async function violations(): Promise<string[]> {
  const result = await axe.run(document.documentElement, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], rules: { 'color-contrast': { enabled: false }, 'html-has-lang': { enabled: false } },
  })
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)
}

async function openQueue(prepare: (fake: FakeBridge) => void): Promise<FakeBridge> {
  const fake = renderApp((bridge) => {
    bridge.access = { ...bridge.access, officer: { officerId: 'priya.nair', displayName: 'Priya Nair', role: 'supervisor', team: 'income-and-debt', district: 'canterbury' } }
    prepare(bridge)
  })
  fireEvent.click(await screen.findByRole('button', { name: /^Approvals/ }))
  await screen.findByRole('heading', { name: 'Approvals' })
  return fake
}
const three = (fake: FakeBridge) => { fake.approvals.queue = [3, 2, 1].map((n) => makeToDecide(n, fake.households[n]!, n === 2 ? { isProtected: true, approvalsNeeded: 2, relationship: 'none' } : {})) }
const decisions = (fake: FakeBridge) => fake.requestsOf('request.decide')

describe('A supervisor’s queue', () => {
  test('shows the oldest first with all that a decision takes, and passes axe', async () => {
    await openQueue(three)
    const options = await screen.findAllByRole('option')
    expect(options.map((option) => within(option).getByText(/hours?$/).textContent)).toEqual(['3 hours', '2 hours', '1 hour'])
    const detail = screen.getByRole('region', { name: /^Request about/ })
    for (const words of ['Answering a written request of the police', 'Household is with their team', 'Amara Okafor, Officer, Income and debt', '0 of 1 approval']) expect(detail.textContent).toContain(words)
    expect(await violations()).toEqual([])
  })

  test('is worked by keys alone: j moves, a approves with one more Enter', async () => {
    const fake = await openQueue(three)
    await screen.findAllByRole('option')
    key('g', 'a')
    expect(screen.queryByRole('dialog')).toBeNull()
    key('j')
    await waitFor(() => expect(screen.getAllByRole('option')[1]?.getAttribute('aria-selected')).toBe('true'))
    expect(screen.getByRole('region', { name: /^Request about/ }).textContent).toContain('No recorded relationship')
    key('a')
    const dialog = await screen.findByRole('dialog', { name: 'Approve this request' })
    expect(dialog.textContent).toContain('This cannot be undone.')
    expect(await violations()).toEqual([])
    fireEvent.click(within(dialog).getByRole('button', { name: 'Approve' }))
    await screen.findByText(/One more supervisor must agree/)
    expect(decisions(fake)).toMatchObject([{ decision: 'approve', fieldGroups: ['address', 'contact', 'identity'], openForMinutes: 15, words: null }])
    expect(await screen.findAllByRole('option')).toHaveLength(2)
  })

  test('the next key is for the next request, though the queue is still being fetched, and stays with it', async () => {
    const fake = await openQueue(three)
    await screen.findAllByRole('option')
    const [first, second] = fake.approvals.queue
    let letGo: () => void = () => undefined
    fake.held.set('request.listQueue', new Promise((resolve) => { letGo = resolve }))
    const approve = async () => {
      key('a')
      return screen.findByRole('dialog', { name: 'Approve this request' })
    }
    fireEvent.click(within(await approve()).getByRole('button', { name: 'Approve' }))
    await screen.findByText(/is told at once/)
    const dialog = await approve()
    fake.approvals.queue = fake.approvals.queue.toReversed()
    letGo()
    await waitFor(() => expect(document.querySelector('[role="option"]')?.textContent).toContain('1 hour'))
    fireEvent.click(within(dialog).getByRole('button', { name: 'Approve' }))
    await waitFor(() => expect(decisions(fake)).toMatchObject([{ requestId: first?.requestId }, { requestId: second?.requestId }]))
  })

  test('narrowing takes something away, or is refused', async () => {
    const fake = await openQueue(three)
    await screen.findAllByRole('option')
    key('n')
    const dialog = await screen.findByRole('dialog', { name: 'Approve for less' })
    fireEvent.click(within(dialog).getByRole('button', { name: 'Approve for less' }))
    await within(dialog).findAllByText(/Take a group away or shorten the time/)
    fireEvent.click(within(dialog).getByLabelText('Address'))
    fireEvent.click(within(dialog).getByLabelText('5 minutes'))
    fireEvent.click(within(dialog).getByRole('button', { name: 'Approve for less' }))
    await screen.findByText(/Approved for less/)
    expect(decisions(fake)).toMatchObject([{ decision: 'narrow', fieldGroups: ['contact', 'identity'], openForMinutes: 5 }])
  })

  test('declining asks why, keeps identifiers out, and sends the words', async () => {
    const fake = await openQueue(three)
    await screen.findAllByRole('option')
    key('d')
    const dialog = await screen.findByRole('dialog', { name: 'Decline this request' })
    const send = () => fireEvent.click(within(dialog).getByRole('button', { name: 'Decline' }))
    const words = (value: string) => fireEvent.change(within(dialog).getByLabelText(/Why not/), { target: { value } })
    send()
    await within(dialog).findAllByText(/Say why, in a few words/)
    words('The form for QQ 12 34 56 C is missing')
    send()
    await within(dialog).findAllByText(/Take out numbers/)
    expect(decisions(fake)).toEqual([])
    words('Ask the police for the written form first')
    send()
    await screen.findByText(/Declined\./)
    expect(decisions(fake)).toMatchObject([{ decision: 'decline', fieldGroups: [], openForMinutes: 0, words: 'Ask the police for the written form first' }])
  })

  test('says so when somebody else was faster', async () => {
    await openQueue((fake) => { three(fake); fake.failing.set('request.decide', 'APPROVAL_NOT_WAITING') })
    await screen.findAllByRole('option')
    key('a')
    fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Approve' }))
    await screen.findByText(/not waiting any more/)
  })

  test('a decision that is being sent stays until it is answered, and is sent once', async () => {
    const fake = await openQueue(three)
    await screen.findAllByRole('option')
    let answer: () => void = () => undefined
    fake.held.set('request.decide', new Promise((resolve) => { answer = resolve }))
    key('a')
    const dialog = await screen.findByRole('dialog', { name: 'Approve this request' })
    const form = dialog.querySelector('form')!
    fireEvent.submit(form)
    fireEvent.submit(form)
    for (const name of ['Not now', 'Close']) fireEvent.click(within(dialog).getByRole('button', { name }))
    fireEvent.keyDown(dialog, { key: 'Escape', bubbles: true })
    expect(screen.getByRole('dialog', { name: 'Approve this request' })).toBe(dialog)
    answer()
    await screen.findByText(/is told at once/)
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(decisions(fake)).toHaveLength(1)
  })

  test('officers have no such screen', async () => {
    renderApp()
    await screen.findByRole('grid')
    expect(screen.queryByRole('button', { name: /^Approvals/ })).toBeNull()
  })

  test('contact lists and visit packs that wait are told apart', async () => {
    const outing = { from: new Date(Date.now() + 3_600_000).toISOString(), until: new Date(Date.now() + 7_200_000).toISOString(), windowMinutes: 60 }
    await openQueue((fake) => {
      const homes = fake.households.slice(0, 2)
      fake.lists.queue = [makeListToDecide(homes), makeListToDecide(homes, { requestId: '0192f000-0000-7000-8000-00000000e003', outing })]
    })
    await screen.findByText('1 contact list and 1 visit pack wait for you')
  })

  test('empty, says what will appear here', async () => {
    await openQueue(() => undefined)
    await screen.findByText('No request waits for you')
  })
})

describe('My requests', () => {
  const openRequests = async (prepare: (fake: FakeBridge) => void): Promise<FakeBridge> => {
    const fake = renderApp(prepare)
    await screen.findByRole('grid')
    key('g', 'q')
    await screen.findByRole('heading', { name: 'Requests', level: 1 })
    return fake
  }

  test('an officer is told on any screen, and what was narrowed stands with the decider’s words', async () => {
    const fake = renderApp()
    await screen.findByRole('grid')
    fake.approvals.requests = [makeApproved(1, fake.households[0]!)]
    act(() => fake.emit('request:changed', { waiting: 0, news: 1, toDecide: 0 }))
    fireEvent.click(await screen.findByRole('button', { name: 'Look at your requests' }))
    const item = (await screen.findByRole('region', { name: 'Approved: ready to open' }))
    for (const words of ['Approved for less', 'Priya Nair', 'Without: Address', 'The name is enough for the form']) expect(item.textContent).toContain(words)
    await waitFor(() => expect(fake.requestsOf('request.noteSeen')).toHaveLength(1))
    expect(await violations()).toEqual([])
  })

  test('one that waits says with whom, and is cancelled only after asking', async () => {
    const fake = await openRequests((bridge) => { bridge.approvals.requests = [makeRequest(1, bridge.households[0]!)] })
    await screen.findByText(/Waiting with a supervisor of Income and debt, Canterbury: 0 of 1 approval so far/)
    fireEvent.click(screen.getByRole('button', { name: /^Cancel the request about/ }))
    expect(fake.requestsOf('request.cancel')).toEqual([])
    fireEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Cancel the request' }))
    await waitFor(() => expect(fake.requestsOf('request.cancel')).toHaveLength(1))
  })

  test('without a connection they are shown as last known', async () => {
    await openRequests((bridge) => { bridge.approvals.requests = [makeRequest(1, bridge.households[0]!)]; bridge.approvals.isFresh = false })
    await screen.findByText(/The central service cannot be reached/)
  })

  test('an approved one opens on its household, for what was approved, with a key of this window', async () => {
    const fake = await openRequests((bridge) => { bridge.approvals.requests = [makeApproved(1, bridge.households[0]!)] })
    fireEvent.click(await screen.findByRole('button', { name: 'Open…' }))
    const dialog = await screen.findByRole('dialog', { name: /^Open approved details of/ })
    expect(dialog.textContent).toContain('Not approvedAddress')
    expect(await violations()).toEqual([])
    fireEvent.click(await within(dialog).findByRole('button', { name: 'Open now' }))
    await screen.findByText(/Sentinella0/)
    expect(fake.requestsOf('request.open')).toMatchObject([{ windowKey: { kty: 'EC', crv: 'P-256' } }])
    expect(Object.keys((fake.requestsOf('request.open')[0] as { windowKey: object }).windowKey).toSorted()).toEqual(['crv', 'kty', 'x', 'y'])
    expect(fake.requestsOf('reveal.request')).toEqual([])
  })
})
