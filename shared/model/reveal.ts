import { z } from 'zod'
import { codesOf, FIELD_GROUPS } from './codes'
import { HexSha256Schema, HouseholdIdSchema, InstantSchema, OfficerIdSchema, PersonIdSchema, typedTextSchema, UuidSchema, Base64UrlSchema } from './ids'
import { RelationshipSchema } from './relationship'
import { openingSchema, signedSchema } from './signed'

export const FieldGroupSchema = z.enum(codesOf(FIELD_GROUPS))
export const PurposeCodeSchema = z.string().regex(/^[a-z][a-z-]{2,40}$/)

/** The purpose as the officer saw it: the version and a hash of the exact wording are part of the entry. */
export const StatedPurposeSchema = z.strictObject({ code: PurposeCodeSchema, version: z.int().min(1), wordingHash: HexSha256Schema })
export type StatedPurpose = z.infer<typeof StatedPurposeSchema>

const stated = {
  epoch: z.string().regex(/^[0-9a-z]{8,32}$/),
  deviceId: UuidSchema,
  /** commit('officer', officerId, salt) */
  officer: HexSha256Schema,
  purpose: StatedPurposeSchema,
  /** Size of the last checkpoint this device accepted; the receipt proves consistency from it. */
  knownSize: z.int().min(0),
  statedAt: InstantSchema,
}

const revealing = {
  ...stated,
  type: z.literal('reveal-request'),
  requestId: UuidSchema,
  /** commit('person', personIds sorted and joined by ',', salt) */
  persons: HexSha256Schema,
  /** commit('reason', reason text, salt) */
  reason: HexSha256Schema,
  /** Sorted, without repeats. */
  fieldGroups: z.array(FieldGroupSchema).min(1),
  /** RFC 7638 SHA-256 thumbprint of the window key, base64url. */
  windowKey: Base64UrlSchema.length(43),
}

/** A reveal request as the device signs it: signed and canonicalised, it is the ledger leaf (design §4 step 3). */
const FirstRevealRequestSchema = z.strictObject({ v: z.literal(1), ...revealing })

/** The request that was approved and, by their leaf hashes, the decisions that approved it, sorted. */
const ApprovalNamedSchema = z.strictObject({ requestId: UuidSchema, decisions: z.array(HexSha256Schema).min(1).max(2) })
export type ApprovalNamed = z.infer<typeof ApprovalNamedSchema>

/** The same under an approval. */
const ApprovedRevealRequestSchema = z.strictObject({ v: z.literal(2), ...revealing, approval: ApprovalNamedSchema })

/** What laptops sign since there are relationships: one form for every reveal. */
const RelatedRevealRequestSchema = z.strictObject({
  v: z.literal(3),
  ...revealing,
  /** Null for a reveal under no approval. */
  approval: ApprovalNamedSchema.nullable(),
  /** Opens at once within a quota, and is always reviewed. */
  emergency: z.boolean(),
  /** What the officer has to do with the household, as their laptop knows it and they confirmed. */
  relationship: RelationshipSchema,
  /** commit('case', words of the contact or case that the need is about, salt); null for none. */
  linked: HexSha256Schema.nullable(),
  /** commit('authority', power and authoriser, salt), where the purpose asks for them. */
  authority: HexSha256Schema.nullable(),
})

/**
 * Emergency access without signal: what was sealed beforehand as an emergency permit was opened, for this reason. Signed and durable on the
 * laptop before it opened; the hub hears of it afterwards and grants nothing by it.
 */
export const OpenedPermitRequestSchema = z.strictObject({
  ...RelatedRevealRequestSchema.shape,
  v: z.literal(4),
  approval: z.null(),
  emergency: z.literal(true),
  /** The reveal request by which it was sealed, and its grant. */
  permit: z.strictObject({ requestId: UuidSchema, grantId: UuidSchema }),
})

/** Old forms stay readable for ever: they are in the ledger. */
export const RevealRequestSchema = z.discriminatedUnion('v', [FirstRevealRequestSchema, ApprovedRevealRequestSchema, RelatedRevealRequestSchema, OpenedPermitRequestSchema])
export type RevealRequest = z.infer<typeof RevealRequestSchema>
export type RelatedRevealRequest = z.infer<typeof RelatedRevealRequestSchema>

/** The approval that a reveal rests on, in whichever form; null for none. */
export const approvalOf = (payload: RevealRequest): ApprovalNamed | null => (payload.v === 1 ? null : payload.approval)

/** What only the newer forms say; an older one says nothing of it. */
export const relatedPart = (payload: RevealRequest): Pick<RelatedRevealRequest, 'emergency' | 'linked' | 'authority'> & { readonly relationship: RelatedRevealRequest['relationship'] | null } =>
  payload.v === 3 || payload.v === 4
    ? { emergency: payload.emergency, relationship: payload.relationship, linked: payload.linked, authority: payload.authority }
    : { emergency: false, relationship: null, linked: null, authority: null }

export const SignedRevealRequestSchema = signedSchema(RevealRequestSchema)
export type SignedRevealRequest = z.infer<typeof SignedRevealRequestSchema>

/** A look-up as the device signs it. The identifiers are not here: they go to the vault alone. */
export const LookupRequestSchema = z.strictObject({
  v: z.literal(1),
  ...stated,
  type: z.literal('lookup-request'),
  lookupId: UuidSchema,
  criteria: z.array(z.enum(['name', 'date-of-birth', 'postcode', 'ni-number', 'phone', 'account-number'])).min(1).max(6),
})
export type LookupRequest = z.infer<typeof LookupRequestSchema>
export const SignedLookupRequestSchema = signedSchema(LookupRequestSchema)
export type SignedLookupRequest = z.infer<typeof SignedLookupRequestSchema>

export const OfficerOpeningSchema = openingSchema(OfficerIdSchema)
/** The value is the sorted personIds joined by ','. */
export const PersonsOpeningSchema = openingSchema(z.string().regex(/^[0-9a-f]{32}(,[0-9a-f]{32}){0,11}$/))
export const ReasonOpeningSchema = openingSchema(typedTextSchema(1, 500))
/** Words of the linked contact or case, see `linkedCases`. */
export const CaseOpeningSchema = openingSchema(typedTextSchema(1, 120))
/** Power and authoriser, see `joinAuthority`. */
export const AuthorityOpeningSchema = openingSchema(typedTextSchema(7, 241))

/** The one way a set of people becomes the committed value. */
export const joinPersons = (persons: ReadonlyArray<string>): string => [...new Set(persons)].toSorted().join(',')

/** Claims of a reveal grant: a compact JWS by the hub-grant key, `typ: casement-reveal-grant`. Instants, not NumericDate. */
export const RevealGrantSchema = z.strictObject({
  v: z.literal(1),
  type: z.literal('reveal-grant'),
  grantId: UuidSchema,
  requestId: UuidSchema,
  epoch: z.string(),
  officerId: OfficerIdSchema,
  deviceId: UuidSchema,
  householdId: HouseholdIdSchema,
  persons: z.array(PersonIdSchema).min(1).max(12),
  fieldGroups: z.array(FieldGroupSchema).min(1),
  purpose: StatedPurposeSchema,
  windowKey: Base64UrlSchema.length(43),
  entryIndex: z.int().min(0),
  leafHash: HexSha256Schema,
  issuedAt: InstantSchema,
  /** Details may be opened and shown again until then. */
  openBy: InstantSchema,
  /** Seconds that one display may last. */
  showFor: z.int().min(10).max(900),
})
export type RevealGrant = z.infer<typeof RevealGrantSchema>

/** Claims of a look-up grant, `typ: casement-lookup-grant`. Single use at the vault. */
export const LookupGrantSchema = z.strictObject({
  v: z.literal(1), type: z.literal('lookup-grant'), lookupId: UuidSchema, epoch: z.string(), officerId: OfficerIdSchema, deviceId: UuidSchema,
  purpose: StatedPurposeSchema, criteria: LookupRequestSchema.shape.criteria, entryIndex: z.int().min(0), leafHash: HexSha256Schema,
  issuedAt: InstantSchema, openBy: InstantSchema,
})
export type LookupGrant = z.infer<typeof LookupGrantSchema>

/** What the caller gave. Goes to the vault only, never to the hub, a log or a URL. */
export const LookupCriteriaSchema = z.strictObject({
  name: z.string().trim().min(2).max(120).optional(),
  dateOfBirth: z.iso.date().optional(),
  postcode: z.string().trim().min(5).max(9).optional(),
  niNumber: z.string().trim().min(8).max(13).optional(),
  phone: z.string().trim().min(7).max(20).optional(),
  accountNumber: z.string().trim().min(4).max(30).optional(),
})
export type LookupCriteria = z.infer<typeof LookupCriteriaSchema>

const CRITERION_KINDS = { name: 'name', dateOfBirth: 'date-of-birth', postcode: 'postcode', niNumber: 'ni-number', phone: 'phone', accountNumber: 'account-number' } as const

/** The kinds (not the values) of the criteria given, sorted: all that the hub learns. */
export const criteriaKinds = (criteria: LookupCriteria): LookupRequest['criteria'] =>
  (Object.keys(CRITERION_KINDS) as (keyof typeof CRITERION_KINDS)[]).filter((key) => criteria[key] !== undefined).map((key) => CRITERION_KINDS[key]).toSorted()

/** Two details, or one account number (design §4). */
export const hasEnoughCriteria = (criteria: LookupCriteria): boolean =>
  criteria.accountNumber !== undefined || criteriaKinds(criteria).length >= 2

/** Never candidates: one, *be more exact* with a count, or *not known*. */
export const LookupOutcomeSchema = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('found'), householdId: HouseholdIdSchema, personId: PersonIdSchema }),
  z.strictObject({ outcome: z.literal('be-more-exact'), count: z.int().min(2) }),
  z.strictObject({ outcome: z.literal('not-known') }),
])
export type LookupOutcome = z.infer<typeof LookupOutcomeSchema>

/** One link of the device's own chain: what happened to a grant on the screen. Signed, pushed as an operation, folded into the ledger. */
export const DeviceEventSchema = z.strictObject({
  v: z.literal(1),
  type: z.literal('device-event'),
  eventId: UuidSchema,
  deviceId: UuidSchema,
  /** Position in this device's chain, from 0, and SHA-256 of the previous signed event's canonical bytes (64 zeros for the first). */
  n: z.int().min(0),
  previousHash: HexSha256Schema,
  /** `decided-not-to`: the officer thought about it and did without; `requestId` names a request that was never made. Codes only ever join. */
  event: z.enum(['shown', 'not-shown', 'displayed-again', 're-masked', 'copied', 'decided-not-to']),
  requestId: UuidSchema,
  grantId: UuidSchema.nullable(),
  fieldGroup: FieldGroupSchema.nullable(),
  at: InstantSchema,
})
export type DeviceEvent = z.infer<typeof DeviceEventSchema>
export const SignedDeviceEventSchema = signedSchema(DeviceEventSchema)
export type SignedDeviceEvent = z.infer<typeof SignedDeviceEventSchema>
