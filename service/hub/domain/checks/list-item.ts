import { CasementError } from '../../../../shared/errors/casement-error'
import { commit } from '../../../../shared/ledger/commitment'
import type { ListRequest } from '../../../../shared/model/contact-list'
import type { HouseholdRecord } from '../../../../shared/model/household'
import type { SaltedValue, StatedCall } from './check'

/** A household of a list as it arrived, and as the hub holds it. */
export interface ListedHousehold {
  readonly householdId: string
  readonly persons: SaltedValue
  /** Of a visit; null in a contact list. */
  readonly reason: SaltedValue | null
  readonly household: HouseholdRecord | null
}

/** A list as it arrived. */
export interface ListCall extends StatedCall<ListRequest> {
  readonly reason: SaltedValue
  readonly items: readonly ListedHousehold[]
}

/** The item that an opening opens. Throws REQUEST_INVALID for a salt that is none. */
export function itemOf({ value, salt }: SaltedValue): string {
  const bytes = Buffer.from(salt, 'base64url')
  if (bytes.toString('base64url') !== salt || bytes.length !== 32) throw new CasementError('REQUEST_INVALID', { fields: 'items' })
  return commit('person', value, bytes)
}
