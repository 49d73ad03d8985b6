import { checkReason } from '../../../shared/reason/check-reason'

const WORDS = {
  empty: 'Say why, in a few words', 'too-short': 'Say a little more: it must be understood later', filler: 'This does not say why',
  identifier: 'Take out numbers, postcodes and e-mail addresses: nothing here may say who somebody is',
} as const

/** What is wrong with the words; a probable name only warns. */
export function problemOfWords(words: string): string | null {
  const { problem } = checkReason(words)
  return problem === null || problem === 'name' ? null : WORDS[problem]
}
export const mayHoldName = (words: string): boolean => checkReason(words).problem === 'name'
