import { z } from 'zod'

/**
 * A household's speakable reference, e.g. `K7M-4QX-9`: six random characters and a check character from an alphabet
 * without look-alikes (no 0 O 1 I L 2 Z 5 S 8 B U V), so that it survives being read out on the phone.
 * The check character is MOD 23 with weights 2…7 (23 is prime, so every single wrong character
 * and every swap of two neighbours is caught).
 */
export const REFERENCE_ALPHABET = '34679CDFGHJKMNPQRTWXYAE'

const weighted = (body: string): number =>
  [...body].reduce((sum, char, i) => sum + REFERENCE_ALPHABET.indexOf(char) * (i + 2), 0)

const checkCharacter = (body: string): string => REFERENCE_ALPHABET.charAt(weighted(body) % REFERENCE_ALPHABET.length)

/** Formats six alphabet indexes (0-22) as a reference with its check character. */
export function makeReference(indexes: ReadonlyArray<number>): string {
  const body = indexes.slice(0, 6).map((n) => REFERENCE_ALPHABET.charAt(n % REFERENCE_ALPHABET.length)).join('')
  return `${body.slice(0, 3)}-${body.slice(3)}-${checkCharacter(body)}`
}

/** For hints: a reference as it looks, check character included. Nobody's. */
export const EXAMPLE_REFERENCE = 'K7M-4QX-G'

/** Spaces and every kind of dash: word processors and e-mail turn a hyphen into an en dash. */
const plainOf = (typed: string): string => typed.toUpperCase().replaceAll(/[\s\p{Pd}\u2212]/gu, '')

/** The beginning of a reference, as stored, from what a person typed of it; also of one that cannot be, which fits nothing. */
export function referencePrefix(typed: string): string {
  const plain = plainOf(typed)
  return [plain.slice(0, 3), plain.slice(3, 6), plain.slice(6)].filter((part) => part !== '').join('-')
}

/** Reads what a person typed (any case, with or without dashes and spaces); null when it is not a whole, valid reference. */
export function parseReference(typed: string): string | null {
  const plain = plainOf(typed)
  if (plain.length !== 7 || [...plain].some((char) => !REFERENCE_ALPHABET.includes(char))) return null
  const body = plain.slice(0, 6)
  return checkCharacter(body) === plain.charAt(6) ? `${body.slice(0, 3)}-${body.slice(3)}-${plain.charAt(6)}` : null
}

export const ReferenceSchema = z.string().refine((value) => parseReference(value) === value, 'not a household reference')
