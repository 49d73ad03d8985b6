import { CasementError, isCasementError } from '../../shared/errors/casement-error'
import { joinAuthority, type Authority } from '../../shared/model/authority'
import type { FieldGroup } from '../../shared/model/codes'
import type { HouseholdId, P256PublicJwk, PersonId } from '../../shared/model/ids'
import type { Relationship } from '../../shared/model/relationship'
import { joinPersons, relatedPart, type ApprovalNamed } from '../../shared/model/reveal'
import type { Purpose } from '../../shared/purposes/purpose'
import { toInstant } from '../settings/clock'
import type { StatedReveal } from '../store/repositories/reveal-repository'
import { buildRevealRequest, sortGroups, thumbprintOf } from './build-reveal-request'
import type { HouseholdService } from './household-service'
import type { LedgerService } from './ledger-service'
import type { Session } from './session'

export interface RevealToRequest {
  readonly requestId: string
  readonly householdId: HouseholdId
  readonly persons: ReadonlyArray<PersonId>
  readonly purpose: string
  readonly wordingHash: string
  readonly reason: string
  readonly fieldGroups: ReadonlyArray<FieldGroup>
  readonly windowKey: P256PublicJwk
  readonly emergency: boolean
  readonly relationship: Relationship
  readonly linked: string | null
  readonly authority: Authority | null
}
/** A need with the approval that it rests on. */
export type Need = RevealToRequest & { readonly approval: ApprovalNamed | null }

/** Code, version and wording, as the officer read them. */
export type ShownPurpose = Parameters<typeof buildRevealRequest>[1]['purpose']

/** The signed statement: kept before it is sent, so that asking again with the same id sends the very same. */
export async function stateReveal(
  session: Session,
  parts: Readonly<{ ledger: LedgerService; households: HouseholdService }>,
  need: Need,
  purpose: Purpose,
  stated: ShownPurpose,
): Promise<StatedReveal> {
  const { reveals, officer, deviceId, epoch, clock, signer } = session
  const known = reveals.find(need.requestId)
  if (known !== null) {
    const { payload } = known.signed
    const isSame =
      known.householdId === need.householdId &&
      known.openings.persons.value === joinPersons(need.persons) &&
      known.reason === need.reason &&
      (known.openings.linked?.value ?? null) === need.linked &&
      relatedPart(payload).emergency === need.emergency &&
      (known.openings.authority?.value ?? null) === (need.authority === null ? null : joinAuthority(need.authority)) &&
      payload.purpose.code === need.purpose &&
      payload.fieldGroups.join() === sortGroups(need.fieldGroups).join() &&
      payload.windowKey === thumbprintOf(need.windowKey)
    if (!isSame) throw new CasementError('REQUEST_INVALID')
    return known
  }
  const { reference } = await parts.households.getSeen(need.householdId).catch(offline)
  const statedAt = toInstant(clock.now())
  const { signed, openings } = buildRevealRequest(
    need,
    {
      officerId: officer().officerId,
      deviceId,
      epoch: epoch(),
      knownSize: parts.ledger.knownSize(),
      statedAt,
      purpose: stated,
    },
    signer,
  )
  const reveal: StatedReveal = {
    requestId: need.requestId,
    at: statedAt,
    epoch: signed.payload.epoch,
    signed,
    openings,
    householdId: need.householdId,
    reference,
    people: new Set(need.persons).size,
    purposeTitle: purpose.title,
    reason: need.reason,
    fieldGroups: signed.payload.fieldGroups,
  }
  reveals.create(reveal)
  return reveal
}

/** Said of whatever needs the central service: throws REVEAL_OFFLINE where it could not be reached. */
export function offline(error: unknown): never {
  if (isCasementError(error) && (error.code === 'HUB_UNREACHABLE' || error.code === 'HUB_SLOW'))
    throw new CasementError('REVEAL_OFFLINE')
  throw error
}
