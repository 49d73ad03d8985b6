import type { Call } from './call'

export const breathingSpace: Call = {
  title: 'Breathing Space',
  story: 'A resident is afraid of the enforcement agents. Her debt adviser has applied for Breathing Space.',
  take: async (desk) => {
    await desk.openFind()
    await desk.find([['Day', '11'], ['Month', '7'], ['Year', '1986'], ['NI number', 'QQ 12 00 06 B']])
    await desk.expectAnswer(/£3,127\.45/, /Recovery is paused/)
    await desk.picture('Breathing Space: the answer', 'Before anything else: recovery is paused, until when, and what must not be done meanwhile. Three creditors, and what is owed in all.')
  },
}
