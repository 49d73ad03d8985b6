import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { givenWords } from '../../../renderer/features/household/new-details-panel'
import { renderApp } from './support/render-app'

const AT = '2026-11-27T10:00:00.000Z'
const DETAIL = '0192f000-0000-7000-8000-00000000aaaa'

describe('Without signal', () => {
  test('what cannot be opened says whom to ring, is kept with its words, and gone on with on the household', async () => {
    const fake = renderApp((bridge) => { bridge.failing.set('reveal.request', 'REVEAL_OFFLINE') })
    const { householdId, reference } = fake.households[0]!
    fireEvent.click((await screen.findAllByText(reference))[0]!)
    fireEvent.click(await screen.findByRole('button', { name: 'Reveal details…' }))
    const dialog = await screen.findByRole('dialog')
    fireEvent.click(await within(dialog).findByRole('radio', { name: 'Debt advice' }))
    fireEvent.change(within(dialog).getByRole('textbox', { name: /reason|Why/i }), { target: { value: 'Agreeing instalments before the hearing on Friday' } })
    fireEvent.click(within(dialog).getByRole('button', { name: 'Reveal' }))
    await within(dialog).findByText('01632 960700')
    fireEvent.click(within(dialog).getByRole('button', { name: 'Keep it until there is signal' }))
    await within(dialog).findByText(/Nothing is asked for without you/)
    expect(fake.requestsOf('queuedNeed.keep')).toMatchObject([{ householdId, purpose: 'debt-advice', reason: 'Agreeing instalments before the hearing on Friday' }])
    const close = within(dialog).getByText('Close')
    expect(document.activeElement).toBe(close) // the button that was pressed is gone
    fireEvent.click(close)
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })

  test('what was kept stands under Requests and on its household, and its words are in the dialog again', async () => {
    const fake = renderApp((bridge) => {
      const { householdId, reference, members } = bridge.households[0]!
      bridge.queuedNeeds.push({ needId: DETAIL, at: AT, reference, householdId, persons: [members[0]!.personId], purpose: 'debt-advice', fieldGroups: ['contact'], reason: 'Agreeing instalments before the hearing' })
    })
    fireEvent.click(await screen.findByRole('button', { name: /^Requests/ }))
    const kept = await screen.findByRole('region', { name: 'Kept until there is signal' })
    fireEvent.click(within(kept).getByRole('button', { name: `Go on with ${fake.households[0]!.reference}` }))
    fireEvent.click(await screen.findByRole('button', { name: 'Go on with it…' }))
    const dialog = await screen.findByRole('dialog')
    expect((await within(dialog).findByRole<HTMLInputElement>('radio', { name: 'Debt advice' })).checked).toBe(true)
    expect(within(dialog).getByDisplayValue('Agreeing instalments before the hearing')).toBeTruthy()
  })
})

describe('What was kept until there is signal', () => {
  test('goes only when the officer has said so twice; refused, it says that it is still there', async () => {
    const fake = renderApp((bridge) => {
      const { householdId, reference, members } = bridge.households[0]!
      bridge.queuedNeeds.push({ needId: DETAIL, at: AT, reference, householdId, persons: [members[0]!.personId], purpose: 'debt-advice', fieldGroups: ['contact'], reason: 'Agreeing instalments before the hearing' })
      bridge.failing.set('queuedNeed.remove', 'STORE_DISK_FULL')
    })
    fireEvent.click(await screen.findByRole('button', { name: /^Requests/ }))
    const remove = () => screen.findByRole('button', { name: `Remove what was kept for ${fake.households[0]!.reference}` })
    fireEvent.click(await remove())
    const dialog = await screen.findByRole('alertdialog', { name: 'Remove what was kept?' })
    within(dialog).getByText('Agreeing instalments before the hearing')
    fireEvent.click(within(dialog).getByRole('button', { name: 'Keep it' }))
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    expect(fake.requestsOf('queuedNeed.remove')).toEqual([])
    fireEvent.click(await remove())
    fireEvent.click(await screen.findByRole('button', { name: 'Remove it' }))
    await screen.findByText('It is still here.')
    fake.failing.delete('queuedNeed.remove')
    fake.queuedNeeds.length = 0
    fireEvent.click(screen.getByRole('button', { name: 'Remove it' }))
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Kept until there is signal' })).toBeNull())
    expect(fake.requestsOf('queuedNeed.remove')).toHaveLength(2)
  })
})

describe('New contact details', () => {
  test('the day is that of London: half past midnight in summer is not the day before', () => {
    expect(givenWords({ kind: 'mobile', at: '2026-06-30T23:30:00.000Z', team: 'housing-options', district: 'thanet' })).toBe('Mobile number given on 1 July 2026 by Housing options, Thanet')
  })

  test('the record says that some were given, by whom and when, and never what; what is missing in the form is said at once', async () => {
    const fake = renderApp((bridge) => {
      const [first] = bridge.households
      bridge.households[0] = { ...first!, newDetails: [{ detailId: DETAIL, at: AT, by: 'leila.haddad', team: 'housing-options', district: 'thanet', personId: first!.members[0]!.personId, kind: 'mobile' }] }
    })
    const { householdId, reference, members } = fake.households[0]!
    fireEvent.click((await screen.findAllByText(reference))[0]!)
    const panel = await screen.findByRole('region', { name: 'New contact details' })
    expect(within(panel).getByText('Mobile number given on 27 November 2026 by Housing options, Thanet')).toBeTruthy()
    fireEvent.click(within(panel).getByRole('button', { name: 'Add new contact details' }))
    const form = within(panel).getByRole('form', { name: 'New contact details' })
    fireEvent.change(within(form).getByLabelText('What you were given'), { target: { value: 'mobile' } })
    fireEvent.change(within(form).getByLabelText('Mobile number'), { target: { value: '12345' } })
    fireEvent.click(within(form).getByRole('button', { name: 'Seal and save' }))
    expect(within(form).getByRole('alert').textContent).toContain('Enter a mobile number, like 07700 900982')
    expect(fake.requestsOf('newDetails.add')).toEqual([])
    fireEvent.change(within(form).getByLabelText('Whose'), { target: { value: members[0]!.personId } })
    fireEvent.change(within(form).getByLabelText(/Mobile number/), { target: { value: '+44 7700 900982' } })
    fireEvent.click(within(form).getByRole('radio', { name: 'Not safe to use' }))
    fireEvent.click(within(form).getByRole('radio', { name: 'The resident' }))
    fireEvent.click(within(form).getByRole('button', { name: 'Seal and save' }))
    await waitFor(() => expect(fake.requestsOf('newDetails.add')).toEqual([{ householdId, personId: members[0]!.personId, kind: 'mobile', value: '07700 900982', safety: 'unsafe', origin: 'resident' }]))
    await within(panel).findByText(/shown again only by a reveal/)
    expect(document.body.innerHTML).not.toContain('07700 900982')
  })

  test('a note that holds a number offers to move it, keeps every other word, and can be left as it is', async () => {
    const fake = renderApp()
    const { reference, members } = fake.households[0]!
    fireEvent.click((await screen.findAllByText(reference))[0]!)
    fireEvent.click(await screen.findByRole('button', { name: 'Add contact outcome' }))
    const note = await screen.findByLabelText<HTMLTextAreaElement>(/^Note/)
    fireEvent.change(note, { target: { value: 'Rang back from 07700 900982 after work' } })
    const offer = await screen.findByText(/looks like a mobile number/)
    expect(offer.textContent).toContain('07700 900982')
    fireEvent.click(screen.getByRole('button', { name: 'Move it to new contact details' }))
    const form = await screen.findByRole('form', { name: 'New contact details' })
    expect(within(form).getByLabelText<HTMLInputElement>(/Mobile number/).value).toBe('07700 900982')
    fireEvent.change(within(form).getByLabelText('Whose'), { target: { value: members[0]!.personId } })
    fireEvent.click(within(form).getByRole('radio', { name: 'Safe to use' }))
    fireEvent.click(within(form).getByRole('radio', { name: 'The resident' }))
    fireEvent.click(within(form).getByRole('button', { name: 'Seal and save' }))
    await screen.findByText(/Everything else you wrote is still in the note/)
    expect(screen.getByLabelText<HTMLTextAreaElement>(/^Note/).value).toBe('Rang back from [mobile number: see new contact details] after work')
    fireEvent.change(screen.getByLabelText(/^Note/), { target: { value: 'Ask for Mr Testbourne' } })
    fireEvent.click(await screen.findByRole('button', { name: 'Leave it in the note' }))
    expect(screen.queryByText(/looks like a name/)).toBeNull()
    expect(screen.getByLabelText<HTMLTextAreaElement>(/^Note/).value).toBe('Ask for Mr Testbourne')
  })
})
