import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { renderApp } from './support/render-app'

const AT = '2026-11-27T10:00:00.000Z'
const DETAIL = '0192f000-0000-7000-8000-00000000aaaa'

describe('New contact details', () => {
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
