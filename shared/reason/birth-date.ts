import { blotted, spanOf } from './readable-text'

const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*'

/** Dates with a year. */
const DATES: ReadonlyArray<RegExp> = [
  /\b\d{1,2}[/.-]\d{1,2}[/.-]((?:19|20)?\d{2})\b/g,
  /\b(?:0?[1-9]|[12]\d|3[01])\s+(?:0?[1-9]|1[0-2])\s+((?:19|20)\d{2})\b/g,
  new RegExp(String.raw`\b\d{1,2}(?:st|nd|rd|th)?[\s./-]*(?:of\s+)?${MONTH}[\s,./-]*((?:19|20)\d{2}|'\d{2})\b`, 'gi'),
  new RegExp(String.raw`\b${MONTH}\s+\d{1,2}(?:st|nd|rd|th)?,?\s+((?:19|20)\d{2})\b`, 'gi'),
  /\b((?:19|20)\d{2})[/.-]\d{2}[/.-]\d{2}\b/g,
]
/** With two digits for the year it is a date only after a word for birth: `3 May 30 days' notice`. */
const SHORT_YEAR = new RegExp(String.raw`\b\d{1,2}(?:st|nd|rd|th)?[\s./-]*${MONTH}[\s,./-]+\d{2}\b`, 'gi')

/** A month and a year in words, of the last century or of this one's first two decades: no hearing is then. */
const SPOKEN = new RegExp(String.raw`\b${MONTH}[\s,]+(?:nineteen[\s-]+(?:hundred|oh|ten|eleven|twelve|\w+teen|\w+ty)|two thousand(?:[\s-]+and)?[\s-]+(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen))\b`, 'i')

/** Not the words for what surrounds a birth: a certificate, a plan, a parent. */
const BIRTH = /(?<!\bpre[\s-]?)\b(?:born|birth(?!\s+(?:cert|plan|mother|father|parent|partner|assess|weight))|birthday|d\.?\s?o\.?\s?b)\b/i
const REACH = 40

/** Is a word for birth before the date, with no other clause between, or right after it? */
function isOfBirth(text: string, [start, end]: readonly [number, number]): boolean {
  const before = text.slice(Math.max(0, start - REACH), start).split(/[,;]\s*(?=[\p{L}])/u).at(-1) ?? ''
  return BIRTH.test(before) || /^\W*(?:\(?\s*)(?:d\.?\s?o\.?\s?b\b|birth|as (?:date of birth|dob)|is (?:the )?(?:date of birth|dob))/i.test(text.slice(end, end + REACH))
}

/** A date of last year, this or the next is a hearing, a notice or a visit; any other, and any that a word for birth goes with, is taken for a date of birth. */
export function findBirthDate(text: string): readonly [number, number] | null {
  const spoken = spanOf(SPOKEN.exec(text))
  if (spoken !== null) return spoken
  const thisYear = new Date().getFullYear()
  for (const shape of [...DATES, SHORT_YEAR]) {
    for (const match of text.matchAll(shape)) {
      const at = spanOf(match)
      if (at === null) continue
      if (isOfBirth(text, at)) return at
      const written = Number((match[1] ?? String(thisYear)).replace('\'', ''))
      const year = written < 100 ? 2_000 + written : written
      if (Math.abs(year - thisYear) > 1) return at
    }
  }
  return null
}

/** Takes the dates out, keeping the length so that offsets stay right. */
export const withoutDates = (text: string): string => DATES.reduce((left, shape) => left.replaceAll(shape, blotted), text)
