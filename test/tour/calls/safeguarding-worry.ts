import { expect } from '@playwright/test'
import { revealed, maskedAgain } from '../../support/screens/reveal-screen'
import type { Call } from './call'

export const safeguardingWorry: Call = {
  title: 'Safeguarding worry',
  story: 'A neighbour has not seen an old woman for days, and heard shouting.',
  take: async (desk) => {
    await desk.openFind()
    await desk.find([['Name', 'Marjorie Thistlewood'], ['Postcode', 'CT1 8IC']])
    await desk.expectAnswer(/Safe-contact warning/, /£479\.00/)
    await desk.picture('Safeguarding: the warning', 'The safe-contact warning stands above everything: contact through the support worker only, no voicemail. The neighbour is told nothing.')
    const dialog = await desk.stateNeed('Safeguarding an adult', 'Passing a safeguarding concern to adult social care after a neighbour rang')
    await desk.picture('Safeguarding: the need', 'Adult social care needs the address. Purpose, reason, what will open, on which basis, and for how long.')
    await desk.hand.click(dialog.getByRole('button', { name: 'Reveal', exact: true }))
    await expect(revealed(desk.page())).toContainText('Thistlewood')
    await desk.picture('Safeguarding: shown', 'The entry is in the ledger, proved, and only then is anything shown: with its countdown, its reason and the officer\'s name across it.')
    await desk.hand.press('m')
    await expect(maskedAgain(desk.page())).toBeVisible()
    await desk.picture('Safeguarding: masked again', 'm masks it again before the time is up.')
    await desk.recordContact({ outcome: 'Safeguarding concern raised', next: ['Refer to a partner', 'Tomorrow'] })
    await desk.saveContact()
  },
}
