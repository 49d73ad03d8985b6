import { firstIdentifier } from './find-identifier'
import { firstName } from './find-name'
import { tidyPostcode } from '../model/detail-value'
import type { DetailKind } from '../model/new-details'

/** Something in an officer's words that belongs to *new contact details*, and which kind it looks like. */
export interface Identified {
  readonly kind: DetailKind
  readonly text: string
  readonly at: readonly [number, number]
}

/** The first thing in a note that looks like a telephone number, an e-mail address, a postcode or a name. Offers, never decides: the words stay the officer's. */
export function findIdentified(words: string): Identified | null {
  const at = firstIdentifier(words)
  if (at !== null) {
    const piece = words.slice(...at)
    const text = piece.trim()
    const from = at[0] + piece.indexOf(text)
    const kind = kindOf(text)
    if (kind !== null) return { kind, text, at: [from, from + text.length] }
  }
  const name = firstName(words)
  return name === null ? null : { kind: 'name', text: words.slice(...name), at: name }
}

function kindOf(text: string): DetailKind | null {
  if (text.includes('@')) return 'email'
  if (tidyPostcode(text) !== null) return 'address'
  const digits = text.replaceAll(/\D/g, '').replace(/^(?:44|0044)0?/, '0')
  return /^07\d{9}$/.test(digits) ? 'mobile' : /^0[12358]\d{8,9}$/.test(digits) ? 'landline' : null
}
