import type { Call } from './call'

export const arrears: Call = {
  title: 'Council tax arrears',
  story: 'A resident rings with a council tax letter in her hand and reads out the account number. She cannot keep to what was agreed.',
  take: async (desk) => {
    await desk.openFind()
    await desk.picture('Find', 'The phone rings: g, then f. The focus is in the name, and the purpose is filled in. Two details, or one account number, are enough.')
    await desk.find([['Account number', '79000001A']])
    await desk.expectAnswer(/£1,284\.60/, /Arrangement broken/)
    await desk.picture('Arrears: the answer', 'No name was needed. What is owed in all, the broken arrangement and the last contact are on the screen; the identity stays hidden.')
    await desk.recordContact({ outcome: 'Spoke: arrangement agreed', note: 'Can pay £25 a month from the first of the month. Wants the reminder by letter.', next: ['Check payment', 'In two weeks'] })
    await desk.picture('Arrears: the contact', 'c opens the contact outcome. The outcome is coded, the note is sealed to the vault, and the next action has a date.')
    await desk.saveContact()
    await desk.picture('Arrears: recorded', 'Saved on this laptop at once, and sent when there is a signal. The next action puts the household on this officer\'s list.')
  },
}
