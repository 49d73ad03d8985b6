import { spanOf } from './readable-text'

const DIGIT = 'zero|nought|naught|oh|o|one|two|three|four|five|six|seven|eight|nine'
const WIDER: Readonly<Record<string, number>> = { hundred: 2, thousand: 3 }
const TOKEN = new RegExp(String.raw`(?:(double|treble|triple)\s+)?(?:\b(${DIGIT}|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand)\b|(\d+))`, 'gi')

/** As many digits as a telephone or account number has at the least. */
const LONG = 6

/** How many digits a spoken word stands for. */
function width(times: string | undefined, word: string | undefined, digits: string | undefined): number {
  if (digits !== undefined) return digits.length
  const lower = (word ?? '').toLowerCase()
  const one = WIDER[lower] ?? (lower.length > 4 && /(?:teen|ty)$/.test(lower) ? 2 : 1)
  return times === undefined ? one : one * (times.toLowerCase() === 'double' ? 2 : 3)
}

/** The postcode areas of Kent before figures in words, and the letters that end a postcode: `tell me one two or three` is none. */
const SPELLED_POSTCODE = new RegExp(String.raw`\b(?:c\s?t|m\s?e|t\s?n|d\s?a|b\s?r)[\s,]+(?:(?:${DIGIT}|ten|eleven|twelve|\w+teen|twenty)[\s,]+){2,3}[abd-hjlnp-uw-z]\s?[abd-hjlnp-uw-z]\b`, 'i')

/** A number read out in words, or half in words and half in digits: `oh seven seven double zero 900123`; a postcode too. */
export function findSpelledNumber(text: string): readonly [number, number] | null {
  const postcode = spanOf(SPELLED_POSTCODE.exec(text))
  if (postcode !== null) return postcode
  let [start, end, total, spoken] = [-1, -1, 0, 0]
  for (const match of text.matchAll(TOKEN)) {
    const isNext = end >= 0 && /^[\s,.-]{0,3}$/.test(text.slice(end, match.index))
    if (!isNext) [start, total, spoken] = [match.index, 0, 0]
    end = match.index + match[0].length
    total += width(match[1], match[2], match[3])
    if (match[2] !== undefined) spoken += 1
    if (total >= LONG && spoken >= 3) return [start, end]
  }
  return null
}
