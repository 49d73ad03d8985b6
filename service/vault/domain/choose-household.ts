import type { KnownHouseholdKey } from '../repositories/identity-repository'

/** The address keys of known households, and of those minted earlier in the same batch. */
export class HouseholdIndex {
  readonly #byHash = new Map<string, Set<string>>()
  readonly #uprns = new Map<string, Set<string>>()

  add({ household_id: householdId, kind, key_hash: hash }: KnownHouseholdKey): void {
    this.#byHash.set(hash, (this.#byHash.get(hash) ?? new Set()).add(householdId))
    if (kind === 'uprn') this.#uprns.set(householdId, (this.#uprns.get(householdId) ?? new Set()).add(hash))
  }

  having(hash: string | null): string[] {
    return hash === null ? [] : [...(this.#byHash.get(hash) ?? [])]
  }

  hasOtherUprn(householdId: string, uprn: string | null): boolean {
    const known = this.#uprns.get(householdId)
    return uprn !== null && known !== undefined && !known.has(uprn)
  }
}

export interface HouseholdHints {
  readonly uprn: string | null
  readonly address: string | null
  readonly sourceRecord: string
  /** Where the record stood until now; households of the people in it. */
  readonly ofRecord: string | null
  readonly ofPeople: readonly string[]
}

/**
 * The known household that a record belongs to, or null for a new one: by UPRN; else by first address line and postcode (not when the
 * UPRNs differ: two flats); a record without a usable address stays where it or one of its people already is.
 */
export function chooseHousehold(index: HouseholdIndex, hints: HouseholdHints): string | null {
  const { uprn, address, sourceRecord, ofRecord, ofPeople } = hints
  const oneOf = (found: readonly string[]): string | null =>
    ofRecord !== null && found.includes(ofRecord) ? ofRecord : found.length === 1 ? (found[0] ?? null) : null
  const byUprn = oneOf(index.having(uprn))
  if (byUprn !== null) return byUprn
  const byAddress = oneOf(index.having(address).filter((household) => !index.hasOtherUprn(household, uprn)))
  if (byAddress !== null || uprn !== null || address !== null) return byAddress
  return ofRecord ?? ofPeople[0] ?? oneOf(index.having(sourceRecord))
}
