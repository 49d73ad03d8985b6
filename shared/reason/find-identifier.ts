import { findBirthDate, withoutDates } from './birth-date'
import { withoutHarmless } from './harmless-numbers'
import { readableText, spanOf } from './readable-text'
import { findSpelledNumber } from './spelled-number'
import { STREET_ADDRESSES } from './street-address'

/** Domains that people name without their ending. */
const MAIL_HOSTS = 'gmail|googlemail|hotmail|outlook|yahoo|icloud|live|btinternet|aol|sky|talktalk|msn|proton(?:mail)?'
/** Words that say that a shorter number is somebody's. */
const REF_OF = String.raw`(?:nhs|uprn|asch|passport|crn|a\/c)\b|(?:account|acct?|claim|tenancy|rent|case|ctax|ct|council tax|hb|prison|roll)\s*(?:a\/c|ref(?:erence)?|no|num(?:ber)?|id)\b`

/** Shapes of identifiers that the ledger's side table must not hold: NI number, NHS number, postcode, phone, e-mail, long numbers, addresses. */
const IDENTIFIERS: ReadonlyArray<RegExp> = [
  /\b[a-z]\s?[a-z]\s*\d{2}\s*\d{2}\s*\d{2}\s*[a-d]\b/i,
  /\b\d{3}[\s-]?\d{3}[\s-]?\d{4}\b/,
  // No postcode ends in AM or PM: `s21 4pm` is a section and a time.
  /\b[a-z]{1,2}\d[a-z\d]?\s*\d(?![ap]m\b)[a-z]{2}\b/i,
  /\b[a-z] (?:[a-z] )?\d (?:[a-z\d] )?\d [a-z] [a-z]\b/i,
  /(?:\+44|\b0)(?:[\s().+-]{0,3}\d){9,11}\b/,
  /[^\s@]{1,64}@[^\s@]+\.[^\s@]+/,
  /[^\s@]\s?@\s?[a-z\d-]+\s?\.\s?(?:com|co|org|net|uk|gov)\b/i,
  new RegExp(String.raw`[^\s@]\s?(?:@\s?|\bat\s)(?:${MAIL_HOSTS})\b(?!\s+(?:calls?|chat|events?|tv))`, 'i'),
  /[\w.+-]\s?[([{<]\s?at\s?[)\]}>]\s?[\w-]+/i,
  /\b(?:at|@)\s+[\w-]+(?:\s+dot\s+[a-z]{2,})+\b/i,
  // Account, claim and tenancy numbers: six digits or more, with the few letters that systems put around them.
  /(?<![\p{L}\d])[a-z]{0,3}[\s-]?\d(?:[\s-]?\d){5,}[a-z]{0,2}(?![\p{L}\d])/iu,
  /\b\d{2}\s?[-–]\s?\d{2}\s?[-–]\s?\d{2}\b/,
  // Driving licences and the like, letters and digits in one; prison numbers.
  /\b(?=(?:[a-z]*\d){5})(?=\d*[a-z])[a-z\d]{8,}\b/i,
  /\b[a-z]\d{4}[a-z]{2}\b/i,
  new RegExp(String.raw`\b(?:${REF_OF})\W*(?:ref|no|num(?:ber)?|id)?\W*(?:is\s)?[a-z]{0,3}[-/]?\d(?:[\s-]?\d){4,}(?!\d)`, 'i'),
  ...STREET_ADDRESSES,
]

/** Drops what people put between the parts of an identifier and reads their O as a nought, keeping the length so that offsets stay right: `AB/12/34` ▸ `AB 12 34`. */
const withPlainSeparators = (text: string): string =>
  text
    .replaceAll(/(?<=\d)(?:\s[/*-]\s|-{2,3})(?=\d)/g, (apart) => ' '.repeat(apart.length))
    .replaceAll(/(?<=[\p{L}\d])[./_\\,:;|*~•·=-](?=[\p{L}\d])/gu, ' ')
    .replaceAll(/\b(?=[o\d]*\d)[o\d]{3,}\b/gi, (digits) => digits.replaceAll(/o/gi, '0'))

/** Every dash that a word processor or a telephone puts between figures. */
const DASHES = /[\u2010-\u2015\u2212]/g

/** Where the first identifier stands, for whoever offers another place for it. Words as typed, so that offsets are theirs. */
export function firstIdentifier(typed: string): readonly [number, number] | null {
  const harmful = withoutHarmless(typed.replaceAll(DASHES, '-'))
  const born = findBirthDate(harmful)
  if (born !== null) return born
  const text = withoutDates(harmful)
  const plain = withPlainSeparators(text)
  for (const identifier of IDENTIFIERS) {
    const at = spanOf(identifier.exec(text) ?? identifier.exec(plain))
    if (at !== null) return at
  }
  return findSpelledNumber(text)
}

/** For other words of an officer that are kept beside a reason (a legal power, who authorised it). */
export const holdsIdentifier = (text: string): boolean => firstIdentifier(readableText(text)) !== null
