import { z } from 'zod'
import { DecidedRequestSchema, OwnRequestSchema, QueuedRequestSchema } from '../api/approvals-api'
import { DecisionSchema, RequestStateSchema } from '../model/approval'
import { InstantSchema, P256PublicJwkSchema, UuidSchema } from '../model/ids'
import { RelationshipSchema } from '../model/relationship'
import { FieldGroupSchema } from '../model/reveal'
import { defineEntry } from './define-contract'
import { PROOF } from './ledger-refusals'
import { GrantedSchema } from './reveal-contract'

const nothing = z.strictObject({})
const requestId = z.strictObject({ requestId: UuidSchema })

/** For the header: own requests and lists that wait, news of each, and what waits for this supervisor. */
export const RequestCountsSchema = z.strictObject({ waiting: z.int().min(0), news: z.int().min(0), listNews: z.int().min(0).default(0), packNews: z.int().min(0).default(0), toDecide: z.int().min(0) })
export type RequestCounts = z.infer<typeof RequestCountsSchema>

/** One of my requests, in words. */
export const MyRequestSchema = OwnRequestSchema.omit({ purpose: true }).extend({
  purposeTitle: z.string().max(80),
  /** Decided, and I have not looked since. */
  isNews: z.boolean(),
})
export type MyRequest = z.infer<typeof MyRequestSchema>

/** A request as the supervisor decides it. This laptop has checked that every word of it is what the requester signed. */
export const ToDecideSchema = QueuedRequestSchema.omit({ signed: true, openings: true, state: true }).extend({
  people: z.int().min(1), reason: z.string().max(500), linked: z.string().max(120).nullable(), authority: z.string().max(241).nullable(),
  /** As the requester stated it; `relationship` is what the hub knows. */
  statedRelationship: RelationshipSchema.nullable(), fieldGroups: z.array(FieldGroupSchema).min(1), openForMinutes: z.int(),
  purpose: z.strictObject({ title: z.string(), wording: z.string(), lawfulTask: z.string() }),
})
export type ToDecide = z.infer<typeof ToDecideSchema>

export const RequestQueueSchema = z.strictObject({ requests: z.array(ToDecideSchema), decided: z.array(DecidedRequestSchema) })
export type RequestQueue = z.infer<typeof RequestQueueSchema>

export const requestContract = {
  getCounts: defineEntry({ channel: 'request:get-counts', request: nothing, response: RequestCountsSchema, errors: [] }),
  /** As kept on this laptop; with `refresh` from the hub, if it can be reached (`isFresh`). */
  list: defineEntry({ channel: 'request:list', request: z.strictObject({ refresh: z.boolean() }), errors: [],
    response: z.strictObject({ requests: z.array(MyRequestSchema), asOf: InstantSchema.nullable(), isFresh: z.boolean() }) }),
  cancel: defineEntry({ channel: 'request:cancel', request: requestId, response: nothing, errors: ['NOT_FOUND', 'APPROVAL_NOT_WAITING', 'APPROVAL_OFFLINE'] }),
  /** Opens what was approved, with a key that the window made for it; `revealId` as for any reveal. */
  open: defineEntry({ channel: 'request:open', request: z.strictObject({ requestId: UuidSchema, revealId: UuidSchema, windowKey: P256PublicJwkSchema }), response: GrantedSchema,
    errors: ['APPROVAL_NOT_GIVEN', 'APPROVAL_USED', 'APPROVAL_UNPROVED', 'CIRCLE_OWN', 'REVEAL_SIGN_IN_NEEDED', 'REVEAL_OFFLINE', 'REVEAL_FORBIDDEN', 'REVEAL_PURPOSE_OUTDATED', 'REVEAL_CAP_REACHED', 'REVEAL_TOO_MANY_REFUSED', ...PROOF, 'REVEAL_GRANT_INVALID', 'REVEAL_GRANT_EXPIRED', 'VAULT_UNREACHABLE'] }),
  noteSeen: defineEntry({ channel: 'request:note-seen', request: requestId, response: nothing, errors: [] }),
  listQueue: defineEntry({ channel: 'request:list-queue', request: nothing, errors: ['APPROVAL_FORBIDDEN', 'APPROVAL_OFFLINE', 'HUB_RUBBISH'], response: RequestQueueSchema }),
  decide: defineEntry({ channel: 'request:decide',
    request: z.strictObject({
      requestId: UuidSchema, decision: DecisionSchema, fieldGroups: z.array(FieldGroupSchema), openForMinutes: z.int().min(0).max(15), words: z.string().max(500).nullable(),
    }),
    response: z.strictObject({ state: RequestStateSchema }),
    errors: ['APPROVAL_FORBIDDEN', 'APPROVAL_NOT_WAITING', 'APPROVAL_NOT_LESS', 'APPROVAL_OFFLINE', 'REVEAL_REASON_REQUIRED', 'REVEAL_REASON_TOO_SHORT', 'REVEAL_REASON_FILLER',
      'REVEAL_REASON_IDENTIFIER', ...PROOF, 'NOT_FOUND'] }),
} as const
