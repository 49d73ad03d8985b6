import { z } from 'zod'
import { ApprovalDecisionSchema, InclusionSchema, STANDS_FOR } from './approval'
import { codesOf, type AGE_BANDS, type MEMBER_ROLES } from './codes'
import type { PseudonymisedPerson } from './household'
import { HexSha256Schema, InstantSchema, UuidSchema } from './ids'
import { FieldGroupSchema, OfficerOpeningSchema, PersonsOpeningSchema, StatedPurposeSchema } from './reveal'
import { signedSchema } from './signed'
import { MOST_VISITS, OutingSchema } from './visit-pack'

/** Fewer is a reveal; more is not read by whoever approves it. */
export const LEAST_HOUSEHOLDS = 2
export const MOST_HOUSEHOLDS = 30

/** For whom the details of each household would open. */
export const LIST_MEMBERS = { contactable: 'Account holders, tenants and their partners', all: 'All members of each household' } as const
export const ListMembersSchema = z.enum(codesOf(LIST_MEMBERS))
export type ListMembers = z.infer<typeof ListMembersSchema>

/** Why a household was passed over. Stays on the laptop: it helps the officer, and nothing follows from it. */
export const SKIP_REASONS = {
  'not-now': 'Not now: later today', 'safe-contact': 'Safe contact: needs another way', 'in-touch-already': 'A colleague is in touch already', 'not-needed': 'No longer needed',
  'no-way': 'No way to reach them',
} as const
export const SkipReasonSchema = z.enum(codesOf(SKIP_REASONS))
export type SkipReason = z.infer<typeof SkipReasonSchema>

/**
 * Asks for one purpose and one reason for several households at once, as the device signs it: signed and canonicalised, a ledger leaf. It
 * commits to the people of each household apart, so that the evidence of one display opens that household's and no other.
 */
export const ContactListRequestSchema = z.strictObject({
  v: z.literal(1),
  type: z.literal('list-request'),
  requestId: UuidSchema,
  epoch: z.string().regex(/^[0-9a-z]{8,32}$/),
  deviceId: UuidSchema,
  /** commit('officer', officerId, salt) */
  officer: HexSha256Schema,
  purpose: StatedPurposeSchema,
  /** commit('reason', reason text, salt) */
  reason: HexSha256Schema,
  /** Sorted, without repeats. */
  fieldGroups: z.array(FieldGroupSchema).min(1),
  /** commit('person', personIds of one household sorted and joined by ',', salt), a salt each; sorted, without repeats. */
  items: z.array(HexSha256Schema).min(LEAST_HOUSEHOLDS).max(MOST_HOUSEHOLDS),
  knownSize: z.int().min(0),
  statedAt: InstantSchema,
})
export type ContactListRequest = z.infer<typeof ContactListRequestSchema>

/**
 * A visit pack: a list for an outing, with a reason for each visit. What it opens is sealed on the laptop beforehand, so that the times are
 * part of what is signed and approved.
 */
export const VisitPackRequestSchema = z.strictObject({
  ...ContactListRequestSchema.shape,
  v: z.literal(2),
  items: z.array(HexSha256Schema).min(1).max(MOST_VISITS),
  /** commit('reason', the reason of this visit, salt): one for each item, in the items' order. */
  reasons: z.array(HexSha256Schema).min(1).max(MOST_VISITS),
  outing: OutingSchema,
})
export type VisitPackRequest = z.infer<typeof VisitPackRequestSchema>

/**
 * Emergency permits: sealed beside a visit pack, for people of that pack, and opened without signal in an emergency only. A request of its
 * own, so that whoever approves the visits can say no to it; each opening is an entry with its own reason, and reviewed.
 */
export const EmergencyPermitsRequestSchema = z.strictObject({
  ...VisitPackRequestSchema.shape,
  v: z.literal(3),
  /** The visit pack that they go with. */
  pack: UuidSchema,
})

/** Old forms stay readable for ever: they are in the ledger. */
export const ListRequestSchema = z.discriminatedUnion('v', [ContactListRequestSchema, VisitPackRequestSchema, EmergencyPermitsRequestSchema])
export type ListRequest = z.infer<typeof ListRequestSchema>

/** The outing of a visit pack; null for a contact list. */
export const outingOf = (payload: ListRequest): VisitPackRequest['outing'] | null => (payload.v === 1 ? null : payload.outing)

/** The visit pack that emergency permits go with; null for everything else. */
export const emergencyPackOf = (payload: ListRequest): string | null => (payload.v === 3 ? payload.pack : null)

export const SignedContactListRequestSchema = signedSchema(ListRequestSchema)
export type SignedContactListRequest = z.infer<typeof SignedContactListRequestSchema>

/** A decision on a list: that on a request, and which households it is for and for how long the list may be worked through. */
export const ListDecisionSchema = z.strictObject({
  ...ApprovalDecisionSchema.shape,
  v: z.literal(2),
  /** Of the request's items: sorted, all of them when approved, none when declined. */
  items: z.array(HexSha256Schema).max(MOST_HOUSEHOLDS),
  /** From the decision on; 0 when declined. */
  workForHours: z.int().min(0).max(72),
})
export type ListDecision = z.infer<typeof ListDecisionSchema>
/** The same by a deputy. */
export const DeputyListDecisionSchema = z.strictObject({ ...ListDecisionSchema.shape, v: z.literal(4), ...STANDS_FOR })
export type DeputyListDecision = z.infer<typeof DeputyListDecisionSchema>
export const SignedListDecisionSchema = signedSchema(z.discriminatedUnion('v', [ListDecisionSchema, DeputyListDecisionSchema]))
export type SignedListDecision = z.infer<typeof SignedListDecisionSchema>

/** What the vault needs to make sure by itself that one household of an approved list may open. */
export const ListEvidenceSchema = z.strictObject({
  request: z.strictObject({
    signed: SignedContactListRequestSchema, officer: OfficerOpeningSchema,
    /** Of the one household that opens. */
    item: z.strictObject({ commitment: HexSha256Schema, opening: PersonsOpeningSchema }), ...InclusionSchema.shape,
  }),
  decisions: z.array(z.strictObject({ signed: SignedListDecisionSchema, officer: OfficerOpeningSchema, standsFor: OfficerOpeningSchema.nullish(), ...InclusionSchema.shape })).min(1).max(2),
})
export type ListEvidence = z.infer<typeof ListEvidenceSchema>

/** Where a household of a list stands, beside what the officer did with it. */
export const ITEM_STANDINGS = {
  ready: 'Can be opened', 'left-out': 'Left out by the supervisor', 'out-of-reach': 'Not in your households any more', protected: 'Protected since: ask for it alone', gone: 'No longer held',
  'used-up': 'Opened as often as the list allows',
} as const
export const ItemStandingSchema = z.enum(codesOf(ITEM_STANDINGS))
export type ItemStanding = z.infer<typeof ItemStandingSchema>

const CONTACTED: ReadonlySet<keyof typeof MEMBER_ROLES> = new Set(['account-holder', 'partner', 'tenant', 'joint-tenant'])
const CHILDREN: ReadonlySet<keyof typeof AGE_BANDS> = new Set(['0-4', '5-10', '11-15', '16-17'])

/** The members whom a list is about; a household without an account holder or tenant of age has its first member. */
export function membersOf(members: ReadonlyArray<PseudonymisedPerson>, whom: ListMembers): PseudonymisedPerson['personId'][] {
  const contacted = members.filter(({ role, ageBand }) => CONTACTED.has(role) && !CHILDREN.has(ageBand))
  const chosen = whom === 'all' ? members : contacted.length > 0 ? contacted : members.slice(0, 1)
  return chosen.map(({ personId }) => personId)
}
