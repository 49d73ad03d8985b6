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
}

const hashesOf = (keys: RowKeys, kind: string): string[] => keys.person.filter((key) => key.kind === kind).map((key) => key.hash)

const contradictsNameAndBirth = (index: PersonIndex, personId: string, keys: RowKeys): boolean =>
  index.contradicts(personId, 'name', hashesOf(keys, 'name')) && index.contradicts(personId, 'date-of-birth', hashesOf(keys, 'date-of-birth'))

/**
 * Does a row that was about `personId` now speak of somebody else (an account passed on, a person number given again)? By another NI number,
 * or by another name and date of birth together; a new name alone is a marriage, a new date of birth alone a correction.
 */
export const isSomebodyElse = (index: PersonIndex, personId: string, keys: RowKeys): boolean =>
  index.contradicts(personId, 'ni-number', hashesOf(keys, 'ni-number')) || contradictsNameAndBirth(index, personId, keys)

/**
 * The known person whom a row is about, or null for somebody new (keyed exact matching): by NI number, else by a number that several systems share, each unless
 * name and date of birth both speak against it (a mistyped number must not join two people), a shared number also unless the NI numbers differ; else by whole name, date of birth and postcode together, unless
 * the NI numbers differ. Whatever fits several people fits nobody.
 */
export function choosePerson(index: PersonIndex, keys: RowKeys): string | null {
  const byNiNumber = index.having(keys.niNumber).filter((person) => !contradictsNameAndBirth(index, person, keys))
  if (byNiNumber.length === 1) return byNiNumber[0] ?? null
  const differsInNiNumber = (person: string): boolean => index.contradicts(person, 'ni-number', hashesOf(keys, 'ni-number'))
  const byNumber = [...new Set(keys.sharedNumbers.flatMap((hash) => index.having(hash)))].filter(
    (person) => !contradictsNameAndBirth(index, person, keys) && !differsInNiNumber(person),
  )
  if (byNumber.length === 1) return byNumber[0] ?? null
  const byName = index.having(keys.nameAndBirthAndPostcode).filter(
    (person) => !differsInNiNumber(person),
  )
  return byName.length === 1 ? (byName[0] ?? null) : null
}
