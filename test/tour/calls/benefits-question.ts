import type { Call } from './call'

export const benefitsQuestion: Call = {
  title: 'Benefits question',
  story: 'A tenant asks whether the help with his rent goes on.',
  take: async (desk) => {
    await desk.openFind()
    await desk.find([['Name', 'Harjit Bhandalwar'], ['Day', '23'], ['Month', '1'], ['Year', '1969']])
    await desk.expectAnswer(/£247\.00/, /Discretionary Housing Payment/)
    await desk.picture('Benefits: the answer', 'The Discretionary Housing Payment ends in twelve days, and there are rent arrears already.')
    await desk.recordContact({ outcome: 'Spoke: advice given', next: ['Benefit check', 'In a week'] })
    await desk.saveContact()
    await desk.picture('Benefits: a check in a week', 'A benefit check is due in a week, before the payment ends.')
  },
}
