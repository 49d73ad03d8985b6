import { accepted, type Reader } from './reading'

/** Free text: goes to the vault as it is, and only there. It is shown as text, so markup and formulas are just characters. */
export const words: Reader<string> = (text) => accepted(text.normalize('NFC'))
