import { z } from 'zod'
import { PurposeSchema } from '../purposes/purpose'
import { CompactJweSchema, HouseholdIdSchema, InstantSchema, P256PublicJwkSchema, PersonIdSchema, UuidSchema, HexSha256Schema } from '../model/ids'
import { FieldGroupSchema, PurposeCodeSchema } from '../model/reveal'
import { AuthoritySchema } from '../model/authority'
import { ReferenceSchema } from '../model/reference'
import { RelationshipSchema } from '../model/relationship'
import { BudgetNoticeSchema } from '../purposes/reveal-budget'
import { defineEntry } from './define-contract'
import { PROOF } from './ledger-refusals'

/** One of the officer's own reveals, with what this laptop could prove of it. The reason is the officer's own words, kept in `kept.db`. */
export const MyRevealSchema = z.strictObject({
  requestId: UuidSchema, at: InstantSchema, reference: ReferenceSchema, householdId: HouseholdIdSchema, people: z.int(), purposeTitle: z.string(), reason: z.string(),
  /** What else was stated; null for what was not, and for reveals from before it was asked. */
  relationship: RelationshipSchema.nullable(), linked: z.string().nullable(), authority: z.string().nullable(),
  fieldGroups: z.array(FieldGroupSchema), outcome: z.enum(['shown', 'not-shown', 'sealed', 'needs-approval', 'refused']), displays: z.int(), copies: z.int(),
  entryIndex: z.int().nullable(),
  /** proved: receipt held when last checked · unproved: no valid receipt · inconsistent: the ledger no longer fits */
  proof: z.enum(['proved', 'unproved', 'inconsistent']), provedAt: InstantSchema.nullable(), ledgerSize: z.int().nullable(),
})
export type MyReveal = z.infer<typeof MyRevealSchema>

/** When the officer decided to do without identified details. */
export const DecidedNotSchema = z.strictObject({ at: InstantSchema, reference: ReferenceSchema, householdId: HouseholdIdSchema })
export type DecidedNot = z.infer<typeof DecidedNotSchema>

/** What the window may know of its grant. The sealed answer opens only with the window's own key. */
export const GrantedSchema = z.strictObject({
  outcome: z.literal('granted'), grantId: UuidSchema, requestId: UuidSchema, sealed: CompactJweSchema, fieldGroups: z.array(FieldGroupSchema), persons: z.array(PersonIdSchema),
  /** Milliseconds left at the moment of the answer, by the hub's clock; the window counts down monotonically. */
  openForMs: z.int().min(0), showForMs: z.int().min(0), entryIndex: z.int(), purposeTitle: z.string(), reason: z.string(),
  officerName: z.string(), grantedAt: InstantSchema,
  /** Of a permit: the key of `sealed`, itself sealed to the window key; its showing was recorded before it came. */
  contentKey: CompactJweSchema.optional(),
  /** Near or above the budget of reveals; null while there is nothing to say. */
  budget: BudgetNoticeSchema.nullable(),
})
export type Granted = z.infer<typeof GrantedSchema>

export const revealContract = {
  /** The signed purposes that this officer may state; `wordingHash` is what will be in the entry. */
  listPurposes: defineEntry({ channel: 'reveal:list-purposes', request: z.strictObject({}),
    response: z.strictObject({ purposes: z.array(PurposeSchema.extend({ wordingHash: HexSha256Schema })) }), errors: ['KEY_BUNDLE_INVALID', 'HUB_UNREACHABLE'] }),
  request: defineEntry({ channel: 'reveal:request',
    request: z.strictObject({
      /** UUIDv7 made by the window: asking twice with the same id is safe. */
      requestId: UuidSchema, householdId: HouseholdIdSchema, persons: z.array(PersonIdSchema).min(1).max(12), purpose: PurposeCodeSchema, wordingHash: HexSha256Schema,
      reason: z.string().max(500), fieldGroups: z.array(FieldGroupSchema).min(1), windowKey: P256PublicJwkSchema,
      /** What the officer confirmed beside it: relationship, the contact or case, and for some purposes power and authoriser. */
      relationship: RelationshipSchema.default('none'), linked: z.string().max(120).nullable().default(null), authority: AuthoritySchema.nullable().default(null),
      emergency: z.boolean().default(false),
    }),
    response: z.discriminatedUnion('outcome', [GrantedSchema, z.strictObject({ outcome: z.literal('needs-approval'), words: z.string() })]),
    errors: ['REVEAL_REASON_REQUIRED', 'REVEAL_REASON_TOO_SHORT', 'REVEAL_REASON_FILLER', 'REVEAL_REASON_IDENTIFIER', 'REVEAL_AUTHORITY_REQUIRED', 'REVEAL_PURPOSE_UNKNOWN', 'REVEAL_PURPOSE_OUTDATED',
      'REVEAL_FIELDS_NOT_COVERED', 'REVEAL_FORBIDDEN', 'REVEAL_CAP_REACHED', 'REVEAL_TOO_MANY_REFUSED', 'APPROVAL_TOO_MANY_WAITING', 'REVEAL_SIGN_IN_NEEDED', 'CIRCLE_OWN', 'STORE_DISK_FULL', ...PROOF,
      'REVEAL_GRANT_INVALID', 'REVEAL_GRANT_EXPIRED', 'REVEAL_OFFLINE', 'VAULT_UNREACHABLE', 'REVEAL_CLOCK', 'EMERGENCY_QUOTA_USED', 'APPROVAL_UNPROVED'] }),
  /** Records what happened on the screen, durably, **before** it happens for `displayed-again` and `copied`. */
  record: defineEntry({ channel: 'reveal:record',
    request: z.strictObject({ requestId: UuidSchema, event: z.enum(['shown', 'not-shown', 'displayed-again', 're-masked', 'copied']), fieldGroup: FieldGroupSchema.nullable() }),
    response: z.strictObject({}), errors: ['REVEAL_GRANT_EXPIRED', 'REVEAL_GRANT_INVALID', 'STORE_DISK_FULL'] }),
  /** The officer opened the dialog and did without: signed and durable like every event, with no household and no detail in it. The reference stays on this laptop. */
  decideNot: defineEntry({ channel: 'reveal:decide-not', request: z.strictObject({ householdId: HouseholdIdSchema }), response: z.strictObject({}), errors: ['STORE_DISK_FULL'] }),
  /** After the window has put one field on the clipboard: main empties the clipboard after 30 s, and at lock and quit, if it still holds text with this SHA-256. */
  watchClipboard: defineEntry({ channel: 'reveal:watch-clipboard', handledBy: 'main', request: z.strictObject({ textHash: HexSha256Schema }), response: z.strictObject({}), errors: [] }),
  listMine: defineEntry({ channel: 'reveal:list-mine', request: z.strictObject({ before: InstantSchema.nullable(), limit: z.int().min(1).max(200) }),
    response: z.strictObject({ reveals: z.array(MyRevealSchema), decidedNot: z.array(DecidedNotSchema), next: InstantSchema.nullable() }), errors: [] }),
  /** Asks the hub for fresh receipts of all my entries and checks them here. */
  verifyMine: defineEntry({ channel: 'reveal:verify-mine', request: z.strictObject({}), response: z.strictObject({ proved: z.int(), failed: z.int(), ledgerSize: z.int() }),
    errors: ['HUB_UNREACHABLE', 'REVEAL_LEDGER_INCONSISTENT', 'REVEAL_RECEIPT_INVALID'] }),
} as const
