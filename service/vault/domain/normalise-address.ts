import { normalisePostcode } from './normalise-identifiers'

const SHORT: Readonly<Record<string, string>> = {
  street: 'st', road: 'rd', avenue: 'ave', close: 'cl', drive: 'dr', lane: 'ln', court: 'ct', place: 'pl', gardens: 'gdns',
  terrace: 'ter', crescent: 'cres', square: 'sq', apartment: 'flat', apt: 'flat', saint: 'st',
}

/** A first line that names a part of a building only, so that the second line belongs to it. */
const PART_OF_BUILDING = /^(?:flat|unit|room|studio) ?[a-z0-9]+$/

const plainLine = (line: string): string =>
  line
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/['’.]/g, '')
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()
    .split(' ')
    .map((word) => SHORT[word] ?? word)
    .join(' ')

/**
 * First address line (with the second when the first is only a flat) and postcode, in one comparable spelling; null without a
 * usable postcode or line. Two households at one such key count as one unless their UPRNs differ.
 */
export function normaliseAddress(address: Readonly<{ lines: readonly string[]; postcode: string | null }>): string | null {
  const postcode = address.postcode === null ? null : normalisePostcode(address.postcode)
  const [first = '', second = ''] = address.lines.map(plainLine).filter((line) => line !== '')
  if (postcode === null || first === '') return null
  return `${PART_OF_BUILDING.test(first) ? `${first} ${second}`.trim() : first}|${postcode}`
}
