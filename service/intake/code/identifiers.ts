import { accepted, refused, type Reader } from './reading'

const matching = (pattern: RegExp, tidy: (text: string) => string): Reader<string> => (text) => {
  const tidied = tidy(text)
  return pattern.test(tidied) ? accepted(tidied) : refused('format')
}
const withoutBlanks = (text: string): string => text.toUpperCase().replaceAll(/\s+/g, '')

/**
 * National Insurance number: two letters, six digits, A to D (HMRC, NIM39110), form only; blanks, dots and dashes between them are dropped. The suffix says nothing of whose it is
 * and is often left out: the number stands without it, as the vault compares it. Prefixes which HMRC never issues are let through on purpose: demonstration data holds no others.
 */
export const niNumber: Reader<string> = matching(/^[A-Z]{2}\d{6}[A-D]?$/, (text) => withoutBlanks(text).replaceAll(/[./\p{Pd}]/gu, ''))

/** UK postcode by its form (BS 7666 outward and inward code), written with one blank. Whether the unit exists is not asked. */
export const postcode: Reader<string> = (text) => {
  const plain = withoutBlanks(text)
  const spaced = `${plain.slice(0, -3)} ${plain.slice(-3)}`
  return /^[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$/.test(spaced) ? accepted(spaced) : refused('format')
}

/** UK telephone number: 0, +44, 0044 or +44 (0), then nine or ten digits. Blanks kept single, as the resident would read it out. */
export const phone: Reader<string> = (text) => {
  const plain = text.replaceAll(/\p{Pd}/gu, '-') // a word processor's dash is no other number
  const digits = plain.replaceAll(/[\s()-]/g, '')
  return /^(?:0|(?:\+|00)440?)\d{9,10}$/.test(digits) ? accepted(plain.trim().replaceAll(/\s+/g, ' ')) : refused('format')
}

export const email: Reader<string> = matching(/^[^\s@=+][^\s@=]*@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/, (text) => text.toLowerCase())

/** Unique property reference number: up to 12 digits, without leading zeros. */
export const uprn: Reader<string> = matching(/^[1-9]\d{0,11}$/, (text) => text.replace(/^0+/, ''))

/** A source's own key of a record or person. */
export const sourceKey: Reader<string> = matching(/^[A-Z0-9][A-Z0-9/-]{2,59}$/, (text) => text.toUpperCase())
