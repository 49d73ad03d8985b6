/** What the officer sees under the field while typing. The laptop decides when it is sent; this only helps beforehand. */
export interface PassphraseHelp {
  readonly strength: 'empty' | 'weak' | 'nearly' | 'strong'
  readonly words: string
}

const COMMON = new Set('password passphrase letmein welcome qwerty admin council casement kent monkey dragon football summer winter spring autumn hello'.split(' '))

/** Says in words what a passphrase still needs: four or more unrelated words, or twenty mixed characters. */
export function passphraseHelp(passphrase: string): PassphraseHelp {
  const text = passphrase.trim().toLowerCase()
  if (text === '') return { strength: 'empty', words: 'Four or more unrelated words, such as things you can see from different windows.' }
  const words = text.split(/[\s.,_-]+/).filter((word) => word.length >= 3)
  const distinct = new Set(words.filter((word) => !COMMON.has(word)))
  if (words.length > distinct.size) return { strength: 'weak', words: 'A word is repeated or very common. Choose another one.' }
  if (distinct.size >= 4 && text.length >= 18) return { strength: 'strong', words: 'Strong: it would take a thief many years to guess.' }
  if (new Set(text).size >= 12 && text.length >= 20) return { strength: 'strong', words: 'Strong, if it is not a quotation or a song.' }
  const missing = 4 - distinct.size
  if (distinct.size >= 2) return { strength: 'nearly', words: missing > 0 ? `Add ${missing === 1 ? 'one more word' : `${missing} more words`}, unrelated to the others.` : 'A little longer: choose longer words.' }
  return { strength: 'weak', words: 'One word can be guessed in minutes. Use four or more unrelated words.' }
}
