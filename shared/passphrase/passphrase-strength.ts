/** How a passphrase would fare, and what to say about it. `score`: 0 useless to 4 strong; `isStrong` is what enrolment asks for. */
export interface PassphraseStrength {
  readonly isStrong: boolean
  readonly score: 0 | 1 | 2 | 3 | 4
  /** The one thing to mend first; null when it is strong. */
  readonly problem: 'empty' | 'common' | 'repeated' | 'sequence' | 'too-few-words' | null
}

/** What people type first, in pieces: each counts as one small choice however long it is. */
const COMMON = (
  'password passphrase letmein welcome qwerty qwertyuiop azerty asdfgh zxcvbn admin administrator login council casement secret changeme default kent canterbury maidstone ' +
  'ashford dover thanet england london football arsenal chelsea liverpool summer winter spring autumn monday tuesday wednesday thursday friday saturday sunday january february ' +
  'march april may june july august september october november december dragon monkey sunshine princess iloveyou master shadow superman batman trustno correct horse battery staple'
).split(' ')
const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'abcdefghijklmnopqrstuvwxyz', '01234567890', '09876543210']

/** Guesses an attacker needs for one part, as bits; a dictionary word is one of some 8,000, anything else goes by its characters. */
function bitsOf(part: string): number {
  if (part.length === 0) return 0
  if (new Set(part).size <= 2) return 3
  if (COMMON.includes(part.replaceAll(/[^\p{L}]/gu, ''))) return 5
  if (part.length >= 3 && ROWS.some((row) => row.includes(part) || row.includes([...part].toReversed().join(''))))
    return 4
  const hasDigit = /\d/.test(part)
  const hasOther = /[^\p{L}\d]/u.test(part)
  const perCharacter = hasOther || hasDigit ? 4.5 : 3.5
  const asCharacters = Math.min(part.length, 24) * perCharacter
  // Letters alone are taken for a word (one of 8,000 known ones), a digit tail adds little.
  if (!hasOther && /^\p{L}+\d{0,4}$/u.test(part) && part.length <= 12)
    return Math.min(asCharacters, 13 + (hasDigit ? 3 : 0))
  return asCharacters
}

/**
 * Estimates a passphrase offline: words in any language count once each, repeats and runs count nothing much. Strong is 50 bits
 * or more, which four unrelated words reach; behind argon2id and the system key store that outlasts a stolen laptop. Pure.
 */
export function passphraseStrength(passphrase: string): PassphraseStrength {
  const parts = passphrase
    .normalize('NFKC')
    .toLowerCase()
    .split(/[\s\-_.,;:/+]+/)
    .filter((part) => part !== '')
  if (parts.length === 0) return { isStrong: false, score: 0, problem: 'empty' }
  const distinct = [...new Set(parts)]
  const bits = distinct.reduce((sum, part) => sum + bitsOf(part), 0)
  const score = bits >= 65 ? 4 : bits >= 50 ? 3 : bits >= 36 ? 2 : bits >= 20 ? 1 : 0
  if (score >= 3) return { isStrong: true, score, problem: null }
  return { isStrong: false, score, problem: problemOf(parts, distinct) }
}

function problemOf(parts: ReadonlyArray<string>, distinct: ReadonlyArray<string>): PassphraseStrength['problem'] {
  if (distinct.length < parts.length || distinct.every((part) => new Set(part).size <= 2)) return 'repeated'
  if (distinct.some((part) => part.length >= 3 && ROWS.some((row) => row.includes(part)))) return 'sequence'
  if (distinct.some((part) => COMMON.includes(part.replaceAll(/[^\p{L}]/gu, '')))) return 'common'
  return 'too-few-words'
}
