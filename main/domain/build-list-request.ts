import type { FieldGroup } from '../../shared/model/codes'
import { ContactListRequestSchema } from '../../shared/model/contact-list'
import type { HouseholdId } from '../../shared/model/ids'
import { joinPersons } from '../../shared/model/reveal'
import type { DeviceSigner } from '../keys/device-keys'
import type { ListStatement } from '../store/repositories/contact-list-repository'
import { sortGroups, type RevealContext } from './build-reveal-request'
import { hide } from './hide'

export interface ListNeed {
  readonly requestId: string
  readonly reason: string
  readonly fieldGroups: ReadonlyArray<FieldGroup>
  readonly households: ReadonlyArray<Readonly<{ householdId: HouseholdId; persons: ReadonlyArray<string> }>>
}

/** The list as the device signs it, with its openings: each household's people are committed to by themselves, in an order that says nothing. */
export function buildListRequest(need: ListNeed, context: RevealContext, signer: DeviceSigner): ListStatement {
  const officer = hide('officer', context.officerId)
  const reason = hide('reason', need.reason)
  const items = need.households.map(({ householdId, persons }) => ({
    householdId,
    ...hide('person', joinPersons(persons)),
  }))
  const payload = ContactListRequestSchema.parse({
    v: 1,
    type: 'list-request',
    requestId: need.requestId,
    epoch: context.epoch,
    deviceId: context.deviceId,
    officer: officer.commitment,
    purpose: context.purpose,
    reason: reason.commitment,
    fieldGroups: sortGroups(need.fieldGroups),
    items: items.map(({ commitment }) => commitment).toSorted(),
    knownSize: context.knownSize,
    statedAt: context.statedAt,
  })
  return {
    signed: signer(payload),
    openings: { officer: officer.opening, reason: reason.opening },
    items: items.map(({ householdId, opening }) => ({ householdId, persons: opening, reason: null })),
  }
}
