import type { FieldGroup } from '../../shared/model/codes'
import { ListRequestSchema } from '../../shared/model/contact-list'
import type { HouseholdId } from '../../shared/model/ids'
import { joinPersons } from '../../shared/model/reveal'
import type { Outing } from '../../shared/model/visit-pack'
import type { DeviceSigner } from '../keys/device-keys'
import type { ListStatement } from '../store/repositories/contact-list-repository'
import { sortGroups, type RevealContext } from './build-reveal-request'
import { hide } from './hide'

export interface PackNeed {
  readonly requestId: string
  readonly fieldGroups: ReadonlyArray<FieldGroup>
  readonly outing: Outing
  /** Emergency permits: the visit pack that they go with. Null: a visit pack. */
  readonly pack: string | null
  /** In the order of the outing. */
  readonly visits: ReadonlyArray<Readonly<{ householdId: HouseholdId; persons: ReadonlyArray<string>; reason: string }>>
}

/** The pack as the device signs it, with its openings: people and reason of each visit are committed to by themselves, in an order that says nothing. */
export function buildPackRequest(need: PackNeed, context: RevealContext, signer: DeviceSigner): ListStatement {
  const officer = hide('officer', context.officerId)
  const reason = hide('reason', need.pack === null ? PACK_REASON : EMERGENCY_REASON)
  const items = need.visits.map((visit) => ({ householdId: visit.householdId, persons: hide('person', joinPersons(visit.persons)), reason: hide('reason', visit.reason) }))
  const sorted = items.toSorted((a, b) => (a.persons.commitment < b.persons.commitment ? -1 : 1))
  const payload = ListRequestSchema.parse({
    ...(need.pack === null ? { v: 2 } : { v: 3, pack: need.pack }),
    type: 'list-request',
    requestId: need.requestId,
    epoch: context.epoch,
    deviceId: context.deviceId,
    officer: officer.commitment,
    purpose: context.purpose,
    reason: reason.commitment,
    fieldGroups: sortGroups(need.fieldGroups),
    items: sorted.map(({ persons }) => persons.commitment),
    reasons: sorted.map(({ reason: own }) => own.commitment),
    outing: need.outing,
    knownSize: context.knownSize,
    statedAt: context.statedAt,
  })
  return {
    signed: signer(payload),
    openings: { officer: officer.opening, reason: reason.opening },
    items: items.map(({ householdId, persons, reason: own }) => ({ householdId, persons: persons.opening, reason: own.opening })),
  }
}

/** What the request says of the pack as a whole: the reasons are those of the visits. */
const PACK_REASON = 'Visit pack: a reason is given for each visit'
const EMERGENCY_REASON = 'Emergency permits: they open without signal when somebody may come to harm'
