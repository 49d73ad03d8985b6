import type { RowKeys } from './identity-keys'
import type { KnownPersonKey } from '../repositories/identity-repository'

/** The keys of known people, and of those minted earlier in the same batch. */
export class PersonIndex {
  readonly #byHash = new Map<string, Set<string>>()
  readonly #byPerson = new Map<string, Map<string, Set<string>>>()

  add({ person_id: personId, kind, key_hash: hash }: KnownPersonKey): void {
    this.#byHash.set(hash, (this.#byHash.get(hash) ?? new Set()).add(personId))
    const kinds = this.#byPerson.get(personId) ?? new Map<string, Set<string>>()
    kinds.set(kind, (kinds.get(kind) ?? new Set()).add(hash))
    this.#byPerson.set(personId, kinds)
  }

  having(hash: string | null): string[] {
    return hash === null ? [] : [...(this.#byHash.get(hash) ?? [])]
  }

  /** Does the person have keys of this kind, none of which is among `hashes`? Nothing known on either side contradicts nothing. */
  contradicts(personId: string, kind: string, hashes: readonly string[]): boolean {
    const known = this.#byPerson.get(personId)?.get(kind)
    return known !== undefined && hashes.length > 0 && !hashes.some((hash) => known.has(hash))
  }

  /** Is every key of this kind that the person has somebody else's too? */
  hasOnlyShared(personId: string, kind: string): boolean {
    return [...(this.#byPerson.get(personId)?.get(kind) ?? [])].every((hash) => (this.#byHash.get(hash)?.size ?? 0) > 1)
  }

  /** Does the person have a key of this kind that is among `hashes`? */
  confirms(personId: string, kind: string, hashes: readonly string[]): boolean {
    const known = this.#byPerson.get(personId)?.get(kind)
    return known !== undefined && hashes.some((hash) => known.has(hash))
  }
}

const hashesOf = (keys: RowKeys, kind: string): string[] => keys.person.filter((key) => key.kind === kind).map((key) => key.hash)

const contradictsNameAndBirth = (index: PersonIndex, personId: string, keys: RowKeys): boolean =>
  index.contradicts(personId, 'name', hashesOf(keys, 'name')) && index.contradicts(personId, 'date-of-birth', hashesOf(keys, 'date-of-birth'))

/** Is the person known by a name of the row's? */
export const isNamed = (index: PersonIndex, personId: string, keys: RowKeys): boolean => index.confirms(personId, 'name', hashesOf(keys, 'name'))

/**
 * Does a row that was about `personId` now speak of somebody else (an account passed on, a person number given again)? By another NI number,
 * or by another name and date of birth together; a new name alone is a marriage, a new date of birth alone a correction.
 */
export const isSomebodyElse = (index: PersonIndex, personId: string, keys: RowKeys): boolean =>
  (index.contradicts(personId, 'ni-number', hashesOf(keys, 'ni-number')) && !(isNamed(index, personId, keys) && index.hasOnlyShared(personId, 'ni-number')))
  || contradictsNameAndBirth(index, personId, keys)

/** A number alone joins nobody: it is copied from a partner's row, or mistyped. One of name and date of birth must be the same. */
const confirmsNameOrBirth = (index: PersonIndex, personId: string, keys: RowKeys): boolean =>
  index.confirms(personId, 'name', hashesOf(keys, 'name')) || index.confirms(personId, 'date-of-birth', hashesOf(keys, 'date-of-birth'))

/**
 * May two rows of one record be about one person? The source lists them as two: only with a name in common, and no two dates of birth. Twins, and partners with one
 * NI number between them, stay two.
 */
export function mayBeOne(a: RowKeys, b: RowKeys): boolean {
  const [births, others] = [hashesOf(a, 'date-of-birth'), hashesOf(b, 'date-of-birth')]
  const haveSameBirth = births.length === 0 || others.length === 0 || births.some((hash) => others.includes(hash))
  const names = hashesOf(b, 'name')
  return haveSameBirth && hashesOf(a, 'name').some((hash) => names.includes(hash))
}

/**
 * The known person whom a row is about, or null for somebody new (keyed exact matching): by NI number, else by a number that several systems share, each only where
 * name or date of birth say the same (a copied or mistyped number must not join two people), a shared number also unless the NI numbers differ; else by whole name, date of birth and postcode together, unless
 * the NI numbers differ. Whatever fits several people fits nobody.
 */
export function choosePerson(index: PersonIndex, keys: RowKeys): string | null {
  const byNiNumber = index.having(keys.niNumber).filter((person) => confirmsNameOrBirth(index, person, keys))
  if (byNiNumber.length === 1) return byNiNumber[0] ?? null
  const differsInNiNumber = (person: string): boolean => index.contradicts(person, 'ni-number', hashesOf(keys, 'ni-number'))
  const byNumber = [...new Set(keys.sharedNumbers.flatMap((hash) => index.having(hash)))].filter(
    (person) => confirmsNameOrBirth(index, person, keys) && !differsInNiNumber(person),
  )
  if (byNumber.length === 1) return byNumber[0] ?? null
  const byName = index.having(keys.nameAndBirthAndPostcode).filter(
    (person) => !differsInNiNumber(person),
  )
  return byName.length === 1 ? (byName[0] ?? null) : null
}
