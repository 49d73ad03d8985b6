import { isEmptyWord } from './empty-words'
import { spanOf } from './readable-text'

/** Capitalised pairs that are not names of people. */
const NOT_NAMES = new Set(
  ('adult advice arrears benefit benefits breathing care child children christmas council county court credit customer debt district duty easter family financial friday ' +
    'health high homelessness housing income january february march april may june july august september october november december kent local main monday notice options order ' +
    'outreach payment pension personal plan prevention police possession primary reduction relief rent revenues saturday school section social space street sunday support tax team ' +
    'tenancy thursday tuesday universal wednesday welfare ' +
    'association avenue bay centre crescent estate gardens gateway homes hospital hostel house lettings road terrace town trust ' +
    'ashford canterbury dartford dover folkestone gravesham hythe maidstone malling sevenoaks swale thanet tonbridge tunbridge wells').split(' '),
)

const TITLED_NAME = /\b(?:mr|mrs|ms|miss|mx|dr|master)\.?\s+[a-z][a-z'’-]+/i
const CAPITALISED_PAIR = /\b(\p{Lu}[\p{Ll}'’-]+)\s+(\p{Lu}[\p{L}'’-]+)\b/gu

/** Where what may be a name of a person stands: a title before a word, or two capitalised words that are no team, town or day. */
export function firstName(text: string): readonly [number, number] | null {
  const titled = spanOf(TITLED_NAME.exec(text))
  if (titled !== null) return titled
  for (const match of text.matchAll(CAPITALISED_PAIR)) {
    const words = [match[1] ?? '', match[2] ?? ''].map((word) => word.toLowerCase())
    const startsSentence = match.index === 0 || /[.!?]\s*$/.test(text.slice(0, match.index))
    if (!words.some((word) => NOT_NAMES.has(word)) && !(startsSentence && isEmptyWord(words[0] ?? ''))) return spanOf(match)
  }
  return null
}
