import { expect } from '@playwright/test'
import type { Call } from './call'

export const protectedRecord: Call = {
  title: 'Protected record',
  story: 'A caller is found like anybody; but the record is a protected one.',
  take: async (desk) => {
    await desk.openFind()
    await desk.find([['Name', 'Rowan Castellane'], ['Day', '6'], ['Month', '6'], ['Year', '1981']])
    await desk.expectAnswer(/Protected record/)
    await desk.picture('Protected record: the answer', 'The masked record answers the call. That it is protected is said; why, is not.')
    const dialog = await desk.stateNeed('Debt advice', 'Agreeing a payment arrangement on the phone with the resident')
    await desk.hand.click(dialog.getByRole('button', { name: 'Ask for approval' }))
    await expect(dialog.getByText('Somebody else must approve this first.')).toBeVisible()
    await desk.picture('Protected record: somebody else decides', 'A reveal of a protected record is not the officer\'s alone to make. The attempt is in the ledger too.')
    await desk.hand.press('Escape')
  },
}
