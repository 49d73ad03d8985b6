import { describe, expect, test } from 'vitest'
import { choosePerson, PersonIndex } from '../../../../service/vault/domain/choose-person'
import { rowKeys, type RowKeys } from '../../../../service/vault/domain/identity-keys'
import { identityRow } from '../../../integration/vault/identity-row-factory'

const KEY = new Uint8Array(32).fill(7)
type Wish = Parameters<typeof identityRow>[0]
const keysOf = (wish: Wish): RowKeys => rowKeys(KEY, 'adult-social-care', identityRow(wish))
const asch = (number: string) => [{ kind: 'asch-number' as const, number }]

/** Who is found for a row when `known` is all that the vault knows, as one person. */
const found = (known: Wish, row: Wish): string | null => {
  const index = new PersonIndex()
  for (const { kind, hash } of keysOf(known).person) index.add({ person_id: 'ada', kind, key_hash: hash })
  return choosePerson(index, keysOf(row))
}

describe('a number that systems share', () => {
  const ada = { forenames: 'Ada', surname: 'Before', dateOfBirth: '1941-08-16', niNumber: 'QQ616161A', numbers: asch('A90000001') }
  const elsewhere = { recordKey: 'P1', postcode: 'CT2 7MV', numbers: asch('a9-0000 001') }

  test('joins after a change of name and home, however it is written', () => {
    expect(found(ada, { ...elsewhere, forenames: 'Ada', surname: 'After', dateOfBirth: '1941-08-16' })).toBe('ada')
  })

  test('joins nobody when name and date of birth both differ, or the NI numbers do', () => {
    expect(found(ada, { ...elsewhere, forenames: 'Bert', surname: 'Other', dateOfBirth: '1999-09-09' })).toBeNull()
    expect(found(ada, { ...elsewhere, forenames: 'Ada', surname: 'After', dateOfBirth: '1941-08-16', niNumber: 'QQ626262A' })).toBeNull()
  })

  test('is of its kind: the same characters as a pupil number join nobody', () => {
    expect(found(ada, { ...elsewhere, forenames: 'Ada', surname: 'After', dateOfBirth: '1941-08-16', numbers: [{ kind: 'pupil-number', number: 'A90000001' }] })).toBeNull()
  })

  test('can be looked up like an account number', () => {
    const [keys, asAccount] = [keysOf({ ...ada, recordKey: 'X-1' }), keysOf({ recordKey: 'A90000001' })]
    const hashes = (each: RowKeys): string[] => each.person.filter(({ kind }) => kind === 'account-number').map(({ hash }) => hash)
    expect(hashes(keys).some((hash) => hashes(asAccount).includes(hash))).toBe(true)
  })
})
