import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EXAMPLE_REFERENCE, makeReference, parseReference, REFERENCE_ALPHABET, referencePrefix } from '../../../../shared/model/reference'

const body = fc.array(fc.nat(REFERENCE_ALPHABET.length - 1), { minLength: 6, maxLength: 6 })
const plain = (reference: string): string => reference.replaceAll('-', '')

describe('household reference', () => {
  it('when read back in any case and spacing, it is the same reference', () => {
    fc.assert(fc.property(body, (indexes) => {
      const reference = makeReference(indexes)
      expect(parseReference(reference)).toBe(reference)
      expect(parseReference(plain(reference).toLowerCase())).toBe(reference)
      expect(parseReference(` ${plain(reference).split('').join(' ')} `)).toBe(reference)
    }))
  })

  it('when written with another kind of dash or space, it is the same reference', () => {
    for (const dash of ['‐', '‑', '–', '—', '−', ' – ', '\u00a0']) expect(parseReference(EXAMPLE_REFERENCE.replaceAll('-', dash))).toBe(EXAMPLE_REFERENCE)
  })

  it('when shown as an example, it is one that Casement itself accepts', () => {
    expect(parseReference(EXAMPLE_REFERENCE)).toBe(EXAMPLE_REFERENCE)
  })

  it('when typed in part, it begins the reference', () => {
    fc.assert(fc.property(body, fc.nat(7), (indexes, length) => {
      const reference = makeReference(indexes)
      expect(reference.startsWith(referencePrefix(plain(reference).slice(0, length).toLowerCase()))).toBe(true)
    }))
    expect(['k7', 'k7m–', 'k7m 4q', 'K7M-4QX-'].map(referencePrefix)).toEqual(['K7', 'K7M', 'K7M-4Q', 'K7M-4QX'])
  })

  it('when one character is heard wrong, it is refused', () => {
    fc.assert(fc.property(body, fc.nat(6), fc.nat(REFERENCE_ALPHABET.length - 1), (indexes, at, other) => {
      const right = plain(makeReference(indexes))
      const wrong = right.slice(0, at) + REFERENCE_ALPHABET.charAt(other) + right.slice(at + 1)
      if (wrong !== right) expect(parseReference(wrong)).toBeNull()
    }))
  })

  it('when two neighbours are swapped, it is refused', () => {
    fc.assert(fc.property(body, fc.nat(5), (indexes, at) => {
      const right = plain(makeReference(indexes))
      const wrong = right.slice(0, at) + right.charAt(at + 1) + right.charAt(at) + right.slice(at + 2)
      if (wrong !== right) expect(parseReference(wrong)).toBeNull()
    }))
  })
})
