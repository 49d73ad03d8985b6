import { FIELD_GROUPS } from '../../shared/model/codes'

/** One thing on the screens that needs explaining, in the words of somebody who explains it at the next desk. */
export interface Meaning {
  readonly title: string
  readonly lines: ReadonlyArray<string>
}

export const MEANINGS = {
  'risk-band': {
    title: 'Risk band',
    lines: [
      'Low, moderate, high or severe: how many signs of coming trouble the services hold about a household, added up as points.',
      'It sorts your list. It decides nothing, and it knows only what the services have sent: a household in the lowest band can be in trouble.',
      'A household page shows the factors behind its band, each with its points, its source and its date.',
    ],
  },
  'duty-clock': {
    title: 'Duty clock',
    lines: [
      'A prevention or relief duty runs for 56 days from the day it was accepted (Housing Act 1996, sections 195 and 189B). The bar shows how much of it has gone.',
      'It turns amber with 14 days left and red when the days are over. Over means that a decision is due, not that the help has stopped.',
      'The main duty has no clock. The dates come from the housing system: if they look wrong, check there.',
    ],
  },
  'risk-indicator': {
    title: 'Risk indicator',
    lines: [
      'Advice from a fixed set of rules, the same for every household. There is no learning machine behind it.',
      'Each factor shows its points, which service said so and as at when. A factor marked overdue rests on old data.',
      'You judge. If you see it differently, go by what you know and record what you agreed in the contact.',
    ],
  },
  'masked-groups': {
    title: 'What is masked',
    lines: [
      `Who they are is not on this laptop at all. It is kept in the identity vault in ${Object.keys(FIELD_GROUPS).length} groups: ${Object.values(FIELD_GROUPS).map((words) => words.toLowerCase().replace('ni number', 'NI number')).join('; ')}.`,
      'Opening any of them needs a purpose and a reason, which are logged before anything is shown. The purpose decides which groups can open: Why is this still hidden, beside each group, says which.',
      'Choose only the groups you need. The details are shown for a few minutes and then masked again by themselves.',
    ],
  },
} as const satisfies Record<string, Meaning>
export type MeaningKey = keyof typeof MEANINGS
