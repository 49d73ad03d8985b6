import { blotted } from './readable-text'

const DAY = String.raw`(?:0?[1-9]|[12]\d|3[01])`
const MONTH = '(?:0?[1-9]|1[0-2])'
const QUARTER_HOUR = '(?:[01]\\d|2[0-3])(?:00|15|30|45)'
const AGE = String.raw`(?:[1-9]|1\d)`
const ORDINAL_OF = 'floor|fl|visit|time|letter|stage|notice|call|attempt|reminder|review|hearing|child|offer'

/** What looks like an identifier, or joins with its neighbours to one, and is none. */
const HARMLESS: ReadonlyArray<RegExp> = [
  // Money: with the sign, with pence, with a comma, by the week or month, round sums in a row.
  /£\s?(?:[1-9]\d{0,2}(?:,\d{3}){1,2}|\d{1,6})(?:\.\d{1,2})?(?![\d.,]*\d)/g,
  /(?<![\p{L}\d]|\d[\s.,/-])[1-9]\d{0,4}\.\d\d(?![.,/-]\s?\d|\d|\s\d{2})/gu,
  /(?<![\p{L}\d.,/-])[1-9]\d{0,2},\d{3}(?:\.\d\d)?(?![.,/-]?\d)/gu,
  /(?<![\p{L}\d.,/-])[1-9]\d{1,4}(?:\s?(?:-|–|to)\s?[1-9]\d{1,4})?(?=\s?(?:pcm|p\/?[wm]|per|a (?:week|month)|weekly|monthly)\b)/giu,
  /(?<![\p{L}\d.,/-]|\d\s)[1-9]\d{0,2}[05]0(?:\s[1-9]\d{0,2}[05]0)+(?![\d.,/-]|\s\d)/gu,
  // Financial years and years in a row.
  /(?<![\d/-])20\d\d\s?[/-]\s?(?:20)?\d\d(?![\d/-])/g,
  /(?<!\d)20[0-3]\d(?:(?:\s?[,/&-]\s?|\s)20[0-3]\d)+(?!\d)/g,
  // Times of day, alone and from-to; days of a month without a year, from-to and alone.
  /(?<![\w./:,])(?:[01]?\d|2[0-3])[:.][0-5]\d(?:\s?[ap]m)?(?![.:/]?\w)/gi,
  new RegExp(String.raw`(?<![\p{L}\d-])${QUARTER_HOUR}\s?[-–]\s?${QUARTER_HOUR}(?![\d-])`, 'gu'),
  new RegExp(String.raw`(?<![\d./-])${DAY}[/.]${MONTH}\s?[-–]\s?${DAY}[/.]${MONTH}(?![\d./-])`, 'g'),
  new RegExp(String.raw`(?<![\d./-])${DAY}[/.]${MONTH}(?!\d|[./-]\d|\s?\d{2}\s?[a-d]\b)`, 'gi'),
  // Ages of children.
  new RegExp(String.raw`(?<=\b(?:age[sd]?|kids|children)(?: are)?:?\s)${AGE}(?:\s?(?:[,/&+-]|and)?\s?${AGE}){1,9}(?![\d/.-])`, 'gi'),
  // A section of an Act, a flat or a block before an ordinal or a measure (in letters that end no postcode).
  /(?<!\w)[A-Za-z]{1,2}\d{1,2}(?=\s+\d(?:wk|mo|yo|km|kg)\b)/g,
  /(?<!\w)s\.?\d{1,3}(?=\s+\d(?:st|nd|rd|th)\b)/gi,
  new RegExp(String.raw`(?<!\w)[a-z]{1,2}\d{1,2}(?=,?\s+\d(?:st|nd|rd|th)\s+(?:${ORDINAL_OF})\b)`, 'gi'),
]

/** Two years that follow each other, as bills are named: `23/24`, `2024 25`. */
const FINANCIAL_YEAR = /(?<![\d./-])(?:(\d\d)\s?[/-]\s?(\d\d)|20(\d\d)\s(?:20)?(\d\d))(?![\d./-]|\s?\d{2}\s?[a-d]\b)/gi

/** Takes all of it out, keeping the length so that offsets stay right. */
export function withoutHarmless(text: string): string {
  const years = text.replaceAll(FINANCIAL_YEAR, (found: string, a?: string, b?: string, c?: string, d?: string) =>
    Number(b ?? d) === Number(a ?? c) + 1 ? blotted(found) : found)
  return HARMLESS.reduce((left, shape) => left.replaceAll(shape, blotted), years)
}
