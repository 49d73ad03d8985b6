import { z } from 'zod'
import { codesOf, DISTRICTS, ROLES, TEAMS } from './codes'
import { ErasedSchema } from './erasure'
import { HouseholdIdSchema, InstantSchema, OfficerIdSchema, UuidSchema } from './ids'
import { ReferenceSchema } from './reference'
import { RelationshipSchema } from './relationship'
import { ReviewStepSchema } from './review'
import { DeviceEventSchema, FieldGroupSchema, LookupRequestSchema, PurposeCodeSchema } from './reveal'

/** What became of a stated need or a look-up, as whoever reviews it reads it. */
export const LOOK_OUTCOMES = {
  shown: 'Shown', 'not-shown': 'Not shown', 'not-reported': 'Allowed, no display reported', sealed: 'Sealed in a visit pack', 'possibly-seen': 'Possibly seen: sealed, nothing reported', 'needs-approval': 'Held for approval', forbidden: 'Forbidden',
  capped: 'Over the hourly limit', answered: 'Answered', approve: 'Approved', narrow: 'Approved for less', decline: 'Declined',
  justified: 'Justified', learning: 'Learning', concern: 'Concern raised',
} as const

/** What is in the ledger: a stated need, a look-up, a contact list, a decision on a request, the outcome of a review, and what a laptop reports of the screen. */
export const LOOK_KINDS = { reveal: 'Reveal', lookup: 'Look-up in Find', list: 'Contact list', decision: 'Decision on a request', review: 'Review of a reveal', 'device-event': 'Event on the screen' } as const

export const SCREEN_EVENTS = {
  shown: 'Shown', 'not-shown': 'Not shown', 'displayed-again': 'Shown again', 're-masked': 'Masked again', copied: 'Field copied', 'decided-not-to': 'Decided not to reveal',
} as const

export type LookOutcome = keyof typeof LOOK_OUTCOMES
export type LookKind = keyof typeof LOOK_KINDS

/** Who did it, with role, team and district as they were at that time; null for what was before those were kept. */
export const ActorSchema = z.strictObject({
  officerId: OfficerIdSchema, displayName: z.string().max(80).nullable(), role: z.enum(codesOf(ROLES)).nullable(),
  team: z.enum(codesOf(TEAMS)).nullable(), district: z.enum(codesOf(DISTRICTS)).nullable(),
})
export type Actor = z.infer<typeof ActorSchema>

/** Where an entry stands: its epoch's ledger and its index in it. */
export const EntryPlaceSchema = z.strictObject({ epoch: z.string().regex(/^[0-9a-z]{8,32}$/), index: z.int().min(0) })
export type EntryPlace = z.infer<typeof EntryPlaceSchema>

const EventNameSchema = DeviceEventSchema.shape.event

/** One entry of the ledger in words that a reviewer can read; the words come from the openings and are null once erased. */
export const LookSchema = z.strictObject({
  entry: EntryPlaceSchema,
  kind: z.enum(codesOf(LOOK_KINDS)),
  at: InstantSchema,
  actor: ActorSchema,
  /** Of a stated need or a look-up, and for an event the request it is about. */
  requestId: UuidSchema.nullable(),
  /** Null: the household has gone, or the entry is about none. */
  reference: ReferenceSchema.nullable(),
  purpose: z.strictObject({ code: PurposeCodeSchema, version: z.int().min(1) }).nullable(),
  fieldGroups: z.array(FieldGroupSchema),
  people: z.int().min(0).nullable(),
  /** Of a contact list, and of a decision on one. */
  households: z.int().min(0).nullish(),
  /** Of a decision that a deputy signed: the supervisor they stood in for. */
  standsFor: z.strictObject({ officerId: OfficerIdSchema, displayName: z.string().max(80).nullable() }).nullish(),
  /** Of a review. */
  step: ReviewStepSchema.nullish(),
  /** The officer's own words. */
  reason: z.string().max(500).nullable(),
  /** When the words went, and why; null while they are there. */
  erased: ErasedSchema.nullish(),
  /** What the officer stated: what they have to do with the household, which contact or case it is about, under whose authority (a line each for power and authoriser). */
  relationship: RelationshipSchema.nullable(),
  /** What the hub itself knew of it then: its word, not the entry's. A difference is for whoever reviews. */
  knownRelationship: RelationshipSchema.nullable(),
  linked: z.string().max(120).nullable(),
  authority: z.string().max(241).nullable(),
  isEmergency: z.boolean(),
  outcome: z.enum(codesOf(LOOK_OUTCOMES)).nullable(),
  /** The rule's words, where it was not allowed. */
  words: z.string().max(400).nullable(),
  displays: z.int().min(0),
  copies: z.int().min(0),
  /** Kinds of detail that were looked up. */
  criteria: z.array(LookupRequestSchema.shape.criteria.element).max(6),
  event: EventNameSchema.nullable(),
  fieldGroup: FieldGroupSchema.nullable(),
  /** The laptop reported it about a request that is not this officer's. */
  isFlagged: z.boolean(),
})
export type Look = z.infer<typeof LookSchema>

/** The tools of review; each use of one is kept before anything is read. */
export const OVERSIGHT_TOOLS = {
  'team-activity': "Team's reveals and alerts: figures", 'team-reveals': "Team's reveals and reviews", 'who-looked': 'Who looked', 'search-ledger': 'Search the ledger', evidence: 'Entries proved',
  statement: 'Statements for residents', 'tool-use': 'Use of these tools', 'approval-pairs': 'Who approves each other', 'lost-laptop': 'Lost laptops', administration: 'What administrators did',
} as const
export type OversightTool = keyof typeof OVERSIGHT_TOOLS

/** One use: by whom, which criteria were given (never their values), and whom it was about where it was about one household. */
export const ToolUseSchema = z.strictObject({
  useId: z.string().regex(/^\d{1,15}$/), at: InstantSchema, officer: z.string().max(128), role: z.enum(codesOf(ROLES)).nullable(), tool: z.enum(codesOf(OVERSIGHT_TOOLS)),
  criteria: z.array(z.string().max(40)).max(20), reference: ReferenceSchema.nullable(),
})
export type ToolUse = z.infer<typeof ToolUseSchema>

/** One reveal by an officer of a supervisor's team. */
export const TeamRevealSchema = LookSchema.extend({ householdId: HouseholdIdSchema.nullable() })
export type TeamReveal = z.infer<typeof TeamRevealSchema>

/** How long after a call a reveal of the same household still belongs to it. */
export const AVOIDED_WITHIN_MINUTES = 15
/** A look-up and the household opened so soon after it are one call. */
export const FOUND_WITHIN_MINUTES = 2
/** A look-up led to a household when it was the officer's last one so soon before. */
export const LED_WITHIN_MINUTES = 5

/** Said wherever the figure is shown. */
export const AVOIDED_DEFINITION =
  'A call is a look-up in Find, or a household opened from the central service by its reference. A look-up and the household opened within ' +
  `${FOUND_WITHIN_MINUTES} minutes of it are one call, and the same household opened again within ${AVOIDED_WITHIN_MINUTES} minutes is not a new one. A reveal is avoided when ` +
  `the officer asked for no reveal of that household in the ${AVOIDED_WITHIN_MINUTES} minutes after the call (after a look-up whose household is not known: of no household). ` +
  'Households opened from the worklist are on the laptop and are not counted; calls of the last 15 minutes count once their time has passed.'
