import formerPurposes from '../purposes/former-purposes.json' with { type: 'json' }
import purposes from '../purposes/purposes.json' with { type: 'json' }

/** What is wrong with a reason, if anything. Only `name` is a warning; the rest refuse. */
export type ReasonProblem = 'empty' | 'too-short' | 'filler' | 'identifier' | 'name'
export interface ReasonCheck {
  readonly verdict: 'good' | 'warn' | 'refuse'
  readonly problem: ReasonProblem | null
  /** Start and end (UTF-16 offsets) of what looks like an identifier or a name, for the screen to point at. */
  readonly at: readonly [number, number] | null
}

const GOOD: ReasonCheck = { verdict: 'good', problem: null, at: null }
const refuse = (problem: ReasonProblem, at: readonly [number, number] | null = null): ReasonCheck => ({ verdict: 'refuse', problem, at })

/** What looks like an identifier and is none: sums of money, financial years, times of day, a section of an Act before an ordinal. */
const HARMLESS: ReadonlyArray<RegExp> = [
  /£\s?\d{1,3}(?:,?\d{3})*(?:\.\d{2})?(?![\d.,]*\d)/g,
  /(?<![\d/-])20\d\d\s?[/-]\s?(?:20)?\d\d(?![\d/-])/g,
  /(?<![\w./:,])(?:[01]?\d|2[0-3])[:.][0-5]\d(?:\s?[ap]m)?(?![.:/]?\w)/gi,
  /(?<!\w)s\.?\d{1,3}(?=\s+\d(?:st|nd|rd|th)\b)/gi,
]

/** Takes it out, keeping the length so that offsets stay right. */
const withoutHarmless = (text: string): string => HARMLESS.reduce((left, shape) => left.replaceAll(shape, (found) => '_'.repeat(found.length)), text)

/** Dates with a year. One of last year, this or the next is a hearing, a notice or a visit; any other, and any after a word for birth, is taken for a date of birth. */
const DATES: ReadonlyArray<RegExp> = [
  /\b\d{1,2}[/.-]\d{1,2}[/.-]((?:19|20)?\d{2})\b/g,
  /\b\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*,?\s+((?:19|20)\d{2})\b/gi,
  /\b((?:19|20)\d{2})-\d{2}-\d{2}\b/g,
]
const BIRTH = /\b(?:born|birth|birthday|d\.?o\.?b)\b/i

function findBirthDate(text: string): readonly [number, number] | null {
  const thisYear = new Date().getFullYear()
  for (const shape of DATES) {
    for (const match of text.matchAll(shape)) {
      const written = Number(match[1])
      const year = written < 100 ? 2_000 + written : written
      if (Math.abs(year - thisYear) > 1 || BIRTH.test(text)) return spanOf(match)
    }
  }
  return null
}

/** Shapes of identifiers that the ledger's side table must not hold: NI number, NHS number, postcode, phone, e-mail, long numbers, dates of birth. */
const IDENTIFIERS: ReadonlyArray<RegExp> = [
  /\b[a-z]{2}\s*\d{2}\s*\d{2}\s*\d{2}\s*[a-d]\b/i,
  /\b\d{3}[\s-]?\d{3}[\s-]?\d{4}\b/,
  // No postcode ends in AM or PM: `s21 4pm` is a section and a time.
  /\b[a-z]{1,2}\d[a-z\d]?\s*\d(?![ap]m\b)[a-z]{2}\b/i,
  /(?:\+44|\b0)(?:[\s-]?\d){9,10}\b/,
  /[^\s@]+@[^\s@]+\.[^\s@]+/,
  // Account, claim and tenancy numbers: six digits or more, with the few letters that systems put around them.
  /(?<![\p{L}\d])[a-z]{0,3}[\s-]?\d(?:[\s-]?\d){5,}[a-z]{0,2}(?![\p{L}\d])/iu,
]

/** Invisible characters that would part an identifier for the pattern and not for the eye. */
const INVISIBLE = /[\p{Cf}\u034F\u115F\u1160\u17B4\u17B5\u3164\uFFA0]/gu

/** Drops what people put between the parts of an identifier, keeping the length so that offsets stay right: `AB/12/34` ▸ `AB 12 34`. */
const withPlainSeparators = (text: string): string => text.replaceAll(/(?<=[\p{L}\d])[./_\\,:|-](?=[\p{L}\d])/gu, ' ')

/** Words that say nothing alone: a reason made of these only is filler. */
const EMPTY_WORDS = new Set(
  ('a about above access admin administration again all also am an and another any are as asap ask asked asking at based be because been before being below between bit business but by can ' +
    'case caseload casework check checking client complete could customer data detail details did discussed do does doing down duties duty else enquiries enquiry every everything file find for ' +
    'from further general generic get give given had has have he help her here him his how i if immediately important in info information input instructed instruction internal into is issue it its job just ' +
    'know last later like look looked looking lookup made make manager matter may me might misc more must my n na need needed needing needs no none normal not note notes now of off official on one only ' +
    'open opening or other our out over part per please previous private procedure process processing purpose purposes queries query random reason reasons record records reference regarding related relating request ' +
    'requested require required requirement requirements resident role routine said same see she should so some someone something standard stuff supervisor system task tasks test testing thank thanks that the their them then ' +
    'there these they thing things this those time to today told too under up update updated updates updating urgent us use used user usual very via view viewing want wanted wants was we were what when where which who ' +
    'whom why will with within without work worker working would yes yet you your').split(' '),
)

/** Capitalised pairs that are not names of people. */
const NOT_NAMES = new Set(
  ('adult advice arrears benefit benefits breathing care child children christmas council county court credit customer debt district duty easter family financial friday ' +
    'health high homelessness housing income january february march april may june july august september october november december kent local main monday notice options order ' +
    'outreach payment pension personal plan prevention police possession primary reduction relief rent revenues saturday school section social space street sunday support tax team ' +
    'tenancy thursday tuesday universal wednesday welfare ' +
    'ashford canterbury dartford dover folkestone gravesham hythe maidstone malling sevenoaks swale thanet tonbridge tunbridge wells').split(' '),
)

const TITLED_NAME = /\b(?:mr|mrs|ms|miss|mx|dr|master)\.?\s+[a-z][a-z'’-]+/i
const CAPITALISED_PAIR = /\b(\p{Lu}[\p{Ll}'’-]+)\s+(\p{Lu}[\p{L}'’-]+)\b/gu

const spanOf = (match: RegExpMatchArray | RegExpExecArray | null): readonly [number, number] | null =>
  match === null || match.index === undefined ? null : [match.index, match.index + match[0].length]

function findName(text: string): readonly [number, number] | null {
  const titled = spanOf(TITLED_NAME.exec(text))
  if (titled !== null) return titled
  for (const match of text.matchAll(CAPITALISED_PAIR)) {
    const words = [match[1] ?? '', match[2] ?? ''].map((word) => word.toLowerCase())
    const startsSentence = match.index === 0 || /[.!?]\s*$/.test(text.slice(0, match.index))
    if (!words.some((word) => NOT_NAMES.has(word)) && !(startsSentence && EMPTY_WORDS.has(words[0] ?? ''))) return spanOf(match)
  }
  return null
}

const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'] as const
const areNeighbours = (a: string, b: string): boolean => ROWS.some((row) => row.includes(a + b) || row.includes(b + a))

/** A word typed by drumming on the keyboard: no vowels, one letter over and over, or a keyboard row. */
function isMash(word: string): boolean {
  if (word.length < 4) return false
  const isRow = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'poiuytrewq', 'lkjhgfdsa', 'mnbvcxz'].some((row) => row.includes(word.slice(0, 4)))
  const distinct = new Set(word).size
  // A q without its u, or a run along the keys: `lkjasd`.
  const runs = [...word].filter((letter, i) => i > 0 && areNeighbours(word[i - 1] ?? '', letter)).length
  if (/q(?!u)/.test(word) || (word.length >= 6 && runs >= (word.length - 1) * 0.75)) return true
  return isRow || distinct <= 2 || !/[aeiouy]/.test(word) || /[bcdfghjklmnpqrstvwxz]{6,}/.test(word)
}

/** Normalised as everything here reads it: look-alikes and invisible characters do not hide an identifier. */
const normalise = (text: string): string => text.normalize('NFKC').replaceAll(INVISIBLE, '').trim()

function findIdentifier(typed: string): readonly [number, number] | null {
  const harmful = withoutHarmless(typed)
  const born = findBirthDate(harmful)
  if (born !== null) return born
  const text = DATES.reduce((left, shape) => left.replaceAll(shape, (found) => '_'.repeat(found.length)), harmful)
  const plain = withPlainSeparators(text)
  for (const identifier of IDENTIFIERS) {
    const at = spanOf(identifier.exec(text) ?? identifier.exec(plain))
    if (at !== null) return at
  }
  return null
}

/** Where the first identifier stands, or what may be a name: for whoever offers another place for it. Words as typed, so that offsets are theirs. */
export const firstIdentifier = (text: string): readonly [number, number] | null => findIdentifier(text)
export const firstName = (text: string): readonly [number, number] | null => findName(text)

/** For other words of an officer that are kept beside a reason (a legal power, who authorised it). */
export const holdsIdentifier = (text: string): boolean => findIdentifier(normalise(text)) !== null

/** The purpose that a reason goes with: repeating it says nothing that the entry does not hold already. */
export interface ReasonAbout {
  readonly title: string
  readonly wording: string
}

/** The shipped ones; a council's own come with the request. */
const PURPOSES: ReadonlyArray<ReasonAbout> = [...purposes, ...formerPurposes]

const lettersOf = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\d]+/gu, ' ').trim()

/** Is it the purpose's own title or wording, or a piece of them? */
const repeats = (text: string, { title, wording }: ReasonAbout): boolean => {
  const said = lettersOf(text)
  return said !== '' && [title, wording].some((own) => ` ${lettersOf(own)} `.includes(` ${said} `))
}

/**
 * Checks an officer's reason; one module for the device (as it is typed) and the hub (before the entry). Refuses what cannot be
 * understood later and what must not be kept; warns of a probable name; never judges repetition (that shows in review).
 */
export function checkReason(reason: string, about: ReasonAbout | null = null): ReasonCheck {
  const text = normalise(reason)
  if (text === '') return refuse('empty')
  const identifier = findIdentifier(text)
  if (identifier !== null) return refuse('identifier', identifier)
  if (PURPOSES.some((purpose) => repeats(text, purpose)) || (about !== null && repeats(text, about))) return refuse('filler')
  const words = text.toLowerCase().match(/\p{L}[\p{L}'’]*/gu) ?? []
  const meaningful = words.filter((word) => !EMPTY_WORDS.has(word) && !isMash(word))
  const distinct = new Set(words).size
  const isRepeated = words.length >= 3 && (distinct === 1 || (words.length >= 6 && distinct * 3 <= words.length))
  if (words.length > 0 && (meaningful.length === 0 || isRepeated)) return refuse(text.length < 4 ? 'too-short' : 'filler')
  if (text.length < 12 || words.length < 3 || new Set(meaningful).size < 2) return refuse('too-short')
  if (meaningful.length * 3 < words.filter(isMash).length * 2) return refuse('filler')
  const name = findName(text)
  return name === null ? GOOD : { verdict: 'warn', problem: 'name', at: name }
}
