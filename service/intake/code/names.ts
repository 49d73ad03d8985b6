import { accepted, refused, type Reader } from './reading'

/** Letters, apostrophes, hyphens, full stops, blanks. Also keeps formulas and markup out of names. */
const NAME = /^\p{L}[\p{L}\p{M}'.\- ]*$/u

/** What word processors, foreign keyboards and copied web pages put for an apostrophe and for a hyphen. */
const APOSTROPHES = /[\u2018\u2019\u201b\u02bb\u02bc\u02b9\u2032\uff07`\u00b4]/gu
const HYPHENS = /[\p{Pd}\u2212]/gu

/** One spelling of a name: composed letters, the apostrophe and the hyphen of the keyboard, single blanks. The letters stay as they are. */
export const plainName = (text: string): string =>
  text.normalize('NFC').replaceAll(APOSTROPHES, "'").replaceAll(HYPHENS, '-').replaceAll(/\s+/g, ' ')

/** Gives a name typed all in capitals or all in small letters its capitals back; any other spelling is the person's own. */
export function mendCase(name: string): string {
  const isShouted = name === name.toUpperCase() && name.length > 2
  if (!isShouted && name !== name.toLowerCase()) return name
  return name
    .toLowerCase()
    .replaceAll(/(^|[\s'-])(\p{L})/gu, (_all, before: string, letter: string) => before + letter.toUpperCase())
    .replaceAll(/\bMc(\p{L})/gu, (_all, letter: string) => `Mc${letter.toUpperCase()}`)
}

/** A forename, surname or full name. */
export const personName: Reader<string> = (text) => {
  const name = plainName(text)
  return NAME.test(name) ? accepted(mendCase(name)) : refused('format')
}
