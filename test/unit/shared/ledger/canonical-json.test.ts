import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalBytes, canonicalise, type JsonValue } from '../../../../shared/ledger/canonical-json'
import { toHex } from './bytes'
import golden from './canonical-json.golden.json'

const doubleFrom = (bits: string): number => Buffer.from(bits, 'hex').readDoubleBE()
const parse = (text: string): JsonValue => JSON.parse(text) as JsonValue
const refusal = { name: 'LedgerFormatError', code: 'JSON_NOT_CANONICAL' }

describe('golden vectors', () => {
  it.each(golden.values)('$name', ({ input, hex }) => {
    expect(toHex(canonicalBytes(parse(input)))).toBe(hex)
    expect(canonicalise(parse(input))).toBe(Buffer.from(hex, 'hex').toString('utf8'))
  })

  it.each(golden.numbers)('the double %s is written %s', (bits, text) => {
    expect(canonicalise(doubleFrom(bits))).toBe(text)
  })

  it.each(golden.refusedNumbers)('the double %s is refused', (bits) => {
    expect(() => canonicalise(doubleFrom(bits))).toThrow(expect.objectContaining(refusal))
  })
})

describe('one spelling', () => {
  it('reading back and writing again changes nothing, and the value is the same', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6, stringUnit: 'binary' }), (value) => {
        const text = canonicalise(value as JsonValue)
        expect(canonicalise(parse(text))).toBe(text)
        expect(parse(text)).toEqual(parse(JSON.stringify(value)))
      }),
      { numRuns: 1000 },
    )
  })

  it('the order in which members were set makes no difference', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.integer()), (object) => {
        const reversed = Object.fromEntries(Object.entries(object).toReversed())
        expect(canonicalise(reversed)).toBe(canonicalise(object))
      }),
    )
  })

  it('the member __proto__ is a member like any other', () => {
    expect(canonicalise(parse('{"b":1,"__proto__":{"x":2}}'))).toBe('{"__proto__":{"x":2},"b":1}')
  })

  it('an object without a prototype, and one from another realm, are plain objects', async () => {
    const { runInNewContext } = await import('node:vm')
    expect(canonicalise(Object.assign(Object.create(null), { a: 1 }) as JsonValue)).toBe('{"a":1}')
    expect(canonicalise(runInNewContext('({ b: [1, { c: null }], a: "x" })') as JsonValue)).toBe(
      '{"a":"x","b":[1,{"c":null}]}',
    )
  })
})

describe('what has no canonical form is refused, alone, in an array and in an object', () => {
  class Point {
    x = 1
  }
  const cycle: unknown[] = []
  cycle.push(cycle)
  const holes = [1]
  holes.length = 2
  const named = Object.assign([1], { extra: 2 })
  const nonsense: [string, unknown][] = [
    ['NaN', NaN],
    ['Infinity', Infinity],
    ['minus Infinity', -Infinity],
    ['undefined', undefined],
    ['a bigint', 1n],
    ['a symbol', Symbol('s')],
    ['a function', () => 1],
    ['a Date', new Date(0)],
    ['a Map', new Map([['a', 1]])],
    ['a Set', new Set([1])],
    ['bytes', new Uint8Array(2)],
    ['an instance of a class', new Point()],
    ['an object that inherits members', Object.create({ a: 1 })],
    ['a boxed string', new String('a')],
    ['an object with toJSON', { toJSON: () => 'x' }],
    ['an object with a symbol key', { [Symbol('s')]: 1 }],
    ['an array with a hole', holes],
    ['an array with a name', named],
    ['a cycle', cycle],
    ['a high surrogate alone', 'a\ud83d'],
    ['a low surrogate alone', '\ude00b'],
    ['surrogates the wrong way round', '\ude00\ud83d'],
    ['a lone surrogate in a key', { '\ud83d': 1 }],
  ]

  it.each(nonsense)('%s', (_, value) => {
    for (const whole of [value, [1, value], { a: { b: value } }]) {
      expect(() => canonicalise(whole as JsonValue)).toThrow(expect.objectContaining(refusal))
      expect(() => canonicalBytes(whole as JsonValue)).toThrow(expect.objectContaining(refusal))
    }
  })

  it('the refusal never repeats the value', () => {
    const secret = 'sentinel-\ud83d'
    expect(() => canonicalise(secret)).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('sentinel') }),
    )
  })
})
