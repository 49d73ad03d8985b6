import { CasementError } from '../../../../shared/errors/casement-error'
import type { CircleWords } from '../../../../shared/model/circle'
import { matchKey, type MatchKind } from '../../keys/match-key'
import type { CircleKey, CircleWay } from '../../repositories/circle-repository'
import { normaliseAddress } from '../normalise-address'
import { normaliseDateOfBirth, normalisePostcode } from '../normalise-identifiers'
import { normaliseName } from '../normalise-name'

/**
 * The keyed hashes by which a declaration finds whom it means, by the same spelling as everybody else's. Throws CIRCLE_WORDS_INVALID, with
 * the field, for what cannot be matched at all: a declaration that protects nobody must not look like one.
 */
export function circleKeys(matchingKey: Uint8Array, words: CircleWords): CircleKey[] {
  const read = (field: keyof CircleWords, normalise: (text: string) => string | null): string | null => {
    const given = words[field]
    if (given === null) return null
    const value = normalise(given)
    if (value === null) throw new CasementError('CIRCLE_WORDS_INVALID', { field })
    return value
  }
  const name = read('name', normaliseName)
  const birth = read('dateOfBirth', normaliseDateOfBirth)
  const postcode = read('postcode', normalisePostcode)
  const address = words.addressLine === null || postcode === null ? null : normaliseAddress({ lines: words.addressLine.split(','), postcode })
  const way = (of: CircleWay, ...keys: readonly (readonly [MatchKind, string | null])[]): CircleKey[] =>
    keys.every(([, value]) => value !== null) ? keys.map(([kind, value]) => ({ way: of, hash: matchKey(matchingKey, kind, value ?? '') })) : []
  const all = [
    ...way('name-and-birth', ['name', name], ['date-of-birth', birth]), ...way('name-and-postcode', ['name', name], ['postcode', postcode]), ...way('address', ['address', address]),
  ]
  if (all.length === 0) throw new CasementError('CIRCLE_WORDS_INVALID', { field: 'name' })
  return all
}
