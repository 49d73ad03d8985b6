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

/** Reads what a person typed (any case, with or without dashes and spaces); null when it is not a whole, valid reference. */
export function parseReference(typed: string): string | null {
  const plain = typed.toUpperCase().replaceAll(/[\s-]/g, '')
  if (plain.length !== 7 || [...plain].some((char) => !REFERENCE_ALPHABET.includes(char))) return null
  const body = plain.slice(0, 6)
  return checkCharacter(body) === plain.charAt(6) ? `${body.slice(0, 3)}-${body.slice(3)}-${plain.charAt(6)}` : null
}

export const ReferenceSchema = z.string().refine((value) => parseReference(value) === value, 'not a household reference')
