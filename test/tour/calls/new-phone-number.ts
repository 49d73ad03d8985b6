import { expect } from '@playwright/test'
import { revealed } from '../../support/screens/reveal-screen'
import type { Call } from './call'

export const newPhoneNumber: Call = {
  title: 'New phone number',
  story: 'A resident who was rung twice in vain rings back: she has a new number.',
  take: async (desk) => {
    await desk.openFind()
    await desk.find([['Name', 'Chiara Fontanelli'], ['Day', '30'], ['Month', '11'], ['Year', '1994']])
    await desk.expectAnswer(/Payment arrangement/)
    await desk.picture('New number: the answer', 'The arrangement is being kept, and two calls went unanswered: now it is clear why.')
    const dialog = await desk.stateNeed('Resident\'s own contact', 'Updating contact details at the resident\'s request, she has a new phone')
    await desk.hand.click(dialog.getByLabel('Phone and e-mail', { exact: true }))
    await desk.hand.click(dialog.getByRole('button', { name: 'Reveal', exact: true }))
    await expect(revealed(desk.page())).toContainText(/07700 ?900908/)
    await desk.picture('New number: the old one', 'The old number is shown, to be sure which one is out of date. The name and the phone are open, and nothing else.')
    await desk.hand.press('m')
    await desk.recordContact({ outcome: 'Spoke: advice given', note: 'Has a new phone, old number given up. Will send the new one in with the form.', next: ['Send a form', 'Tomorrow'] })
    await desk.picture('New number: the note', 'The note is sealed to the vault: no word of it is kept on the laptop in clear, or in the hub.')
    await desk.saveContact()
  },
}
