import { expect } from '@playwright/test'
import { findAnswer } from '../../support/screens/find-screen'
import type { Call } from './call'

export const wrongPerson: Call = {
  title: 'Wrong person',
  story: 'A pensioner has been told of a summons and says that he owes nothing. Two people of his name live two doors apart.',
  take: async (desk) => {
    await desk.openFind()
    await desk.find([['Name', 'Peter Wainscott'], ['Postcode', 'CT2 7MV']])
    await expect(findAnswer(desk.page())).toContainText('Be more exact: 2 people match.')
    await desk.picture('Wrong person: be more exact', 'Two people match, and Casement says only how many. The officer asks for the date of birth, and nobody is shown to choose from.')
    await desk.find([['Day', '8'], ['Month', '5'], ['Year', '1952']], false)
    await desk.expectAnswer(/£0\.00/)
    await desk.picture('Wrong person: the answer', 'This household owes nothing and no summons was issued for it. The officer can say so, and learns nothing about anybody else.')
    await desk.recordContact({ outcome: 'Wrong person' })
    await desk.saveContact()
  },
}
