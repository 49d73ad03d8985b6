import { createHash } from 'node:crypto'
import { CasementError } from '../../shared/errors/casement-error'
import { canonicalBytes, canonicalise, type JsonValue } from '../../shared/ledger/canonical-json'
import { commit } from '../../shared/ledger/commitment'
import { leafHash } from '../../shared/ledger/merkle-hash'
import type { FieldGroup } from '../../shared/model/codes'
import type { P256PublicJwk } from '../../shared/model/ids'
import {
  joinPersons,
  RevealRequestSchema,
  type ApprovedRevealRequest,
  type RevealGrant,
  type SignedRevealRequest,
  type StatedPurpose,
} from '../../shared/model/reveal'
import type { DeviceSigner } from '../keys/device-keys'
import type { Openings } from '../store/repositories/reveal-repository'
import { newSalt } from './new-id'

export interface RevealNeed {
  readonly requestId: string
  readonly persons: ReadonlyArray<string>
  readonly fieldGroups: ReadonlyArray<FieldGroup>
  readonly reason: string
  readonly windowKey: P256PublicJwk
  /** The approval that it rests on; null for none. */
  readonly approval: ApprovedRevealRequest['approval'] | null
}
export interface RevealContext {
  readonly officerId: string
  readonly deviceId: string
  readonly epoch: string
  readonly knownSize: number
  readonly statedAt: string
  readonly purpose: StatedPurpose
}

/** RFC 7638 SHA-256 thumbprint of the window key, base64url. */
export const thumbprintOf = ({ crv, kty, x, y }: P256PublicJwk): string =>
  createHash('sha256').update(JSON.stringify({ crv, kty, x, y }), 'utf8').digest('base64url')

export const sortGroups = (groups: ReadonlyArray<FieldGroup>): FieldGroup[] => [...new Set(groups)].toSorted()

/** The request as the device signs it (design §4 step 3), with the openings of its commitments. */
export function buildRevealRequest(
  need: RevealNeed,
  context: RevealContext,
  signer: DeviceSigner,
): { signed: SignedRevealRequest; openings: Openings } {
  const salts = { officer: newSalt(), persons: newSalt(), reason: newSalt() }
  const values = { officer: context.officerId, persons: joinPersons(need.persons), reason: need.reason }
  const opening = (name: keyof typeof salts) => ({
    value: values[name],
    salt: Buffer.from(salts[name]).toString('base64url'),
  })
  const payload = RevealRequestSchema.parse({
    ...(need.approval === null ? { v: 1 } : { v: 2, approval: need.approval }),
    type: 'reveal-request',
    requestId: need.requestId,
    epoch: context.epoch,
    deviceId: context.deviceId,
    officer: commit('officer', values.officer, salts.officer),
    persons: commit('person', values.persons, salts.persons),
    reason: commit('reason', values.reason, salts.reason),
    purpose: context.purpose,
    fieldGroups: sortGroups(need.fieldGroups),
    windowKey: thumbprintOf(need.windowKey),
    knownSize: context.knownSize,
    statedAt: context.statedAt,
  })
  return {
    signed: signer(payload),
    openings: { officer: opening('officer'), persons: opening('persons'), reason: opening('reason') },
  }
}

/** The grant must be for exactly this request. Throws REVEAL_GRANT_INVALID. */
export function requireGrantMatches(
  grant: RevealGrant,
  signed: SignedRevealRequest,
  asked: Readonly<{ officerId: string; householdId: string; persons: string }>,
): void {
  const { payload } = signed
  const wanted = {
    requestId: payload.requestId,
    epoch: payload.epoch,
    officerId: asked.officerId,
    deviceId: payload.deviceId,
    householdId: asked.householdId,
    persons: asked.persons,
    fieldGroups: payload.fieldGroups,
    purpose: payload.purpose,
    windowKey: payload.windowKey,
    leafHash: Buffer.from(leafHash(canonicalBytes(signed as unknown as JsonValue))).toString('hex'),
  }
  const given = {
    requestId: grant.requestId,
    epoch: grant.epoch,
    officerId: grant.officerId,
    deviceId: grant.deviceId,
    householdId: grant.householdId,
    persons: joinPersons(grant.persons),
    fieldGroups: sortGroups(grant.fieldGroups),
    purpose: grant.purpose,
    windowKey: grant.windowKey,
    leafHash: grant.leafHash,
  }
  if (canonicalise(wanted) !== canonicalise(given) || Date.parse(grant.openBy) <= Date.parse(grant.issuedAt))
    throw new CasementError('REVEAL_GRANT_INVALID')
}
