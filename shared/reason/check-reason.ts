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

/** Shapes of identifiers that the ledger's side table must not hold: NI number, NHS number, postcode, phone, e-mail, long numbers, dates of birth. */
const IDENTIFIERS: ReadonlyArray<RegExp> = [
  /\b[a-z]{2}\s*\d{2}\s*\d{2}\s*\d{2}\s*[a-d]\b/i,
  /\b\d{3}[\s-]?\d{3}[\s-]?\d{4}\b/,
  /\b[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}\b/i,
  /(?:\+44|\b0)(?:[\s-]?\d){9,10}\b/,
  /[^\s@]+@[^\s@]+\.[^\s@]+/,
  // Account, claim and tenancy numbers: six digits or more, with the few letters that systems put around them.
  /(?<![\p{L}\d])[a-z]{0,3}[\s-]?\d(?:[\s-]?\d){5,}[a-z]{0,2}(?![\p{L}\d])/iu,
  /\b\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d{2}\b/,
  /\b\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*,?\s+(?:19|20)\d{2}\b/i,
]

/** Invisible characters that would part an identifier for the pattern and not for the eye. */
const INVISIBLE = /[\p{Cf}\u034F\u115F\u1160\u17B4\u17B5\u3164\uFFA0]/gu

/** Drops what people put between the parts of an identifier, keeping the length so that offsets stay right: `AB/12/34` ▸ `AB 12 34`. */
const withPlainSeparators = (text: string): string => text.replaceAll(/(?<=[\p{L}\d])[./_\\,:|-](?=[\p{L}\d])/gu, ' ')

/** Words that say nothing alone: a reason made of these only is filler. */
const EMPTY_WORDS = new Set(
  ('a an and as asap at because being bit business can case caseload casework check checking client customer details do doing duties duty else file ' +
    'for from general have help i in info information is it its job just know look looking lookup me misc my n na need needed needs no none not of official on one ' +
    'or other per please purpose purposes query random reason reasons record records required requirement resident routine see some something stuff task test ' +
    'testing that the thing things this to today up update updates use user want wanted was we what why with work working yes you').split(' '),
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

/** A word typed by drumming on the keyboard: no vowels, one letter over and over, or a keyboard row. */
function isMash(word: string): boolean {
  if (word.length < 4) return false
  const isRow = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'poiuytrewq', 'lkjhgfdsa', 'mnbvcxz'].some((row) => row.includes(word.slice(0, 4)))
  const distinct = new Set(word).size
  return isRow || distinct <= 2 || !/[aeiouy]/.test(word) || /[bcdfghjklmnpqrstvwxz]{6,}/.test(word)
}

/** Normalised as everything here reads it: look-alikes and invisible characters do not hide an identifier. */
const normalise = (text: string): string => text.normalize('NFKC').replaceAll(INVISIBLE, '').trim()

function findIdentifier(text: string): readonly [number, number] | null {
  const plain = withPlainSeparators(text)
  for (const identifier of IDENTIFIERS) {
    const at = spanOf(identifier.exec(text) ?? identifier.exec(plain))
    if (at !== null) return at
  }
  return null
}

/** For other words of an officer that are kept beside a reason (a legal power, who authorised it). */
export const holdsIdentifier = (text: string): boolean => findIdentifier(normalise(text)) !== null

/**
 * Checks an officer's reason; one module for the device (as it is typed) and the hub (before the entry). Refuses what cannot be
 * understood later and what must not be kept; warns of a probable name; never judges repetition (that shows in review).
 */
export function checkReason(reason: string): ReasonCheck {
  const text = normalise(reason)
  if (text === '') return refuse('empty')
  const identifier = findIdentifier(text)
  if (identifier !== null) return refuse('identifier', identifier)
  const words = text.toLowerCase().match(/\p{L}[\p{L}'’]*/gu) ?? []
  const meaningful = words.filter((word) => !EMPTY_WORDS.has(word) && !isMash(word))
  const isRepeated = words.length >= 3 && new Set(words).size === 1
  if (words.length > 0 && (meaningful.length === 0 || isRepeated)) return refuse(text.length < 4 ? 'too-short' : 'filler')
  if (text.length < 12 || words.length < 3 || new Set(meaningful).size < 2) return refuse('too-short')
  if (meaningful.length * 3 < words.filter(isMash).length * 2) return refuse('filler')
  const name = findName(text)
  return name === null ? GOOD : { verdict: 'warn', problem: 'name', at: name }
}
