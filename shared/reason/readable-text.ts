/** Invisible characters (and the marks that make a digit a key cap) that would part an identifier for the pattern and not for the eye. */
const INVISIBLE = /[\p{Cf}\u034F\u115F\u1160\u17B4\u17B5\u3164\uFFA0]|\uFE0E|\uFE0F|\u20E3/gu

/** Blocks of ten digits of other scripts (Arabic, Persian, Devanagari, Bengali) that NFKC leaves alone. */
const ZEROS = [0x06_60, 0x06_F0, 0x09_66, 0x09_E6] as const
const OTHER_DIGIT = /[\u0660-\u0669\u06F0-\u06F9\u0966-\u096F\u09E6-\u09EF]/g

function plainDigit(digit: string): string {
  const code = digit.charCodeAt(0)
  const zero = ZEROS.find((first) => code >= first && code < first + 10) ?? code
  return String(code - zero)
}

/** Cyrillic and Greek letters that the eye takes for ours, each over the one that it looks like. */
const [ALIKE, OURS] = ['АВЕКМНОРСТУХІЈЅԚԜаекорсухіјѕԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧο', 'ABEKMHOPCTYXIJSQWaekopcyxijsqwABEZHIKMNOPTYXo']
const OTHER_LETTER = new RegExp(`[${ALIKE}]`, 'g')
const plainLetter = (letter: string): string => OURS.charAt(ALIKE.indexOf(letter))

/** Normalised as everything here reads it: look-alikes and invisible characters do not hide an identifier. */
export const readableText = (text: string): string =>
  text.normalize('NFKC').replaceAll(INVISIBLE, '').replaceAll(OTHER_DIGIT, plainDigit).replaceAll(OTHER_LETTER, plainLetter).trim()

type Span = readonly [number, number]

/** Start and end of a match; null without one. */
export const spanOf = (match: RegExpMatchArray | RegExpExecArray | null): Span | null =>
  match === null || match.index === undefined ? null : [match.index, match.index + match[0].length]

/** Blots a piece out, keeping the length so that offsets stay right. */
export const blotted = (piece: string): string => '_'.repeat(piece.length)
