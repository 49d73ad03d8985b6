import fc from 'fast-check'
import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { commit, opensCommitment, type CommitmentKind } from '../../../../shared/ledger/commitment'
import { flipBit } from './bytes'

const salt32 = fc.uint8Array({ minLength: 32, maxLength: 32 })
const kinds = fc.constantFrom<CommitmentKind>('person', 'officer', 'reason', 'case', 'authority')
const words = fc.string({ unit: 'binary' })
const SALT = Uint8Array.from({ length: 32 }, (_, i) => i)

describe('commitments', () => {
  it('are what any HMAC-SHA-256 makes of the documented bytes', () => {
    fc.assert(
      fc.property(kinds, words, salt32, (kind, value, salt) => {
        const expected = createHmac('sha256', salt)
          .update(`casement/commitment/v1/${kind}\n${value}`, 'utf8')
          .digest('hex')
        expect(commit(kind, value, salt)).toBe(expected)
        expect(opensCommitment(expected, kind, value, salt)).toBe(true)
      }),
    )
  })

  it('golden: these bytes may never change', () => {
    expect([
      commit('person', '', SALT),
      commit('officer', 'o.example', SALT),
      commit('reason', 'Arrears call – Zoë', SALT),
    ]).toMatchInlineSnapshot(`
      [
        "af3aee605e4607d01a1f51ecda7895e554f212ae6bfdb7a1e8bc3dd291ec7a6e",
        "8000b36b2ac3a0ae80b28fc4282455fc1dfabb7b2abb64b374aae773036d31ce",
        "4438600f1c64aa3eb83ab561901843741c616d7294594bbb053494d2efdc2e8c",
      ]
    `)
  })

  it('never open what cannot be committed to', () => {
    const good = commit('person', 'x', SALT)
    for (const [kind, value, salt] of [['nothing' as CommitmentKind, 'x', SALT], ['person', '\ud800', SALT], ['person', 'x', SALT.slice(1)]] as const) expect(opensCommitment(good, kind, value, salt)).toBe(false)
  })

  it('open with nothing else: another value, kind, salt or commitment', () => {
    fc.assert(
      fc.property(kinds, words, words, salt32, fc.nat(255), (kind, value, other, salt, bit) => {
        const commitment = commit(kind, value, salt)
        if (other !== value) expect(opensCommitment(commitment, kind, other, salt)).toBe(false)
        expect(opensCommitment(commitment, kind, value, flipBit(salt, bit))).toBe(false)
        const bent = Buffer.from(flipBit(Buffer.from(commitment, 'hex'), bit)).toString('hex')
        expect(opensCommitment(bent, kind, value, salt)).toBe(false)
        for (const otherKind of ['person', 'officer', 'reason'] as const) {
          if (otherKind !== kind) expect(opensCommitment(commitment, otherKind, value, salt)).toBe(false)
        }
      }),
    )
  })

  it('a newline in the value cannot move it to another kind', () => {
    expect(commit('person', 'x\ny', SALT)).not.toBe(commit('person', 'x', SALT))
    expect(() => commit('person\nx' as CommitmentKind, 'y', SALT)).toThrow(RangeError)
  })

  it('are refused for a bad kind, salt or text', () => {
    expect(() => commit('purpose' as CommitmentKind, 'x', SALT)).toThrow(RangeError)
    expect(() => commit('person', 'x', SALT.slice(1))).toThrow(RangeError)
    expect(() => commit('person', 'x', new Uint8Array(0))).toThrow(RangeError)
    expect(() => commit('person', '\ud83d', SALT)).toThrow(RangeError)
  })

  it('opening never throws, whatever it is given', () => {
    const anything = fc.anything()
    fc.assert(
      fc.property(anything, anything, anything, anything, (commitment, kind, value, salt) => {
        const opened = opensCommitment(
          commitment as string,
          kind as CommitmentKind,
          value as string,
          salt as Uint8Array,
        )
        expect(opened).toBe(false)
      }),
      { numRuns: 1000 },
    )
    const good = commit('person', 'x', SALT)
    expect(opensCommitment(good.toUpperCase(), 'person', 'x', SALT)).toBe(false)
    expect(opensCommitment(`${good}\n`, 'person', 'x', SALT)).toBe(false)
  })
})
