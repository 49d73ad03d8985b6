import formerPurposes from '../purposes/former-purposes.json' with { type: 'json' }
import purposes from '../purposes/purposes.json' with { type: 'json' }
import { isEmptyWord, withoutStockPhrases } from './empty-words'
import { firstIdentifier } from './find-identifier'
import { firstName } from './find-name'
import { isMash, isOfRow } from './keyboard-mash'
import { readableText } from './readable-text'

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

/** The purpose that a reason goes with: repeating it says nothing that the entry does not hold already. */
export interface ReasonAbout {
  readonly title: string
  readonly wording: string
}

/** The shipped ones; a council's own come with the request. */
const PURPOSES: ReadonlyArray<ReasonAbout> = [...purposes, ...formerPurposes]

/** Words in small letters; of a short one its figures are part (`s42`, `p45`), and the details of a contact or a bank are a thing of their own. */
const wordsOf = (text: string): string[] =>
  (text.replaceAll(/\b(contact|bank|payment) details\b/g, '$1details').match(/\p{L}[\p{L}'’]*\d*/gu) ?? []).map((word) => (/\p{L}{3}/u.test(word) ? word.replace(/\d+$/, '') : word))
const lettersOf = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\d]+/gu, ' ').trim()
const stemOf = (word: string): string => word.replace(/['’]s$/, '').replace(/s$/, '')

/** Is it the purpose's own title or wording, or a piece of them, or nothing but the words of its title among empty ones? */
function repeats(text: string, meaningful: readonly string[], { title, wording }: ReasonAbout): boolean {
  const said = lettersOf(text)
  if (said !== '' && [title, wording].some((own) => ` ${lettersOf(own)} `.includes(` ${said} `))) return true
  const own = new Set(wordsOf(title.toLowerCase()).map(stemOf))
  return meaningful.length > 0 && meaningful.every((word) => own.has(stemOf(word)))
}

/** One word over and over, or a few in turn. */
function isRepeated(words: readonly string[], meaningful: readonly string[]): boolean {
  const distinct = new Set(words).size
  if (words.length >= 3 && distinct === 1) return true
  if (words.length >= 5 && words.length <= 60 && distinct * 2 <= words.length) return true
  return meaningful.length >= 3 && Math.max(...meaningful.map((word) => meaningful.filter((other) => other === word).length)) * 3 >= meaningful.length * 2
}

/** Long and thin: hardly a word in six says something. */
const isPadded = (words: readonly string[], distinctMeaningful: number): boolean => words.length >= 9 && distinctMeaningful * 6 <= words.length

/** An abbreviation in capitals among words that are not: `HCTQ panel` is no mash. */
function acronymsOf(text: string): ReadonlySet<string> {
  if (text === text.toUpperCase()) return new Set()
  return new Set((text.match(/\b\p{Lu}{2,6}s?\b/gu) ?? []).map((word) => word.toLowerCase()).filter((word) => new Set(word).size > 2 && !isOfRow(word)))
}

/** Somebody wants to know who read their record: words that are empty elsewhere say all of it here. */
const WHO_LOOKED = /\bwho(?:'s|’s| has| have| had)? (?:looked|seen|viewed|accessed|opened|read|been)\b/
/** The resident asked: that is half of a reason, and what they asked about the other half. */
const THEY_ASKED = /\b(?:residents?|tenants?|customer|client|caller|applicant|claimant|landlord|he|she|they)(?: has| have|'s|’s)? (?:asks|asked|asking|requests|requested|requesting|wants|wanted|wishes|queries|queried|would like)\b|^(?:wants|asks|requests|requesting)\b/

/** Sums, dates and times count among the words of a short reason: `HB overpayment £1,234.56`. */
const FIGURE = /£\s?\d[\d,.]*|(?<![\p{L}\d])\d+(?:[./:]\d+|\s?[ap]m\b)[\d./:]*/gu

/**
 * Checks an officer's reason; one module for the device (as it is typed) and the hub (before the entry). Refuses what cannot be
 * understood later and what must not be kept; warns of a probable name; never judges repetition (that shows in review).
 */
export function checkReason(reason: string, about: ReasonAbout | null = null): ReasonCheck {
  const text = readableText(reason)
  if (text === '') return refuse('empty')
  const identifier = firstIdentifier(text)
  if (identifier !== null) return refuse('identifier', identifier)
  const lower = text.toLowerCase()
  const words = wordsOf(lower)
  const acronyms = acronymsOf(text)
  const mash = words.filter((word) => isMash(word) && !acronyms.has(word))
  const meaningful = wordsOf(withoutStockPhrases(lower)).filter((word) => word.length > 1 && !isEmptyWord(word) && !mash.includes(word))
  const said = THEY_ASKED.test(lower) ? [...meaningful, 'asked by them'] : meaningful
  if ([...PURPOSES, ...(about === null ? [] : [about])].some((purpose) => repeats(text, said, purpose))) return refuse('filler')
  const says = new Set(said).size + (WHO_LOOKED.test(lower) ? 2 : 0)
  if (words.length > 0 && (says === 0 || isRepeated(words, meaningful))) return refuse(text.length < 4 ? 'too-short' : 'filler')
  if (text.length < 12 || words.length + (lower.match(FIGURE) ?? []).length < 3 || says < 2) return refuse('too-short')
  if (isPadded(words, says) || meaningful.length * 3 < mash.length * 2) return refuse('filler')
  const name = firstName(text)
  return name === null ? GOOD : { verdict: 'warn', problem: 'name', at: name }
}
