import { z } from 'zod'
import { ReceiptSchema } from '../ledger/receipt'
import { ApprovalEvidenceSchema, GivenDecisionSchema, RequestOpeningsSchema, RequestStateSchema, SignedApprovalDecisionSchema } from '../model/approval'
import { codesOf, DISTRICTS, ROLES, TEAMS } from '../model/codes'
import { HexSha256Schema, HouseholdIdSchema, InstantSchema, OfficerIdSchema, PersonIdSchema, UuidSchema } from '../model/ids'
import { ReferenceSchema } from '../model/reference'
import { RelationshipSchema } from '../model/relationship'
import { CapacitySchema } from '../model/stand-in'
import { FieldGroupSchema, OfficerOpeningSchema, ReasonOpeningSchema, SignedRevealRequestSchema, StatedPurposeSchema } from '../model/reveal'
import { defineEndpoint } from './define-endpoint'

const nothing = z.strictObject({})
const device = ['ACCESS_TOKEN_INVALID', 'ACCESS_TOKEN_EXPIRED', 'ACCESS_DEVICE_UNKNOWN', 'ACCESS_DEVICE_REVOKED', 'ACCESS_DEVICE_PROOF_INVALID', 'ACCESS_ROLE_FORBIDDEN', 'REQUEST_INVALID'] as const
const team = z.enum(codesOf(TEAMS))

/**
 * With whom a request waits: the household's district, and for an ordinary record the teams whose supervisors may decide. `people`: those
 * whom policy would let decide at this moment; `escalatedAt`: since when it is also with whoever is on duty.
 */
export const WaitingWithSchema = z.strictObject({
  district: z.enum(codesOf(DISTRICTS)), teams: z.array(team).max(2), isProtected: z.boolean(),
  escalatedAt: InstantSchema.nullable().optional(), people: z.array(z.strictObject({ name: z.string().max(80), capacity: CapacitySchema, standsFor: z.string().max(80).nullable() })).max(20).optional(),
})
export type WaitingWith = z.infer<typeof WaitingWithSchema>

/** What both lists say of a request. */
const request = {
  requestId: UuidSchema, householdId: HouseholdIdSchema, reference: ReferenceSchema, state: RequestStateSchema, requestedAt: InstantSchema, expiresAt: InstantSchema,
  approvalsNeeded: z.int().min(1).max(2), decisions: z.array(GivenDecisionSchema).max(2),
}

/** One of the officer's own requests, with everything that opening it takes. */
export const OwnRequestSchema = z.strictObject({
  ...request, purpose: StatedPurposeSchema, reason: z.string().max(500), persons: z.array(PersonIdSchema).min(1).max(12), fieldGroups: z.array(FieldGroupSchema).min(1),
  /** As stated; null in requests from before relationships, and for what was not linked or asked for. */
  relationship: RelationshipSchema.nullable().default(null), linked: z.string().max(120).nullable().default(null), authority: z.string().max(241).nullable().default(null),
  waitingWith: WaitingWithSchema,
  /** When approved: what all who approved agreed to, until when it must be opened, and the leaf hashes of their decisions. */
  approved: z.strictObject({ fieldGroups: z.array(FieldGroupSchema), openForMinutes: z.int(), openUntil: InstantSchema, decisions: z.array(HexSha256Schema) }).nullable(),
})
export type OwnRequest = z.infer<typeof OwnRequestSchema>

/** A request that waits for this supervisor: the signed request whole, so that what is shown can be held against what was signed. */
export const QueuedRequestSchema = z.strictObject({
  ...request, signed: SignedRevealRequestSchema, openings: RequestOpeningsSchema,
  requester: z.strictObject({ name: z.string().max(80), role: z.enum(codesOf(ROLES)), team }),
  relationship: RelationshipSchema, isProtected: z.boolean(), memberCount: z.int().min(1),
  /** By what right it is in this queue, and since when it has been with whoever is on duty. Left out: as a supervisor of the team. */
  capacity: CapacitySchema.optional(), standsFor: z.string().max(80).nullable().optional(), standsForId: OfficerIdSchema.nullable().optional(), escalatedAt: InstantSchema.nullable().optional(),
})
export type QueuedRequest = z.infer<typeof QueuedRequestSchema>

/** One that this supervisor has decided; it stays findable. */
export const DecidedRequestSchema = z.strictObject({ requestId: UuidSchema, reference: ReferenceSchema, state: RequestStateSchema, requester: z.string().max(80), own: GivenDecisionSchema })
export type DecidedRequest = z.infer<typeof DecidedRequestSchema>

/** Access requests and their decisions (design §4). A request is made by a reveal that needs approval, never by a call of its own. */
export const approvalsApi = {
  /** Light enough to be asked every few seconds: has anything of mine changed (`mark` differs), and how much waits for me? */
  requestPulse: defineEndpoint({ method: 'POST', path: '/requests/pulse', caller: 'device', errors: device, request: nothing,
    response: z.strictObject({ mark: HexSha256Schema, waiting: z.int().min(0), toDecide: z.int().min(0) }) }),
  ownRequests: defineEndpoint({ method: 'POST', path: '/requests/mine', caller: 'device', errors: device, request: nothing,
    response: z.strictObject({ requests: z.array(OwnRequestSchema).max(200), hubTime: InstantSchema }) }),
  cancelRequest: defineEndpoint({ method: 'POST', path: '/requests/cancel', caller: 'device', errors: [...device, 'NOT_FOUND', 'APPROVAL_NOT_WAITING'],
    request: z.strictObject({ requestId: UuidSchema }), response: nothing }),
  /** What waits for this supervisor, oldest first, and what they decided of late. */
  requestQueue: defineEndpoint({ method: 'POST', path: '/requests/queue', caller: 'device', errors: [...device, 'APPROVAL_FORBIDDEN'], request: nothing,
    response: z.strictObject({ requests: z.array(QueuedRequestSchema).max(200), decided: z.array(DecidedRequestSchema).max(100), hubTime: InstantSchema }) }),
  /** A signed decision: in the ledger before it takes effect. Idempotent by decisionId. */
  decideRequest: defineEndpoint({ method: 'POST', path: '/requests/decide', caller: 'device',
    errors: [...device, 'APPROVAL_FORBIDDEN', 'APPROVAL_NOT_WAITING', 'APPROVAL_NOT_LESS', 'REVEAL_REASON_REQUIRED', 'REVEAL_REASON_TOO_SHORT', 'REVEAL_REASON_FILLER', 'REVEAL_REASON_IDENTIFIER',
      'REVEAL_CLOCK', 'REVEAL_LEDGER_UNAVAILABLE', 'SYNC_EPOCH_CHANGED', 'NOT_FOUND'],
    request: z.strictObject({ signed: SignedApprovalDecisionSchema, officer: OfficerOpeningSchema, words: ReasonOpeningSchema.nullable(), standsFor: OfficerOpeningSchema.nullable().default(null) }),
    response: z.strictObject({ state: RequestStateSchema, receipt: ReceiptSchema }) }),
  /** For a granted reveal under an approval: its receipt and what proves the approval to the vault, all against one checkpoint. */
  approvalEvidence: defineEndpoint({ method: 'POST', path: '/requests/evidence', caller: 'device', errors: [...device, 'NOT_FOUND', 'REVEAL_LEDGER_UNAVAILABLE'],
    request: z.strictObject({ requestId: UuidSchema, knownSize: z.int().min(0), vaultKnownSize: z.int().min(0) }),
    response: z.strictObject({ receipt: ReceiptSchema, evidence: ApprovalEvidenceSchema, vaultConsistencyProof: z.array(z.string()) }) }),
} as const
