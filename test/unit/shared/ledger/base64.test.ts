import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeBase64, encodeBase64 } from '../../../../shared/ledger/base64'

describe('base64', () => {
  it('writes as Node does and reads back the same bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const text = encodeBase64(bytes)
        expect(text).toBe(Buffer.from(bytes).toString('base64'))
        expect(decodeBase64(text)).toEqual(Uint8Array.from(bytes))
      }),
    )
  })

  it('accepts one spelling only: whatever it reads, it would have written', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'AQgwZz09+/=-_ \n'), maxLength: 12 })
    fc.assert(
      fc.property(letters, (text) => {
        let bytes: Uint8Array
        try {
          bytes = decodeBase64(text)
        } catch (error) {
          expect(error).toMatchObject({ name: 'LedgerFormatError', code: 'BASE64_MALFORMED' })
          return
        }
        expect(encodeBase64(bytes)).toBe(text)
      }),
      { numRuns: 3000 },
    )
  })

  it.each(['AB==', 'AAB=', 'A', 'AA', 'AAA', 'AA=', 'A===', '====', 'AAAA\n', ' AAAA', 'AA-_', 'AA==AAAA', null, 5])(
    'refuses %j',
    (text) => {
      expect(() => decodeBase64(text as string)).toThrow(expect.objectContaining({ code: 'BASE64_MALFORMED' }))
    },
  )
})
