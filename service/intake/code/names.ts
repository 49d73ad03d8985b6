import { accepted, refused, type Reader } from './reading'

/** Letters, apostrophes, hyphens, full stops, blanks. Also keeps formulas and markup out of names. */
const NAME = /^\p{L}[\p{L}\p{M}'’.\- ]*$/u

/** Gives a name typed all in capitals or all in small letters its capitals back; any other spelling is the person's own. */
export function mendCase(name: string): string {
  const isShouted = name === name.toUpperCase() && name.length > 2
  if (!isShouted && name !== name.toLowerCase()) return name
  return name
    .toLowerCase()
    .replaceAll(/(^|[\s'’-])(\p{L})/gu, (_all, before: string, letter: string) => before + letter.toUpperCase())
    .replaceAll(/\bMc(\p{L})/gu, (_all, letter: string) => `Mc${letter.toUpperCase()}`)
}

/** A forename, surname or full name. */
export const personName: Reader<string> = (text) => {
  const name = text.replaceAll(/\s+/g, ' ')
  return NAME.test(name) ? accepted(mendCase(name)) : refused('format')
}
