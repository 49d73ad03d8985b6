import { z } from 'zod'
import { ReceiptSchema } from '../ledger/receipt'
import { GivenDecisionSchema, RequestStateSchema } from '../model/approval'
import { codesOf, ROLES, TEAMS } from '../model/codes'
import { ItemStandingSchema, ListEvidenceSchema, MOST_HOUSEHOLDS, SignedContactListRequestSchema, SignedListDecisionSchema } from '../model/contact-list'
import { HexSha256Schema, HouseholdIdSchema, InstantSchema, OfficerIdSchema, PersonIdSchema, UuidSchema } from '../model/ids'
import { OutingSchema } from '../model/visit-pack'
import { ReferenceSchema } from '../model/reference'
import { RelationshipSchema } from '../model/relationship'
import { FieldGroupSchema, OfficerOpeningSchema, PersonsOpeningSchema, ReasonOpeningSchema, StatedPurposeSchema } from '../model/reveal'
import { CapacitySchema } from '../model/stand-in'
import { WaitingWithSchema } from './approvals-api'
import { defineEndpoint } from './define-endpoint'

const nothing = z.strictObject({})
const device = ['ACCESS_TOKEN_INVALID', 'ACCESS_TOKEN_EXPIRED', 'ACCESS_DEVICE_UNKNOWN', 'ACCESS_DEVICE_REVOKED', 'ACCESS_DEVICE_PROOF_INVALID', 'ACCESS_ROLE_FORBIDDEN', 'REQUEST_INVALID'] as const
const stated = ['REVEAL_REASON_REQUIRED', 'REVEAL_REASON_TOO_SHORT', 'REVEAL_REASON_FILLER', 'REVEAL_REASON_IDENTIFIER', 'REVEAL_CLOCK', 'REVEAL_LEDGER_UNAVAILABLE', 'SYNC_EPOCH_CHANGED'] as const
const households = <T extends z.ZodType>(item: T) => z.array(item).min(1).max(MOST_HOUSEHOLDS)
const count = z.int().min(0)

/** A decision on a list, as both sides may read it. */
export const GivenListDecisionSchema = GivenDecisionSchema.extend({ households: count, workForHours: count })
export type GivenListDecision = z.infer<typeof GivenListDecisionSchema>

const list = {
  requestId: UuidSchema, state: RequestStateSchema, requestedAt: InstantSchema, expiresAt: InstantSchema, decisions: z.array(GivenListDecisionSchema).max(2),
  /** As the policy has it: how long an approved list may be worked through at most, and how often each household may be opened. */
  workForHours: z.int().min(1).max(72), opensEach: z.int().min(1),
  /** Of a visit pack; null for a contact list. */
  outing: OutingSchema.nullable().default(null),
  /** Of emergency permits: the visit pack that they go with. */
  pack: UuidSchema.nullable().default(null),
}

/** One of the officer's own contact lists, with everything that working through it takes. A household that is gone has no reference any more. */
export const OwnListSchema = z.strictObject({
  ...list, purpose: StatedPurposeSchema, reason: z.string().max(500), fieldGroups: z.array(FieldGroupSchema).min(1), waitingWith: WaitingWithSchema.nullable(),
  items: households(z.strictObject({
    householdId: HouseholdIdSchema, reference: ReferenceSchema.nullable(), persons: z.array(PersonIdSchema).min(1).max(12), opened: count, standing: ItemStandingSchema,
    /** Why this household is visited; null in a contact list, which has one reason for all. */
    reason: z.string().max(500).nullable().default(null),
  })),
  approved: z.strictObject({ fieldGroups: z.array(FieldGroupSchema), openForMinutes: z.int(), workUntil: InstantSchema, decisions: z.array(HexSha256Schema) }).nullable(),
})
export type OwnList = z.infer<typeof OwnListSchema>

/** A list that waits for this supervisor: the signed request whole with every opening, so that what is shown can be held against what was signed. */
export const QueuedListSchema = z.strictObject({
  ...list, signed: SignedContactListRequestSchema, openings: z.strictObject({ officer: OfficerOpeningSchema, reason: ReasonOpeningSchema }),
  requester: z.strictObject({ name: z.string().max(80), role: z.enum(codesOf(ROLES)), team: z.enum(codesOf(TEAMS)) }),
  /** By what right it is in this queue, as in the queue of requests. */
  capacity: CapacitySchema.optional(), standsFor: z.string().max(80).nullable().optional(), standsForId: OfficerIdSchema.nullable().optional(),
  items: households(z.strictObject({
    item: HexSha256Schema, persons: PersonsOpeningSchema, reference: ReferenceSchema.nullable(), relationship: RelationshipSchema, memberCount: count, standing: ItemStandingSchema,
    reason: ReasonOpeningSchema.nullable().default(null),
  })),
})
export type QueuedList = z.infer<typeof QueuedListSchema>

export const DecidedListSchema = z.strictObject({ requestId: UuidSchema, households: count, state: RequestStateSchema, requester: z.string().max(80), own: GivenListDecisionSchema })
export type DecidedList = z.infer<typeof DecidedListSchema>

/** Contact lists: one purpose for several households, approved once, each display an entry of its own. */
export const contactListsApi = {
  /** Asks for the approval of a list: in the ledger, and in the supervisor's queue. Idempotent by requestId. */
  requestList: defineEndpoint({ method: 'POST', path: '/lists', caller: 'device',
    errors: [...device, ...stated, 'REVEAL_PURPOSE_UNKNOWN', 'REVEAL_PURPOSE_OUTDATED', 'REVEAL_FIELDS_NOT_COVERED', 'APPROVAL_TOO_MANY_WAITING', 'LIST_FORBIDDEN', 'LIST_DISTRICTS', 'PACK_TIMES', 'NOT_FOUND'],
    request: z.strictObject({
      signed: SignedContactListRequestSchema, openings: z.strictObject({ officer: OfficerOpeningSchema, reason: ReasonOpeningSchema }),
      items: households(z.strictObject({ householdId: HouseholdIdSchema, persons: PersonsOpeningSchema, reason: ReasonOpeningSchema.nullable().default(null) })),
    }),
    response: z.strictObject({ state: RequestStateSchema, receipt: ReceiptSchema }) }),
  ownLists: defineEndpoint({ method: 'POST', path: '/lists/mine', caller: 'device', errors: device, request: nothing,
    response: z.strictObject({ lists: z.array(OwnListSchema).max(100), hubTime: InstantSchema }) }),
  cancelList: defineEndpoint({ method: 'POST', path: '/lists/cancel', caller: 'device', errors: [...device, 'NOT_FOUND', 'APPROVAL_NOT_WAITING'],
    request: z.strictObject({ requestId: UuidSchema }), response: nothing }),
  listQueue: defineEndpoint({ method: 'POST', path: '/lists/queue', caller: 'device', errors: [...device, 'APPROVAL_FORBIDDEN'], request: nothing,
    response: z.strictObject({ lists: z.array(QueuedListSchema).max(100), decided: z.array(DecidedListSchema).max(100) }) }),
  /** A signed decision: in the ledger before it takes effect. Idempotent by decisionId. */
  decideList: defineEndpoint({ method: 'POST', path: '/lists/decide', caller: 'device', errors: [...device, ...stated, 'APPROVAL_FORBIDDEN', 'APPROVAL_NOT_WAITING', 'APPROVAL_NOT_LESS', 'NOT_FOUND'],
    request: z.strictObject({ signed: SignedListDecisionSchema, officer: OfficerOpeningSchema, words: ReasonOpeningSchema.nullable(), standsFor: OfficerOpeningSchema.nullable().default(null) }),
    response: z.strictObject({ state: RequestStateSchema, receipt: ReceiptSchema }) }),
  /** For a granted reveal under a list: its receipt and what proves the list to the vault, all against one checkpoint. */
  listEvidence: defineEndpoint({ method: 'POST', path: '/lists/evidence', caller: 'device', errors: [...device, 'NOT_FOUND', 'REVEAL_LEDGER_UNAVAILABLE'],
    request: z.strictObject({ requestId: UuidSchema, knownSize: count, vaultKnownSize: count }),
    response: z.strictObject({ receipt: ReceiptSchema, evidence: ListEvidenceSchema, vaultConsistencyProof: z.array(z.string()) }) }),
} as const
