import { z } from 'zod'
import { ERROR_CODES } from '../errors/error-code'
import { codesOf } from '../model/codes'
import { ListMembersSchema } from '../model/contact-list'
import { HexSha256Schema, HouseholdIdSchema, InstantSchema, P256PublicJwkSchema, UuidSchema } from '../model/ids'
import { FieldGroupSchema, PurposeCodeSchema } from '../model/reveal'
import { MOST_VISITS, OutingSchema, PERMIT_PARTS, PERMIT_STATES } from '../model/visit-pack'
import { AskedSchema, MyListSchema } from './contact-list-contract'
import { defineEntry } from './define-contract'
import { PROOF, UNTRUSTED } from './ledger-refusals'
import { GrantedSchema } from './reveal-contract'

const reason = ['REVEAL_REASON_REQUIRED', 'REVEAL_REASON_TOO_SHORT', 'REVEAL_REASON_FILLER', 'REVEAL_REASON_IDENTIFIER', 'REVEAL_CLOCK'] as const

/** A permit on this laptop, as it stands by the time that packs go by. */
export const PERMIT_STANDINGS = { early: 'Sealed: not yet', ready: 'Sealed: can be opened', open: 'Opened: can be shown again', used: 'Opened, and over', destroyed: 'Destroyed unopened' } as const

export const PermitViewSchema = z.strictObject({
  revealId: UuidSchema, number: z.int().min(1).nullable(), part: z.enum(codesOf(PERMIT_PARTS)), householdId: HouseholdIdSchema, fieldGroups: z.array(FieldGroupSchema), displays: z.int().min(0),
  state: z.enum(codesOf(PERMIT_STANDINGS)), opensFrom: InstantSchema,
  /** Until then it may be opened, or once opened shown again. */
  until: InstantSchema,
})
export type PermitView = z.infer<typeof PermitViewSchema>

/** One of my visit packs, with what is sealed of it on this laptop. */
export const MyPackSchema = MyListSchema.extend({
  outing: OutingSchema, permits: z.array(PermitViewSchema),
  /** How many permits the approval allows, so that what is missing can be seen. */
  permitsWanted: z.int().min(0),
  /** The ledger's account, by reveal; empty while the hub cannot be asked. */
  account: z.array(z.strictObject({ revealId: UuidSchema, number: z.int(), state: z.enum(codesOf(PERMIT_STATES)) })),
  /** Permits that hub or vault would not seal, and why: the pack is packed without them. */
  refused: z.array(z.strictObject({ householdId: HouseholdIdSchema, part: z.enum(codesOf(PERMIT_PARTS)), code: z.enum(codesOf(ERROR_CODES)) })),
  /** When the officer destroyed it on this laptop by hand; null while they did not. */
  destroyedAt: InstantSchema.nullable(),
})
export type MyPack = z.infer<typeof MyPackSchema>

/** Visit packs: planned and approved like contact lists, sealed on this laptop beforehand, opened at the door without signal. */
export const visitPackContract = {
  /** Asks for approval, under an id that the window made: asking twice is safe. The visits are in the order of the outing. */
  ask: defineEntry({ channel: 'visit-pack:ask',
    request: z.strictObject({
      requestId: UuidSchema, visits: z.array(z.strictObject({ householdId: HouseholdIdSchema, reason: z.string().max(500) })).min(1).max(MOST_VISITS), whom: ListMembersSchema,
      purpose: PurposeCodeSchema, wordingHash: HexSha256Schema, fieldGroups: z.array(FieldGroupSchema).min(1), outing: OutingSchema,
      /** Asks for emergency permits that go with this visit pack; null: asks for a visit pack. */
      pack: UuidSchema.nullable().default(null),
    }),
    response: AskedSchema,
    errors: [...reason, ...PROOF, 'REVEAL_PURPOSE_UNKNOWN', 'REVEAL_PURPOSE_OUTDATED', 'REVEAL_FIELDS_NOT_COVERED', 'APPROVAL_TOO_MANY_WAITING', 'LIST_FORBIDDEN', 'LIST_DISTRICTS', 'PACK_TIMES', 'NOT_FOUND', 'APPROVAL_OFFLINE', 'HUB_UNREACHABLE'] }),
  /** As kept on this laptop; with `refresh` from the hub, if it can be reached (`isFresh`). */
  list: defineEntry({ channel: 'visit-pack:list', request: z.strictObject({ refresh: z.boolean() }), errors: [],
    response: z.strictObject({ packs: z.array(MyPackSchema), asOf: InstantSchema.nullable(), isFresh: z.boolean(), now: InstantSchema,
      /** The wall clock was set back, or jumped ahead: nothing opens until it is right or the hub has been heard. */
      isClockBehind: z.boolean() }) }),
  /** Seals the next permit of an approved pack: called again until it is done, so that the window can show how far it is and what was lost can be gone on with. */
  seal: defineEntry({ channel: 'visit-pack:seal', request: z.strictObject({ requestId: UuidSchema }), response: z.strictObject({ sealed: z.int().min(0), total: z.int().min(0), isDone: z.boolean() }),
    errors: ['APPROVAL_NOT_GIVEN', 'APPROVAL_USED', 'APPROVAL_UNPROVED', 'CIRCLE_OWN', 'REVEAL_SIGN_IN_NEEDED', 'REVEAL_OFFLINE', 'REVEAL_FORBIDDEN', 'REVEAL_PURPOSE_OUTDATED', 'REVEAL_CAP_REACHED', 'REVEAL_TOO_MANY_REFUSED', 'REVEAL_GRANT_INVALID',
      'REVEAL_GRANT_EXPIRED', 'VAULT_UNREACHABLE', 'STORE_DISK_FULL', 'PACK_CLOCK', 'PACK_NOT_HERE', ...PROOF] }),
  /** Opens a permit, or shows it again: its entry is durable before anything is passed on. Works without a connection. */
  open: defineEntry({ channel: 'visit-pack:open', request: z.strictObject({ revealId: UuidSchema, windowKey: P256PublicJwkSchema }), response: GrantedSchema,
    errors: ['PACK_NOT_HERE', 'PACK_TOO_EARLY', 'PACK_OVER', 'PACK_CLOCK', 'LEASE_OVER', 'STORE_DISK_FULL', ...UNTRUSTED, 'REVEAL_GRANT_INVALID'] }),
  /**
   * Emergency access without signal: opens an emergency permit for a reason of its own, or shows again what was opened so. Entry and reason are durable before anything is passed on;
   * somebody else reviews it once the service hears of it.
   */
  openEmergency: defineEntry({ channel: 'visit-pack:open-emergency', response: GrantedSchema,
    request: z.strictObject({ revealId: UuidSchema, reason: z.string().max(500), windowKey: P256PublicJwkSchema }),
    errors: ['PACK_NOT_HERE', 'PACK_TOO_EARLY', 'PACK_OVER', 'PACK_CLOCK', 'LEASE_OVER', 'STORE_DISK_FULL', ...UNTRUSTED, 'REVEAL_GRANT_INVALID', 'EMERGENCY_QUOTA_USED', ...reason] }),
  /** What is left of emergency access without signal as this laptop counts it, and whom to ring. */
  emergencyStanding: defineEntry({ channel: 'visit-pack:emergency-standing', request: z.strictObject({}), errors: [],
    response: z.strictObject({ used: z.int().min(0), quota: z.int().min(0), withinHours: z.int().min(1), dutyDesk: z.string().nullable() }) }),
  /** Destroys what is sealed of a pack on this laptop, with its emergency permits, before its time: the outing is off, or the laptop may get into other hands. Needs no connection. */
  destroy: defineEntry({ channel: 'visit-pack:destroy', request: z.strictObject({ requestId: UuidSchema }), response: z.strictObject({}), errors: ['NOT_FOUND', 'STORE_DISK_FULL'] }),
} as const
