import { PRACTICE_IDS } from './practice-people'

/** A question that the masked page answers. */
export interface PracticeQuestion {
  readonly id: string
  readonly words: string
  readonly answers: ReadonlyArray<string>
  readonly right: string
  /** Said after a wrong answer: where to look. */
  readonly hint: string
}

export interface PracticeExercise {
  readonly id: 'masked' | 'reveal' | 'exact'
  readonly title: string
  readonly aim: string
  /** What is said on the phone, with what the caller gives. */
  readonly call: ReadonlyArray<string>
  readonly householdId: string
  readonly questions: ReadonlyArray<PracticeQuestion>
}

export const PRACTICE_EXERCISES: ReadonlyArray<PracticeExercise> = [
  {
    id: 'masked', title: 'Answer without opening anything', aim: 'Most calls need no name. See how far the masked page goes.',
    call: ['“It’s Nora Practice-Example, born 4 May 1985. What do I owe you in all, and will you stop the letters?”'],
    householdId: PRACTICE_IDS.nora,
    questions: [
      { id: 'owed', words: 'What is owed in all?', answers: ['£486.20', '£798.20', '£312.00'], right: '£798.20', hint: 'Not quite. Look at Owed in all, at the top of the household.' },
      { id: 'paused', words: 'May you ask for payment today?', answers: ['Yes', 'No, recovery is paused'], right: 'No, recovery is paused', hint: 'Not quite. Read the notice above the household: Breathing Space is running.' },
    ],
  },
  {
    id: 'reveal', title: 'Open what you need, and no more', aim: 'State a need, open a phone number, mask it again.',
    call: ['“I’m Idris Practice-Sample, born 17 September 1991. I have the eviction notice here and I must go, ring me back this afternoon, will you?” He hangs up.', 'You need his number to ring back, and nothing else.'],
    householdId: PRACTICE_IDS.idris,
    questions: [{ id: 'left', words: 'How long has the duty to run?', answers: ['6 days', '14 days', '56 days'], right: '6 days', hint: 'Not quite. Look at Homelessness duty, at the top right.' }],
  },
  {
    id: 'exact', title: 'Two of one name, and a warning', aim: 'Be exact, read the warnings first, and open nothing out of worry.',
    call: ['A neighbour: “I’m worried about June Practice-Specimen, the curtains at her place have been shut for days. The postcode is ZZ9 9ZZ.”', 'If you ask: “She turned 70-odd, her birthday is 11 February 1950.”'],
    householdId: PRACTICE_IDS.juneSenior,
    questions: [{ id: 'safe', words: 'How may she be contacted?', answers: ['By phone, with a message', 'Through her support worker only', 'By letter'], right: 'Through her support worker only', hint: 'Not quite. Read the safe-contact warning above the household.' }],
  },
]
