import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { emptyRevealForm } from '../../../renderer/features/reveal/reveal-form-state'
import { whyHidden } from '../../../renderer/features/reveal/why-hidden'
import type { HouseholdRecord } from '../../../shared/model/household'
import { RevealSummary } from '../../../renderer/features/reveal/reveal-summary'
import { PurposeSchema } from '../../../shared/purposes/purpose'
import purposes from '../../../shared/purposes/purposes.json'
import { linkedCases } from '../../../shared/model/linked-case'
import { relationshipOf } from '../../../shared/model/relationship'
import type { FakeBridge } from './support/fake-bridge'
import { makeHousehold } from './support/household-factory'
import { renderApp } from './support/render-app'

const REASON = 'Agreeing a payment arrangement on the phone after the reminder'
let copied: string[] = []

beforeEach(() => {
  copied = []
  // jsdom has no clipboard command; this one does what Chromium does: it fires `copy` and takes what the page puts in.
  document.execCommand = () => {
    const event = new Event('copy', { bubbles: true, cancelable: true })
    Object.defineProperty(event, 'clipboardData', { value: { setData: (_: string, text: string) => copied.push(text) } })
    document.body.dispatchEvent(event)
    return true
  }
})

async function openHousehold(prepare?: (fake: FakeBridge) => void): Promise<FakeBridge> {
  const fake = renderApp(prepare)
  fireEvent.keyDown(await screen.findByRole('grid'), { key: 'Enter' })
  await screen.findByText('Identity hidden')
  return fake
}

async function state(reason = REASON): Promise<void> {
  fireEvent.click(screen.getByRole('button', { name: 'Reveal details…' }))
  const dialog = await screen.findByRole('dialog')
  fireEvent.click(await within(dialog).findByLabelText('Debt advice'))
  fireEvent.change(within(dialog).getByLabelText(/Reason, in your own words/), { target: { value: reason } })
  fireEvent.click(within(dialog).getByRole('button', { name: 'Reveal' }))
}

const events = (fake: FakeBridge) => fake.requestsOf('reveal.record').map((request) => (request as { event: string }).event)
const page = () => document.documentElement.outerHTML
const shown = () => screen.findByText(/Sentinella0/)

describe('A reveal in the window', () => {
  test('a reason that does not say why is refused in the dialog, and nothing is asked', async () => {
    const fake = await openHousehold()
    await state('need info')
    await screen.findByText('There is a problem')
    expect(fake.requestsOf('reveal.request')).toEqual([])
  })

  test('a probable name only warns: the officer may keep the words', async () => {
    const fake = await openHousehold()
    await state('Agreeing a payment plan with Mary Quill')
    fireEvent.click(await screen.findByRole('button', { name: 'Keep my words' }))
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Reveal' }))
    await shown()
    expect(fake.requestsOf('reveal.request')).toHaveLength(1)
  })

  test('what is asked carries the usual groups, a fresh public key and no private part', async () => {
    const fake = await openHousehold()
    await state()
    await shown()
    const request = fake.requestsOf('reveal.request')[0] as { windowKey: Record<string, string>; fieldGroups: string[]; reason: string }
    expect(Object.keys(request.windowKey).toSorted()).toEqual(['crv', 'kty', 'x', 'y'])
    expect(request).toMatchObject({ fieldGroups: ['identity', 'contact', 'money'], reason: REASON })
    const [household] = fake.requestsOf('household.get') as { householdId: string }[]
    const record = fake.households.find(({ householdId }) => householdId === household?.householdId)!
    expect(request).toMatchObject({ relationship: relationshipOf(fake.access.officer!, record, false), linked: linkedCases(record)[0] ?? null, authority: null, emergency: false })
    await waitFor(() => expect(events(fake)).toEqual(['shown']))
  })

  test('the card says that who they are is hidden only while it is', async () => {
    const fake = await openHousehold()
    await state()
    await shown()
    expect(screen.queryByText('Identity hidden')).toBeNull()
    expect(screen.getByText('Details revealed below')).toBeTruthy()
    act(() => { fake.emit('window:focus-changed', { isFocused: false }) })
    expect(screen.getByText('Identity hidden')).toBeTruthy()
  })

  test('the title and the address never say what is shown', async () => {
    await openHousehold()
    await state()
    await shown()
    expect(document.title).not.toMatch(/Sentinel/)
    expect(location.href).not.toMatch(/[0-9a-f]{32}|Sentinel/)
  })

  test.each([
    ['the window’s own blur', () => window.dispatchEvent(new Event('blur'))],
    ['the operating system’s word', (fake: FakeBridge) => fake.emit('window:focus-changed', { isFocused: false })],
    ['being hidden', () => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'hidden' })
      document.dispatchEvent(new Event('visibilitychange'))
      Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'visible' })
    }],
  ])('at %s the text leaves the document at once, and comes back with the focus', async (_, away) => {
    const fake = await openHousehold()
    await state()
    await shown()
    act(() => { away(fake) })
    expect(page()).not.toMatch(/Sentinel/)
    expect(screen.getByText('Covered')).toBeTruthy()
    act(() => { window.dispatchEvent(new Event('focus')) })
    await shown()
  })

  test('re-masked by hand, it shows again only after that is recorded', async () => {
    const fake = await openHousehold()
    await state()
    await shown()
    await waitFor(() => expect(events(fake)).toEqual(['shown']))
    fireEvent.click(screen.getByRole('button', { name: 'Re-mask now' }))
    expect(page()).not.toMatch(/Sentinel/)
    fireEvent.click(await screen.findByRole('button', { name: 'Show again' }))
    await shown()
    expect(events(fake)).toEqual(['shown', 're-masked', 'displayed-again'])
    expect(fake.requestsOf('reveal.request')).toHaveLength(1)
  })

  test('when showing again cannot be recorded, nothing is shown', async () => {
    const fake = await openHousehold()
    await state()
    await shown()
    fireEvent.click(screen.getByRole('button', { name: 'Re-mask now' }))
    fake.failing.set('reveal.record', 'STORE_DISK_FULL')
    fireEvent.click(await screen.findByRole('button', { name: 'Show again' }))
    await screen.findByText('There is no room left on this disk.')
    expect(page()).not.toMatch(/Sentinel/)
  })

  test('when the first showing cannot be recorded, it is taken away again', async () => {
    await openHousehold((fake) => fake.failing.set('reveal.record', 'STORE_DISK_FULL'))
    await state()
    await screen.findByText('There is no room left on this disk.')
    expect(page()).not.toMatch(/Sentinel/)
  })

  test('a copy is recorded and the clipboard watched before the text is there; a refusal of either copies nothing', async () => {
    const fake = await openHousehold()
    await state()
    await shown()
    fireEvent.click(screen.getByRole('button', { name: 'Copy name of member 1' }))
    await screen.findByText(/cleared in 30 seconds/)
    expect(copied).toEqual(['Sentinella0 Quillfeather'])
    const recordedAt = fake.calls.findIndex(({ request }) => (request as { event?: string }).event === 'copied')
    expect(recordedAt).toBeGreaterThan(0)
    expect(recordedAt).toBeLessThan(fake.calls.findIndex(({ name }) => name === 'reveal.watchClipboard'))
    for (const [call, code, words] of [['reveal.watchClipboard', 'INTERNAL', /Nothing was copied/], ['reveal.record', 'STORE_DISK_FULL', /Nothing was copied. There is no room left/]] as const) {
      fake.failing.set(call, code)
      fireEvent.click(screen.getByRole('button', { name: 'Copy phone of member 1' }))
      await screen.findByText(words)
      expect(copied).toHaveLength(1)
    }
  })

  test('when the time of the display is over the text goes, and then the grant', async () => {
    await openHousehold((fake) => { fake.showForMs = 800; fake.openForMs = 4_000 })
    await state()
    await shown()
    await screen.findByText(/The time of this showing is over/, undefined, { timeout: 5_000 })
    expect(page()).not.toMatch(/Sentinel/)
    await screen.findByText(/The time for opening these details has passed/, undefined, { timeout: 5_000 })
  })

  test('leaving the household masks; coming back offers to show again', async () => {
    await openHousehold()
    await state()
    await shown()
    fireEvent.click(screen.getByRole('button', { name: '‹ Worklist' }))
    fireEvent.keyDown(await screen.findByRole('grid'), { key: 'Enter' })
    await screen.findByRole('button', { name: 'Show again' })
    expect(page()).not.toMatch(/Sentinel/)
  })

  /** Keeps the call of that name waiting until the answer is let go. */
  const hold = (fake: FakeBridge, name: string): (() => void) => {
    let letGo = () => undefined as void
    fake.held.set(name, new Promise<void>((resolve) => { letGo = resolve }))
    return () => { fake.held.delete(name); letGo() }
  }
  const leave = async () => {
    fireEvent.click(await screen.findByRole('button', { name: '‹ Worklist' }))
    await screen.findByRole('grid')
  }

  test('an answer that comes after the officer has left shows nothing, also not when they come back, and says so in the ledger', async () => {
    const fake = await openHousehold()
    const letGo = hold(fake, 'reveal.request')
    await state()
    fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Cancel' }))
    await leave()
    await act(async () => letGo())
    await waitFor(() => expect(events(fake)).toEqual(['not-shown']))
    fireEvent.keyDown(screen.getByRole('grid'), { key: 'Enter' })
    await screen.findByText('Identity hidden')
    expect(page()).not.toMatch(/Sentinel/)
    expect(events(fake)).toEqual(['not-shown'])
  })

  test('cancelled while it is asked, it shows nothing, and its late answer does not close the dialog that was opened since', async () => {
    const fake = await openHousehold()
    const letGo = hold(fake, 'reveal.request')
    await state()
    await waitFor(() => expect(fake.requestsOf('reveal.request')).toHaveLength(1))
    fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    fireEvent.click(screen.getByRole('button', { name: 'Reveal details…' }))
    const next = await screen.findByRole('dialog')
    await act(async () => letGo())
    await waitFor(() => expect(events(fake)).toEqual(['not-shown']))
    expect([screen.queryByRole('dialog'), page().includes('Sentinel')]).toEqual([next, false])
  })

  test('a late answer about the household before does not take the place of what is asked now', async () => {
    const fake = await openHousehold()
    const letGo = hold(fake, 'reveal.request')
    await state()
    fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Cancel' }))
    await leave()
    fireEvent.keyDown(screen.getByRole('grid'), { key: 'ArrowDown' })
    fireEvent.keyDown(screen.getByRole('grid'), { key: 'Enter' })
    await screen.findByText('Identity hidden')
    const letGoAlso = hold(fake, 'reveal.request')
    await state()
    await waitFor(() => expect(fake.requestsOf('reveal.request')).toHaveLength(2))
    await act(async () => letGo())
    await waitFor(() => expect(events(fake)).toEqual(['not-shown']))
    expect(page()).not.toMatch(/Sentinel/)
    await act(async () => letGoAlso())
    await shown()
    await waitFor(() => expect(events(fake)).toEqual(['not-shown', 'shown']))
  })

  test('left while a further showing is being recorded, it stays masked', async () => {
    const fake = await openHousehold()
    await state()
    await shown()
    fireEvent.click(screen.getByRole('button', { name: 'Re-mask now' }))
    const letGo = hold(fake, 'reveal.record')
    fireEvent.click(await screen.findByRole('button', { name: 'Show again' }))
    await leave()
    await act(async () => { letGo(); await new Promise((resolve) => setTimeout(resolve, 300)) })
    fireEvent.keyDown(screen.getByRole('grid'), { key: 'Enter' })
    await screen.findByRole('button', { name: 'Show again' })
    expect(page()).not.toMatch(/Sentinel/)
  })

  test('dragging and the keyboard’s own copy take nothing', async () => {
    await openHousehold()
    await state()
    const value = await shown()
    expect(fireEvent.copy(value)).toBe(false)
    expect(fireEvent.dragStart(value)).toBe(false)
    expect(fireEvent.contextMenu(value)).toBe(false)
  })

  test('a lock takes everything away', async () => {
    const fake = await openHousehold()
    await state()
    await shown()
    act(() => fake.emit('access:state-changed', { ...fake.access, phase: 'locked' }))
    await screen.findByRole('heading', { name: 'Unlock Casement' })
    expect(page()).not.toMatch(/Sentinel/)
  })

  test('an answer sealed to another key opens nothing, and says so', async () => {
    const fake = await openHousehold()
    const exported = crypto.subtle.exportKey.bind(crypto.subtle)
    const stranger = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits'])
    // Of every key: on a busy machine the one that was made ahead comes too late, and another is made.
    const spy = vi.spyOn(crypto.subtle, 'exportKey').mockImplementation(() => exported('jwk', stranger.publicKey))
    await state()
    await screen.findByText('The grant does not fit this request.')
    spy.mockRestore()
    expect(page()).not.toMatch(/Sentinel/)
    expect(events(fake)).toEqual(['not-shown'])
  })

  test('the dialog says beforehand whether somebody else must approve: never that a protected record needs nobody', () => {
    const words = (isProtected: boolean, approval: 'none' | 'supervisor') => {
      const purpose = { ...PurposeSchema.parse(purposes[0]), approval, wordingHash: '0'.repeat(64) }
      const { unmount, container } = render(<RevealSummary form={{ ...emptyRevealForm([]), purpose: purpose.code }} purpose={purpose} household={{ ...makeHousehold(3, '2026-11-26'), isProtected }} relationship="own-team" />)
      const text = container.textContent
      unmount()
      return text
    }
    expect(words(false, 'none')).toContain('ApprovalNot needed')
    expect(words(false, 'supervisor')).toContain('must approve first')
    for (const approval of ['none', 'supervisor'] as const) expect(words(true, approval)).toContain('Two supervisors must approve first')
  })

  test('what needs approval shows the words of the rule and nothing else', async () => {
    await openHousehold((fake) => { fake.needsApproval = 'Protected records need two people.' })
    await state()
    await screen.findByText(/Protected records need two people/)
    expect(page()).not.toMatch(/Sentinel/)
  })

  test('near the budget the figure stands beside the details, and nothing is blocked', async () => {
    await openHousehold((fake) => { fake.budget = { state: 'near', span: 'hour', used: 33, budget: 40, stopAt: 200 } })
    await state()
    await shown()
    expect(screen.getByText('33 of 40 reveals').closest('p')?.textContent).toContain('of your budget for this hour. You can go on.')
  })

  test('above the budget the officer signs in again, and what they stated is still there', async () => {
    const fake = await openHousehold((bridge) => bridge.failing.set('reveal.request', 'REVEAL_SIGN_IN_NEEDED'))
    await state()
    const dialog = await screen.findByRole('dialog')
    await within(dialog).findByText(/above your budget of reveals/)
    fake.failing.clear()
    fireEvent.click(within(dialog).getByRole('button', { name: 'Sign in again' }))
    await within(dialog).findByText('You are signed in.')
    expect(fake.requestsOf('access.signIn')).toHaveLength(1)
    fireEvent.click(within(dialog).getByRole('button', { name: 'Reveal' }))
    await shown()
    const [first, second] = fake.requestsOf('reveal.request') as { requestId: string; reason: string }[]
    expect(second?.reason).toBe(first?.reason)
    expect(second?.requestId).not.toBe(first?.requestId)
  })

  test('after a lost answer the same statement is asked again under the same id and key', async () => {
    const fake = await openHousehold((bridge) => bridge.failing.set('reveal.request', 'VAULT_UNREACHABLE'))
    await state()
    await screen.findByText('The identity vault cannot be reached.')
    fake.failing.clear()
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Reveal' }))
    await shown()
    const [first, second] = fake.requestsOf('reveal.request')
    expect(second).toEqual(first)
  })
})

const valueOf = (field: HTMLElement): string => (field instanceof HTMLTextAreaElement ? field.value : '')

describe('The statement', () => {
  const dialogOf = async () => {
    fireEvent.click(screen.getByRole('button', { name: 'Reveal details…' }))
    return screen.findByRole('dialog')
  }
  /** Opens the first household of the list, made what the test wants. */
  const openAs = (part: Partial<HouseholdRecord>, prepare?: (fake: FakeBridge) => void) =>
    openHousehold((fake) => {
      prepare?.(fake)
      fake.households.splice(0, fake.households.length, ...fake.households.map((household) => ({ ...household, isProtected: false, referral: null, allocation: null, allocatedOfficer: null, nextActionOwner: null, ...part })))
    })

  test('a relationship chooses the likely purpose and fills in the words where they may stand: Enter confirms, and another purpose asks for words', async () => {
    const fake = await openAs({ allocatedOfficer: 'amara.okafor' }, (bridge) => {
      bridge.access = { ...bridge.access, officer: { ...bridge.access.officer!, team: 'customer-contact' } }
    })
    const dialog = await dialogOf()
    const field = await within(dialog).findByLabelText(/Reason, in your own words/)
    expect(within(dialog).getByLabelText('Resident\'s own contact', { selector: ':checked' })).toBeTruthy()
    expect(valueOf(field)).toBe('Resident\'s own contact: the household is allocated to me.')
    fireEvent.click(within(dialog).getByLabelText('Debt advice'))
    expect(valueOf(field)).toBe('')
    fireEvent.click(within(dialog).getByLabelText('Resident\'s own contact'))
    fireEvent.click(within(dialog).getByRole('button', { name: 'Reveal' }))
    await shown()
    expect(fake.requestsOf('reveal.request')).toMatchObject([{ purpose: 'own-contact', relationship: 'allocated', reason: 'Resident\'s own contact: the household is allocated to me.' }])
  })

  test('without a relationship nothing is filled in, and words of a relationship do not stand', async () => {
    const fake = await openAs({ allocatedTeam: 'welfare-rights' })
    const dialog = await dialogOf()
    const field = await within(dialog).findByLabelText(/Reason, in your own words/)
    expect(valueOf(field)).toBe('')
    expect(within(dialog).getByText(/^None recorded|Nothing until you have stated/)).toBeTruthy()
    fireEvent.click(within(dialog).getByLabelText('Resident\'s own contact'))
    fireEvent.change(field, { target: { value: 'Resident\'s own contact: the household is allocated to me.' } })
    fireEvent.click(within(dialog).getByRole('button', { name: 'Reveal' }))
    await screen.findByText('There is a problem')
    expect(fake.requestsOf('reveal.request')).toEqual([])
  })

  test('a court or law enforcement request asks for power and authoriser, keeps identifiers out of them, and sends both', async () => {
    const fake = await openAs({})
    const dialog = await dialogOf()
    fireEvent.click(await within(dialog).findByLabelText('Court or law enforcement request'))
    const ask = () => fireEvent.click(within(dialog).getByRole('button', { name: 'Ask for approval' }))
    fireEvent.change(within(dialog).getByLabelText(/Reason, in your own words/), { target: { value: 'Answering a written request about a missing person' } })
    ask()
    expect((await within(dialog).findAllByText('Say on which power the request rests')).length).toBeGreaterThan(0)
    fireEvent.change(within(dialog).getByLabelText('Power it rests on'), { target: { value: 'Data Protection Act 2018 Sch. 2 para. 2' } })
    fireEvent.change(within(dialog).getByLabelText('Authorised by'), { target: { value: 'Kent Police, 01622 690690' } })
    ask()
    expect((await within(dialog).findAllByText(/seems to hold a number/)).length).toBeGreaterThan(0)
    expect(fake.requestsOf('reveal.request')).toEqual([])
    fireEvent.change(within(dialog).getByLabelText('Authorised by'), { target: { value: 'Detective Inspector, Kent Police' } })
    ask()
    await waitFor(() => expect(fake.requestsOf('reveal.request')).toMatchObject([{ authority: { power: 'Data Protection Act 2018 Sch. 2 para. 2', authoriser: 'Detective Inspector, Kent Police' } }]))
  })

  test('Alt+N records that the officer decided not to, asks for nothing, and closes', async () => {
    const fake = await openAs({})
    const dialog = await dialogOf()
    const field = await within(dialog).findByLabelText(/Reason, in your own words/)
    fireEvent.keyDown(field, { key: 'n', code: 'KeyN', altKey: true })
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(fake.requestsOf('reveal.decideNot')).toHaveLength(1)
    expect(fake.requestsOf('reveal.request')).toEqual([])
  })

  test('every hidden group says why, for this role: what opens it, who must approve, and that nothing does', async () => {
    await openAs({})
    const why = (group: string) => screen.getByText(group, { selector: 'dt' }).parentElement?.textContent ?? ''
    await screen.findAllByText(/It opens for/)
    expect(why('Account numbers')).toMatch(/It opens for “Debt advice”, “Benefit maximisation”, once you have said why/)
    expect(why('Address')).toMatch(/With the approval of a supervisor it opens for .*“Court or law enforcement request”/)
    expect(whyHidden('money', [{ title: 'Data quality', fieldGroups: ['identity'], approval: 'none' }], false)).toMatchObject({ canAsk: false })
    expect(whyHidden('identity', [{ title: 'Data quality', fieldGroups: ['identity'], approval: 'none' }], true).lines[0]).toMatch(/protected record: two supervisors/)
  })
})
