const TITLES = /^(?:mr|mrs|miss|ms|mx|master|dr|prof|professor|rev|reverend|sir|dame|lord|lady)\b\.?\s*/iu
/** Letters that do not come apart into a base letter and a mark under Unicode NFKD. */
const LIGATURES: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' }

/** Lower case, without marks and punctuation; words kept apart by one blank. `O’Brien` and `OBRIEN` become `obrien`. */
function plainWords(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[ßæœøłđðþı]/gu, (letter) => LIGATURES[letter] ?? letter)
    .replaceAll(/['’‘‛ʻʼʹ′`´.]/gu, '')
    .replaceAll(/[^\p{L}]+/gu, ' ')
    .trim()
}

const joined = (text: string): string => plainWords(text).replaceAll(' ', '')

/**
 * A name as somebody said it, for exact matching: no case, marks, punctuation, blanks or title; `Smith, Ann` is `Ann Smith`. Blanks
 * go too, so that `Smith-Jones`, `Smith Jones` and `Smithjones` are one. Null when no letters are left.
 */
export function normaliseName(name: string): string | null {
  const [before = '', after] = name.split(',', 2)
  const inOrder = after === undefined ? name : `${after} ${before}`
  const plain = joined(inOrder.trim().replace(TITLES, ''))
  return plain === '' ? null : plain
}

/**
 * Every way in which a recorded person may be named by a caller, normalised: all forenames or the first one, with the whole
 * surname or one part of a double barrel. Sorted, without repeats.
 */
export function nameVariants(name: Readonly<{ forenames: string; surname: string }>): string[] {
  const forenames = plainWords(name.forenames.replace(TITLES, '')).split(' ')
  const [first = ''] = forenames
  const parts = plainWords(name.surname.replaceAll('-', ' ')).split(' ').filter((part) => part.length > 2)
  const surnames = [joined(name.surname), ...(parts.length > 1 ? parts : [])]
  const variants = surnames.flatMap((surname) => [forenames.join('') + surname, first + surname])
  return [...new Set(variants)].filter((variant) => variant !== '').toSorted()
}

/** The one strict spelling by which two source rows are held to name the same person. */
export const fullNameKey = (name: Readonly<{ forenames: string; surname: string }>): string =>
  `${joined(name.forenames.replace(TITLES, ''))} ${joined(name.surname)}`
