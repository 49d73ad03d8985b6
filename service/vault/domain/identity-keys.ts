import type { IdentityRow } from '../../../shared/api/vault-api'
import { canonicalise } from '../../../shared/ledger/canonical-json'
import type { Source } from '../../../shared/model/codes'
import { matchKey, type MatchKind } from '../keys/match-key'
import { normaliseAddress } from './normalise-address'
import {
  normaliseAccountNumber, normaliseDateOfBirth, normaliseNiNumber, normalisePhone, normalisePostcode, normaliseUprn,
} from './normalise-identifiers'
import { fullNameKey, nameVariants, normaliseName } from './normalise-name'

export interface PersonKey {
  readonly kind: MatchKind
  readonly hash: string
}

/** The keyed hashes by which one source row is matched; nothing in it can be read without the matching key. */
export interface RowKeys {
  /** The row itself, its record, and what it says: for *unchanged*. */
  readonly sourceRow: string
  readonly sourceRecord: string
  readonly content: string
  readonly niNumber: string | null
  /** Numbers that several systems use for one person (ASCH number, unique pupil number). */
  readonly sharedNumbers: readonly string[]
  readonly nameAndBirthAndPostcode: string | null
  readonly uprn: string | null
  readonly address: string | null
  /** Everything under which the person can be found again. */
  readonly person: readonly PersonKey[]
}

/** Hashes of one row of `source`. */
export function rowKeys(matchingKey: Uint8Array, source: Source, row: Readonly<IdentityRow>): RowKeys {
  const hash = (kind: MatchKind, value: string | null): string | null =>
    value === null ? null : matchKey(matchingKey, kind, value)
  const { identity, address, contact, money } = row.details
  const postcode = address?.postcode ? normalisePostcode(address.postcode) : null
  const birth = identity?.dateOfBirth ? normaliseDateOfBirth(identity.dateOfBirth) : null
  const niNumber = hash('ni-number', identity?.niNumber ? normaliseNiNumber(identity.niNumber) : null)
  const strict = birth && postcode && row.nameParts.surname ? `${fullNameKey(row.nameParts)}\0${birth}\0${postcode}` : null
  const nameAndBirthAndPostcode = hash('name-and-birth-and-postcode', strict)
  const names = [...nameVariants(row.nameParts), ...(identity?.previousNames ?? []).map(normaliseName)]
  const numbers = identity?.numbers ?? []
  const accounts = [row.recordKey, ...[...(money?.accounts ?? []), ...numbers].map(({ number }) => number)]
  const sharedNumbers = numbers.flatMap(({ kind, number }) => {
    const plain = normaliseAccountNumber(number)
    return plain === null ? [] : [matchKey(matchingKey, 'shared-number', `${kind}\0${plain}`)]
  })

  const person = new Map<string, PersonKey>()
  const add = (kind: MatchKind, value: string | null): void => {
    const key = hash(kind, value)
    if (key !== null) person.set(key, { kind, hash: key })
  }
  for (const name of names) add('name', name)
  for (const phone of contact?.phones ?? []) add('phone', normalisePhone(phone))
  for (const account of accounts) add('account-number', normaliseAccountNumber(account))
  add('date-of-birth', birth)
  add('postcode', postcode)
  if (niNumber) person.set(niNumber, { kind: 'ni-number', hash: niNumber })
  for (const key of sharedNumbers) person.set(key, { kind: 'shared-number', hash: key })
  if (nameAndBirthAndPostcode) {
    person.set(nameAndBirthAndPostcode, { kind: 'name-and-birth-and-postcode', hash: nameAndBirthAndPostcode })
  }

  const { row: _position, ...content } = row
  return {
    sourceRow: matchKey(matchingKey, 'source-row', `${source}\0${row.recordKey}\0${row.personKey}`),
    sourceRecord: matchKey(matchingKey, 'source-record', `${source}\0${row.recordKey}`),
    content: matchKey(matchingKey, 'row-content', canonicalise(JSON.parse(JSON.stringify(content)))),
    niNumber,
    sharedNumbers,
    nameAndBirthAndPostcode,
    uprn: hash('uprn', address?.uprn ? normaliseUprn(address.uprn) : null),
    address: hash('address', address ? normaliseAddress(address) : null),
    person: [...person.values()],
  }
}
