import type { Call } from './call'

export const evictionNotice: Call = {
  title: 'Eviction notice',
  story: 'A father of one has had a notice from his landlord and asks how long he has.',
  take: async (desk) => {
    await desk.openFind()
    await desk.find([['Name', 'Kwame Asante-Boyd'], ['Phone', '07700 900902']])
    await desk.expectAnswer(/£2,960\.00/, /3 days left/)
    await desk.picture('Eviction notice: the answer', 'The prevention duty has three days to run, and the clock says so in words and in shape. Rent arrears and the notice are in the debts and the chronology.')
    await desk.recordContact({ outcome: 'Spoke: advice given', next: ['Visit', 'Tomorrow'] })
    await desk.saveContact()
    await desk.picture('Eviction notice: a visit tomorrow', 'Advice given, and a visit promised for tomorrow.')
  },
}
