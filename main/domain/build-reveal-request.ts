import { createHash } from 'node:crypto'
import { CasementError } from '../../shared/errors/casement-error'
import { canonicalBytes, canonicalise, type JsonValue } from '../../shared/ledger/canonical-json'
import { leafHash } from '../../shared/ledger/merkle-hash'
import type { RequestOpenings } from '../../shared/model/approval'
import { joinAuthority, type Authority } from '../../shared/model/authority'
import type { FieldGroup } from '../../shared/model/codes'
import type { P256PublicJwk } from '../../shared/model/ids'
import type { Relationship } from '../../shared/model/relationship'
import {
  joinPersons,
  RevealRequestSchema,
  type ApprovalNamed,
  type RevealGrant,
  type SignedRevealRequest,
  type StatedPurpose,
} from '../../shared/model/reveal'
import type { DeviceSigner } from '../keys/device-keys'
import { hide } from './hide'

export interface RevealNeed {
  readonly requestId: string
  readonly persons: ReadonlyArray<string>
  readonly fieldGroups: ReadonlyArray<FieldGroup>
  readonly reason: string
  readonly windowKey: P256PublicJwk
  /** The approval that it rests on; null for none. */
  readonly approval: ApprovalNamed | null
  readonly emergency: boolean
  /** As the officer confirmed it. */
  readonly relationship: Relationship
  /** The contact or case, in the words of `linkedCases`; null for none. */
  readonly linked: string | null
  readonly authority: Authority | null
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
): { signed: SignedRevealRequest; openings: RequestOpenings } {
  const { payload, openings } = statement(need, context)
  return { signed: signer(RevealRequestSchema.parse({ v: 3, ...payload })), openings }
}

/** The same for an emergency permit that is opened without signal: it names what was sealed, and rests on no approval of its own. */
export function buildOpenedPermit(
  need: RevealNeed,
  context: RevealContext,
  permit: Readonly<{ requestId: string; grantId: string }>,
  signer: DeviceSigner,
): { signed: SignedRevealRequest; openings: RequestOpenings } {
  const { payload, openings } = statement(need, context)
  return { signed: signer(RevealRequestSchema.parse({ v: 4, ...payload, permit })), openings }
}

/** What every form says, with the openings of its commitments. */
function statement(need: RevealNeed, context: RevealContext) {
  const officer = hide('officer', context.officerId)
  const persons = hide('person', joinPersons(need.persons))
  const reason = hide('reason', need.reason)
  const linked = need.linked === null ? null : hide('case', need.linked)
  const authority = need.authority === null ? null : hide('authority', joinAuthority(need.authority))
  const payload = {
    type: 'reveal-request',
    requestId: need.requestId,
    epoch: context.epoch,
    deviceId: context.deviceId,
    officer: officer.commitment,
    persons: persons.commitment,
    reason: reason.commitment,
    purpose: context.purpose,
    fieldGroups: sortGroups(need.fieldGroups),
    windowKey: thumbprintOf(need.windowKey),
    knownSize: context.knownSize,
    statedAt: context.statedAt,
    approval: need.approval,
    emergency: need.emergency,
    relationship: need.relationship,
    linked: linked?.commitment ?? null,
    authority: authority?.commitment ?? null,
  }
  return {
    payload,
    openings: {
      officer: officer.opening,
      persons: persons.opening,
      reason: reason.opening,
      linked: linked?.opening ?? null,
      authority: authority?.opening ?? null,
    },
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
