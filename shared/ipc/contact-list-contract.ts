import { z } from 'zod'
import { DecidedListSchema, OwnListSchema, QueuedListSchema } from '../api/contact-lists-api'
import { DecisionSchema, RequestStateSchema } from '../model/approval'
import { codesOf, DISTRICTS } from '../model/codes'
import { LEAST_HOUSEHOLDS, ListMembersSchema, MOST_HOUSEHOLDS, SkipReasonSchema } from '../model/contact-list'
import { HexSha256Schema, HouseholdIdSchema, InstantSchema, P256PublicJwkSchema, UuidSchema } from '../model/ids'
import { ReferenceSchema } from '../model/reference'
import { RelationshipSchema } from '../model/relationship'
import { FieldGroupSchema, PurposeCodeSchema } from '../model/reveal'
import { defineEntry } from './define-contract'
import { PROOF } from './ledger-refusals'
import { GrantedSchema } from './reveal-contract'

const nothing = z.strictObject({})
const requestId = z.strictObject({ requestId: UuidSchema })
const reason = ['REVEAL_REASON_REQUIRED', 'REVEAL_REASON_TOO_SHORT', 'REVEAL_REASON_FILLER', 'REVEAL_REASON_IDENTIFIER', 'REVEAL_CLOCK'] as const

/** A household that somebody thinks of putting into a list, as this laptop or the hub knows it. */
export const ListedHouseholdSchema = z.strictObject({
  householdId: HouseholdIdSchema, reference: ReferenceSchema, ward: z.string(), district: z.enum(codesOf(DISTRICTS)), people: z.int().min(1), memberCount: z.int().min(1), isProtected: z.boolean(),
})
export type ListedHousehold = z.infer<typeof ListedHouseholdSchema>

/** Chosen, and nothing can be said of it: why. One of them takes no other out of sight. */
export const UnreadHouseholdSchema = z.strictObject({ householdId: HouseholdIdSchema, code: z.enum(['NOT_FOUND', 'CIRCLE_OWN', 'HUB_UNREACHABLE']) })
export type UnreadHousehold = z.infer<typeof UnreadHouseholdSchema>

/** What the officer did with a household of a list; kept on this laptop. */
export const ListStepSchema = z.strictObject({ step: z.enum(['done', 'skipped']), skipReason: SkipReasonSchema.nullable(), at: InstantSchema })
export type ListStep = z.infer<typeof ListStepSchema>

/** One of my contact lists, in words and with how far I have come. */
export const MyListSchema = OwnListSchema.omit({ items: true }).extend({
  purposeTitle: z.string().max(80), isNews: z.boolean(),
  items: z.array(OwnListSchema.shape.items.element.extend({ step: ListStepSchema.nullable() })),
})
export type MyList = z.infer<typeof MyListSchema>

/** A list as the supervisor decides it. This laptop has checked that every word and every household's people are what the requester signed. */
export const ListToDecideSchema = QueuedListSchema.omit({ signed: true, openings: true, state: true, items: true }).extend({
  reason: z.string().max(500), fieldGroups: z.array(FieldGroupSchema).min(1), openForMinutes: z.int(), purpose: z.strictObject({ title: z.string(), wording: z.string(), lawfulTask: z.string() }),
  items: z.array(QueuedListSchema.shape.items.element.omit({ persons: true, reason: true }).extend({ people: z.int().min(1), reason: z.string().max(500).nullable() })),
})
export type ListToDecide = z.infer<typeof ListToDecideSchema>

/** Where it stands, and the id under which it was asked for: that of an earlier asking for the very same whose answer was lost. */
export const AskedSchema = z.strictObject({ state: RequestStateSchema, requestId: UuidSchema })

export const contactListContract = {
  /** For the form: what each chosen household would open. The hub decides what may be in a list. */
  describe: defineEntry({ channel: 'contact-list:describe', errors: ['NOT_FOUND', 'CIRCLE_OWN', 'HUB_UNREACHABLE'],
    request: z.strictObject({ householdIds: z.array(HouseholdIdSchema).max(MOST_HOUSEHOLDS), whom: ListMembersSchema }), response: z.strictObject({ households: z.array(ListedHouseholdSchema), unread: z.array(UnreadHouseholdSchema) }) }),
  /** Asks for approval, under an id that the window made: asking twice is safe. */
  ask: defineEntry({ channel: 'contact-list:ask',
    request: z.strictObject({
      requestId: UuidSchema, householdIds: z.array(HouseholdIdSchema).min(LEAST_HOUSEHOLDS).max(MOST_HOUSEHOLDS), whom: ListMembersSchema, purpose: PurposeCodeSchema, wordingHash: HexSha256Schema,
      reason: z.string().max(500), fieldGroups: z.array(FieldGroupSchema).min(1),
    }),
    response: AskedSchema,
    errors: [...reason, ...PROOF, 'REVEAL_PURPOSE_UNKNOWN', 'REVEAL_PURPOSE_OUTDATED', 'REVEAL_FIELDS_NOT_COVERED', 'APPROVAL_TOO_MANY_WAITING', 'LIST_FORBIDDEN', 'LIST_DISTRICTS', 'NOT_FOUND', 'APPROVAL_OFFLINE', 'HUB_UNREACHABLE'] }),
  /** As kept on this laptop; with `refresh` from the hub, if it can be reached (`isFresh`). */
  list: defineEntry({ channel: 'contact-list:list', request: z.strictObject({ refresh: z.boolean() }), errors: [],
    response: z.strictObject({ lists: z.array(MyListSchema), asOf: InstantSchema.nullable(), isFresh: z.boolean() }) }),
  cancel: defineEntry({ channel: 'contact-list:cancel', request: requestId, response: nothing, errors: ['NOT_FOUND', 'APPROVAL_NOT_WAITING', 'APPROVAL_OFFLINE'] }),
  /** Shows one household of an approved list: a reveal of its own, with the relationship and case that the officer confirmed. */
  open: defineEntry({ channel: 'contact-list:open', response: GrantedSchema,
    request: z.strictObject({ requestId: UuidSchema, householdId: HouseholdIdSchema, revealId: UuidSchema, windowKey: P256PublicJwkSchema, relationship: RelationshipSchema, linked: z.string().max(120).nullable() }),
    errors: ['APPROVAL_NOT_GIVEN', 'APPROVAL_USED', 'APPROVAL_UNPROVED', 'CIRCLE_OWN', 'REVEAL_SIGN_IN_NEEDED', 'REVEAL_OFFLINE', 'REVEAL_FORBIDDEN', 'REVEAL_PURPOSE_OUTDATED', 'REVEAL_CAP_REACHED', 'REVEAL_TOO_MANY_REFUSED', 'REVEAL_GRANT_INVALID', 'REVEAL_GRANT_EXPIRED',
      'VAULT_UNREACHABLE', ...PROOF] }),
  /** Done, passed over with a reason, or neither again. Works without a connection. */
  setStep: defineEntry({ channel: 'contact-list:set-step', errors: ['NOT_FOUND', 'STORE_DISK_FULL'], response: nothing,
    request: z.strictObject({ requestId: UuidSchema, householdId: HouseholdIdSchema, step: z.enum(['done', 'skipped']).nullable(), skipReason: SkipReasonSchema.nullable() }) }),
  noteSeen: defineEntry({ channel: 'contact-list:note-seen', request: requestId, response: nothing, errors: [] }),
  listQueue: defineEntry({ channel: 'contact-list:list-queue', request: nothing, errors: ['APPROVAL_FORBIDDEN', 'APPROVAL_OFFLINE', 'HUB_RUBBISH'],
    response: z.strictObject({ lists: z.array(ListToDecideSchema), decided: z.array(DecidedListSchema) }) }),
  decide: defineEntry({ channel: 'contact-list:decide',
    request: z.strictObject({
      requestId: UuidSchema, decision: DecisionSchema, fieldGroups: z.array(FieldGroupSchema), openForMinutes: z.int().min(0).max(15), items: z.array(HexSha256Schema).max(MOST_HOUSEHOLDS),
      workForHours: z.int().min(0).max(72), words: z.string().max(500).nullable(),
    }),
    response: z.strictObject({ state: RequestStateSchema }),
    errors: [...reason, ...PROOF, 'APPROVAL_FORBIDDEN', 'APPROVAL_NOT_WAITING', 'APPROVAL_NOT_LESS', 'APPROVAL_OFFLINE', 'NOT_FOUND'] }),
} as const
