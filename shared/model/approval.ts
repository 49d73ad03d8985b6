import { z } from 'zod'
import { codesOf } from './codes'
import { HexSha256Schema, InstantSchema, UuidSchema } from './ids'
import { CapacitySchema } from './stand-in'
import { AuthorityOpeningSchema, CaseOpeningSchema, FieldGroupSchema, OfficerOpeningSchema, PersonsOpeningSchema, ReasonOpeningSchema, SignedRevealRequestSchema } from './reveal'
import { signedSchema } from './signed'

export const DECISIONS = { approve: 'Approved', narrow: 'Approved for less', decline: 'Declined' } as const
export const DecisionSchema = z.enum(codesOf(DECISIONS))
export type Decision = z.infer<typeof DecisionSchema>

/** Where an access request stands. `expired`: nobody decided, or nobody opened, in time. */
export const REQUEST_STATES = {
  waiting: 'Waiting', approved: 'Approved', declined: 'Declined', cancelled: 'Cancelled', expired: 'Out of time', opened: 'Opened',
} as const
export const RequestStateSchema = z.enum(codesOf(REQUEST_STATES))
export type RequestState = z.infer<typeof RequestStateSchema>

/** A supervisor's decision as their device signs it: signed and canonicalised, it is a ledger leaf of its own kind. */
export const ApprovalDecisionSchema = z.strictObject({
  v: z.literal(1),
  type: z.literal('approval-decision'),
  decisionId: UuidSchema,
  epoch: z.string().regex(/^[0-9a-z]{8,32}$/),
  deviceId: UuidSchema,
  /** commit('officer', officerId of whoever decides, salt) */
  officer: HexSha256Schema,
  requestId: UuidSchema,
  /** Leaf hash of the signed request: the decision is about exactly that one, with its people, purpose, reason and officer. */
  requestLeaf: HexSha256Schema,
  decision: DecisionSchema,
  /** What may open: sorted, all of it when approved, less when narrowed, nothing when declined. */
  fieldGroups: z.array(FieldGroupSchema).max(7),
  /** How long the grant may live once it is opened; 0 when declined. */
  openForMinutes: z.int().min(0).max(15),
  /** commit('reason', the decider's words, salt); null when none were given. */
  words: HexSha256Schema.nullable(),
  knownSize: z.int().min(0),
  statedAt: InstantSchema,
})
export type ApprovalDecision = z.infer<typeof ApprovalDecisionSchema>

/** What a deputy's decision says besides, on a request or on a list: commit('officer', officerId of the supervisor they stand in for, salt). There is room for one name: a deputy of a deputy cannot be said. */
export const STANDS_FOR = { standsFor: HexSha256Schema }
/** The same by a deputy. */
export const DeputyDecisionSchema = z.strictObject({ ...ApprovalDecisionSchema.shape, v: z.literal(3), ...STANDS_FOR })
export type DeputyDecision = z.infer<typeof DeputyDecisionSchema>
export const SignedApprovalDecisionSchema = signedSchema(z.discriminatedUnion('v', [ApprovalDecisionSchema, DeputyDecisionSchema]))
export type SignedApprovalDecision = z.infer<typeof SignedApprovalDecisionSchema>

/** Where a leaf is in the ledger, proved against the checkpoint of the receipt that it travels with. */
export const InclusionSchema = z.strictObject({ entryIndex: z.int().min(0), inclusionProof: z.array(z.string().max(44)).max(54) })

/** What the vault needs to make sure of an approval by itself: the request that was approved, and who signed for it. */
export const ApprovalEvidenceSchema = z.strictObject({
  request: z.strictObject({ signed: SignedRevealRequestSchema, officer: OfficerOpeningSchema, persons: PersonsOpeningSchema, ...InclusionSchema.shape }),
  decisions: z.array(z.strictObject({ signed: SignedApprovalDecisionSchema, officer: OfficerOpeningSchema, standsFor: OfficerOpeningSchema.nullish(), ...InclusionSchema.shape })).min(1).max(2),
})
export type ApprovalEvidence = z.infer<typeof ApprovalEvidenceSchema>

/** A decision as both sides of it may read it. */
export const GivenDecisionSchema = z.strictObject({
  decision: DecisionSchema, by: z.string().max(80), at: InstantSchema, fieldGroups: z.array(FieldGroupSchema), openForMinutes: z.int().min(0), words: z.string().max(500).nullable(),
  /** By what right, and for a deputy whose. Left out: as a supervisor. */
  capacity: CapacitySchema.optional(), standsFor: z.string().max(80).optional(),
})
export type GivenDecision = z.infer<typeof GivenDecisionSchema>

/** Everything that a reveal request commits to. The last two only where it does. */
export const RequestOpeningsSchema = z.strictObject({
  officer: OfficerOpeningSchema, persons: PersonsOpeningSchema, reason: ReasonOpeningSchema,
  linked: CaseOpeningSchema.nullable().default(null), authority: AuthorityOpeningSchema.nullable().default(null),
})
export type RequestOpenings = z.infer<typeof RequestOpeningsSchema>
