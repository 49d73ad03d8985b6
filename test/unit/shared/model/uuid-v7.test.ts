import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { uuidV7 } from '../../../../shared/model/uuid-v7'

describe('uuidV7', () => {
  it('when given the example of RFC 9562 appendix A.6, it answers the published value', () => {
    const random = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f])
    expect(uuidV7(0x017f22e279b0, random)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f')
  })

  it('when made at different milliseconds, sorting by text is sorting by time', () => {
    fc.assert(fc.property(fc.nat(4e12), fc.nat(4e12), fc.uint8Array({ minLength: 10, maxLength: 10 }), (a, b, random) => {
      if (a !== b) expect(uuidV7(a, random) < uuidV7(b, random)).toBe(a < b)
    }))
  })
})
