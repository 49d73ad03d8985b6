import { z } from 'zod'
import { ReceiptSchema } from '../ledger/receipt'
import { AdministrationActSchema, PostSchema } from '../model/administration'
import { codesOf, DISTRICTS, FIELD_GROUPS, ROLES, SOURCES, TEAMS } from '../model/codes'
import { DateSchema, InstantSchema, OfficerIdSchema, UuidSchema } from '../model/ids'
import { LedgerEntrySchema } from '../model/ledger-entry'
import { NewOfficerSchema, OfficerSchema } from '../model/officer'
import { ActorSchema, EntryPlaceSchema, LOOK_KINDS, LOOK_OUTCOMES, LookSchema, TeamRevealSchema, ToolUseSchema } from '../model/oversight'
import { ReferenceSchema } from '../model/reference'
import { AuthorityOpeningSchema, CaseOpeningSchema, OfficerOpeningSchema, PersonsOpeningSchema, PurposeCodeSchema, ReasonOpeningSchema } from '../model/reveal'
import { defineEndpoint } from './define-endpoint'

const device = [
  'ACCESS_TOKEN_INVALID', 'ACCESS_TOKEN_EXPIRED', 'ACCESS_DEVICE_UNKNOWN', 'ACCESS_DEVICE_REVOKED', 'ACCESS_DEVICE_PROOF_INVALID', 'ACCESS_ROLE_FORBIDDEN', 'REQUEST_INVALID',
] as const
const nothing = z.strictObject({})
const count = z.int().min(0)

/** Calendar days of London, both included. */
export const PeriodSchema = z.strictObject({ from: DateSchema, to: DateSchema }).refine(({ from, to }) => from <= to, { path: ['to'] })
export type Period = z.infer<typeof PeriodSchema>

/** A place in a list, newest first: opaque outside the hub. */
export const OversightCursorSchema = z.string().regex(/^[0-9A-Za-z.:-]{1,120}$/)

const TeamCountsSchema = z.strictObject({
  reveals: count, shown: count, notShown: count, forbidden: count, needsApproval: count, copies: count, calls: count, avoided: count, decidedNot: count,
})

/** What a team looked at in a period, in figures. */
export const TeamActivitySchema = z.strictObject({
  team: z.enum(codesOf(TEAMS)), district: z.enum(codesOf(DISTRICTS)), total: TeamCountsSchema,
  byDay: z.array(z.strictObject({ day: DateSchema, reveals: count })), byPurpose: z.array(z.strictObject({ purpose: PurposeCodeSchema, reveals: count })),
  byFieldGroup: z.array(z.strictObject({ fieldGroup: z.enum(codesOf(FIELD_GROUPS)), reveals: count })),
  officers: z.array(TeamCountsSchema.extend({ officerId: OfficerIdSchema, displayName: z.string().max(80), role: z.enum(codesOf(ROLES)) })),
})
export type TeamActivity = z.infer<typeof TeamActivitySchema>

export const TeamRevealsQuerySchema = z.strictObject({
  period: PeriodSchema, officerId: OfficerIdSchema.nullable(), purpose: PurposeCodeSchema.nullable(), after: OversightCursorSchema.nullable(), limit: z.int().min(1).max(100),
})

/** A masked record opened from the central service: the ordinary access log, which is beside the ledger and has no proof. */
export const OpeningSchema = z.strictObject({ at: InstantSchema, actor: ActorSchema })
/** `reveal`: a stated need, a contact list or a decision on either. `led`: the officer's last look-up before a reveal or an opening, whose answer the hub never learns. */
export const ActSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('reveal'), look: LookSchema, events: z.array(LookSchema), led: LookSchema.nullable() }),
  z.strictObject({ act: z.literal('opening'), opening: OpeningSchema, led: LookSchema.nullable() }),
])
export type Act = z.infer<typeof ActSchema>

export const SearchQuerySchema = z.strictObject({
  officerId: OfficerIdSchema.nullable(), purpose: PurposeCodeSchema.nullable(), period: PeriodSchema.nullable(), outcome: z.enum(codesOf(LOOK_OUTCOMES)).nullable(),
  kind: z.enum(codesOf(LOOK_KINDS)).nullable(), district: z.enum(codesOf(DISTRICTS)).nullable(), after: OversightCursorSchema.nullable(), limit: z.int().min(1).max(100),
})
export type SearchQuery = z.infer<typeof SearchQuerySchema>

/** What a laptop needs to prove an entry by itself: the leaf, the receipt, and the openings of what its commitments hide (null once erased, or where there is none). */
export const EvidenceSchema = z.strictObject({
  receipt: ReceiptSchema,
  leaf: LedgerEntrySchema,
  officer: OfficerOpeningSchema.nullable(), persons: PersonsOpeningSchema.nullable().default(null), reason: ReasonOpeningSchema.nullable(), linked: CaseOpeningSchema.nullable(), authority: AuthorityOpeningSchema.nullable(),
  /** Of a deputy's decision. */
  standsFor: OfficerOpeningSchema.nullable().default(null),
})
export type Evidence = z.infer<typeof EvidenceSchema>

export const PersonSchema = OfficerSchema.extend({ devicesInUse: count })
export const EnrolledDeviceSchema = z.strictObject({
  deviceId: UuidSchema, name: z.string().max(60), owner: OfficerSchema, enrolledAt: InstantSchema, lastSeenAt: InstantSchema.nullable(),
  state: z.enum(['in-use', 'revoked', 'replaced']), endedAt: InstantSchema.nullable(),
})
export type EnrolledDevice = z.infer<typeof EnrolledDeviceSchema>

const REASON_CODE = /^[a-z][a-z-]{0,39}$/
/** Counts of one intake run, in rows. They add up, and nothing in them is a value of a row. */
export const IntakeRunSchema = z
  .strictObject({
    runId: UuidSchema, source: z.enum(codesOf(SOURCES)), startedAt: InstantSchema, files: z.int().min(1).max(1_000), in: count, loaded: count, unchanged: count, rejected: count,
    /** Loaded all the same: a number of the row stands with somebody else too, and one of the two is wrong. */
    doubtful: count.default(0),
    rejectedByReason: z.record(z.string().regex(REASON_CODE), z.int().min(1)).refine((reasons) => Object.keys(reasons).length <= 60),
  })
  .refine((run) => run.in === run.loaded + run.unchanged + run.rejected, { path: ['in'] })
  .refine((run) => Object.values(run.rejectedByReason).reduce((sum, n) => sum + n, 0) === run.rejected, { path: ['rejectedByReason'] })
export type IntakeRun = z.infer<typeof IntakeRunSchema>

/** Review and administration. Every answer is for the screen only: nothing of it may be kept on a laptop. */
export const oversightApi = {
  /** The caller's own team and district, as the hub knows them. */
  teamActivity: defineEndpoint({ method: 'POST', path: '/oversight/team', caller: 'device', errors: device,
    request: z.strictObject({ period: PeriodSchema }), response: TeamActivitySchema }),
  teamReveals: defineEndpoint({ method: 'POST', path: '/oversight/team/reveals', caller: 'device', errors: device,
    request: TeamRevealsQuerySchema, response: z.strictObject({ reveals: z.array(TeamRevealSchema), next: OversightCursorSchema.nullable() }) }),
  whoLooked: defineEndpoint({ method: 'POST', path: '/oversight/household', caller: 'device', errors: [...device, 'NOT_FOUND', 'CIRCLE_OWN'],
    request: z.strictObject({ reference: ReferenceSchema, after: OversightCursorSchema.nullable(), limit: z.int().min(1).max(100) }),
    response: z.strictObject({ acts: z.array(ActSchema), next: OversightCursorSchema.nullable() }) }),
  searchLedger: defineEndpoint({ method: 'POST', path: '/oversight/search', caller: 'device', errors: device,
    request: SearchQuerySchema, response: z.strictObject({ looks: z.array(LookSchema), next: OversightCursorSchema.nullable() }) }),
  /** Receipts against one new checkpoint of the present epoch, for anybody's entries. Entries of earlier epochs are left out. */
  evidence: defineEndpoint({ method: 'POST', path: '/oversight/evidence', caller: 'device', errors: [...device, 'NOT_FOUND', 'REVEAL_LEDGER_UNAVAILABLE', 'REVEAL_LEDGER_INCONSISTENT'],
    request: z.strictObject({ entries: z.array(EntryPlaceSchema).max(200), knownSize: count }), response: z.strictObject({ evidence: z.array(EvidenceSchema) }) }),
  /** Who used these tools, newest first. That somebody asked is the first of them next time. */
  listToolUse: defineEndpoint({ method: 'POST', path: '/oversight/tools', caller: 'device', errors: device,
    request: z.strictObject({ after: OversightCursorSchema.nullable(), limit: z.int().min(1).max(100) }), response: z.strictObject({ uses: z.array(ToolUseSchema), next: OversightCursorSchema.nullable() }) }),
  /** Officers by name: for the search, and for people and roles. */
  listPeople: defineEndpoint({ method: 'POST', path: '/people', caller: 'device', errors: device,
    request: nothing, response: z.strictObject({ people: z.array(PersonSchema), allowance: z.int().min(1) }) }),
  /** What administrators did to people and laptops, newest first. That somebody asked is kept. */
  listAdministration: defineEndpoint({ method: 'POST', path: '/oversight/administration', caller: 'device', errors: device,
    request: z.strictObject({ after: OversightCursorSchema.nullable(), limit: z.int().min(1).max(100) }), response: z.strictObject({ acts: z.array(AdministrationActSchema), next: OversightCursorSchema.nullable() }) }),
  /** Nobody changes their own. `from` is what the administrator saw: somebody else may have changed it since. Laptops start their sync again when what they may hold has changed. */
  changePerson: defineEndpoint({ method: 'POST', path: '/people/change', caller: 'device', errors: [...device, 'ADMIN_OWN_ROLE', 'ADMIN_PERSON_CHANGED', 'NOT_FOUND'],
    request: OfficerSchema.omit({ displayName: true }).extend({ from: PostSchema }), response: z.strictObject({ person: OfficerSchema }) }),
  /** Somebody whom the identity provider knows; they enrol their own laptop then. */
  addPerson: defineEndpoint({ method: 'POST', path: '/people/add', caller: 'device', errors: [...device, 'ADMIN_PERSON_KNOWN'],
    request: NewOfficerSchema, response: z.strictObject({ person: OfficerSchema }) }),
  listDevices: defineEndpoint({ method: 'POST', path: '/devices/enrolled', caller: 'device', errors: device,
    request: z.strictObject({ after: OversightCursorSchema.nullable(), limit: z.int().min(1).max(200) }),
    response: z.strictObject({ devices: z.array(EnrolledDeviceSchema), next: OversightCursorSchema.nullable(), allowance: z.int().min(1) }) }),
  /** Takes effect with the next call. Twice is fine. Ask the vault first. */
  revokeDevice: defineEndpoint({ method: 'POST', path: '/devices/revoke', caller: 'device', errors: [...device, 'ADMIN_OWN_DEVICE', 'NOT_FOUND'],
    request: z.strictObject({ deviceId: UuidSchema }), response: z.strictObject({ deviceId: UuidSchema }) }),
  listIntakeRuns: defineEndpoint({ method: 'POST', path: '/intake/runs/list', caller: 'device', errors: device,
    request: z.strictObject({ after: OversightCursorSchema.nullable(), limit: z.int().min(1).max(200) }),
    response: z.strictObject({ runs: z.array(IntakeRunSchema.safeExtend({ reportedAt: InstantSchema })), next: OversightCursorSchema.nullable() }) }),
  /** From intake, at the end of a run. The same report twice is fine. */
  reportIntakeRun: defineEndpoint({ method: 'POST', path: '/intake/runs', caller: 'intake', errors: ['ACCESS_TOKEN_INVALID', 'ACCESS_TOKEN_EXPIRED', 'REQUEST_INVALID'],
    request: IntakeRunSchema, response: nothing }),
} as const
