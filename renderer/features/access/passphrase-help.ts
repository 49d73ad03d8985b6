import { passphraseStrength } from '../../../shared/passphrase/passphrase-strength'

/** What the officer sees under the field while typing: the same estimate that decides when it is sent. */
export interface PassphraseHelp {
  readonly strength: 'empty' | 'weak' | 'nearly' | 'strong'
  readonly words: string
}

const WORDS = {
  empty: 'Four or more unrelated words, such as things you can see from different windows.',
  common: 'One of the words is among the first that thieves try. Choose another one.',
  repeated: 'A word or a letter is repeated. Choose another one.',
  sequence: 'A row of keys or of the alphabet is quickly guessed. Use words.',
} as const

/** Says in words what a passphrase still needs. */
export function passphraseHelp(passphrase: string): PassphraseHelp {
  const { isStrong, problem } = passphraseStrength(passphrase)
  if (isStrong || problem === null) return { strength: 'strong', words: 'Strong: it would take a thief many years to guess.' }
  if (problem === 'empty') return { strength: 'empty', words: WORDS.empty }
  if (problem !== 'too-few-words') return { strength: 'weak', words: WORDS[problem] }
  const count = passphrase.trim().split(/\s+/).length
  if (count < 2) return { strength: 'weak', words: 'One word can be guessed in minutes. Use four or more unrelated words.' }
  return { strength: 'nearly', words: count >= 4 ? 'A little more: use longer words, or one more.' : `Add ${count === 3 ? 'one more word' : `${4 - count} more words`}, unrelated to the others.` }
}
