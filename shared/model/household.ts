import { z } from 'zod'
import {
  AGE_BANDS, BENEFITS, CHRONOLOGY_EVENTS, codesOf, CONTACT_CHANNELS, CONTACT_OUTCOMES, DEBT_KINDS, DISTRICTS, DOMAINS, DUTY_END_REASONS,
  DUTY_KINDS, INTERVENTION_OUTCOMES, INTERVENTIONS, MEMBER_ROLES, MORATORIUM_KINDS, NEXT_ACTIONS, RECOVERY_STAGES, RISK_BANDS, RISK_FACTORS,
  SAFE_CONTACT, SOURCES, TEAMS,
} from './codes'
import { AllocationSchema, ReferralSchema } from './caseload'
import { DateSchema, HouseholdIdSchema, InstantSchema, OfficerIdSchema, PersonIdSchema, RecordIdSchema, UuidSchema } from './ids'
import { GivenDetailSchema } from './new-details'
import { ReferenceSchema } from './reference'
import { HouseholdSafetySchema, NO_SAFETY } from './safety'
import { serviceFacts, WardContextSchema } from './service-facts'

/** Whole pence; money is never a float. */
const PenceSchema = z.int()
const SourceSchema = z.enum(codesOf(SOURCES))
/** Every fact carries where it came from and as at when. */
const provenance = { source: SourceSchema, asAt: DateSchema }

/** A person as everybody sees them. Has no field that could hold a name: masked by type. */
export const PseudonymisedPersonSchema = z.strictObject({
  kind: z.literal('pseudonymised'),
  personId: PersonIdSchema,
  role: z.enum(codesOf(MEMBER_ROLES)),
  ageBand: z.enum(codesOf(AGE_BANDS)),
  knownTo: z.array(z.enum(codesOf(DOMAINS))),
})
export type PseudonymisedPerson = z.infer<typeof PseudonymisedPersonSchema>

export const DebtSchema = z.strictObject({
  recordId: RecordIdSchema,
  kind: z.enum(codesOf(DEBT_KINDS)),
  domain: z.enum(codesOf(DOMAINS)),
  balancePence: PenceSchema,
  stage: z.enum(codesOf(RECOVERY_STAGES)),
  ...provenance,
})
export type Debt = z.infer<typeof DebtSchema>

/** Debt Respite Scheme (Breathing Space) Regulations 2020: recovery must stop between these dates. */
export const MoratoriumSchema = z.strictObject({
  kind: z.enum(codesOf(MORATORIUM_KINDS)), startsOn: DateSchema, endsOn: DateSchema.nullable(), ...provenance,
})

/** Housing Act 1996 ss. 195, 189B, 193. Prevention and relief run 56 days; `dueOn` is null for the main duty. */
export const HomelessnessDutySchema = z.strictObject({
  kind: z.enum(codesOf(DUTY_KINDS)), startedOn: DateSchema, dueOn: DateSchema.nullable(),
  endedOn: DateSchema.nullable(), endReason: z.enum(codesOf(DUTY_END_REASONS)).nullable(), ...provenance,
})
export type HomelessnessDuty = z.infer<typeof HomelessnessDutySchema>

export const BenefitSchema = z.strictObject({ kind: z.enum(codesOf(BENEFITS)), weeklyPence: PenceSchema.nullable(), endsOn: DateSchema.nullable(), ...provenance })
export const InterventionSchema = z.strictObject({
  kind: z.enum(codesOf(INTERVENTIONS)), startedOn: DateSchema, outcome: z.enum(codesOf(INTERVENTION_OUTCOMES)), ...provenance,
})
export const ChronologyEntrySchema = z.strictObject({
  on: DateSchema, event: z.enum(codesOf(CHRONOLOGY_EVENTS)), domain: z.enum(codesOf(DOMAINS)), amountPence: PenceSchema.nullable(), ...provenance,
})
export type ChronologyEntry = z.infer<typeof ChronologyEntrySchema>

export const NextActionSchema = z.strictObject({ kind: z.enum(codesOf(NEXT_ACTIONS)), dueOn: DateSchema })
export type NextAction = z.infer<typeof NextActionSchema>

/** One contact with the household: coded here; the officer's words are sealed to the vault under `noteId`. */
export const ContactSchema = z.strictObject({
  contactId: UuidSchema, at: InstantSchema, officerId: OfficerIdSchema, channel: z.enum(codesOf(CONTACT_CHANNELS)),
  outcome: z.enum(codesOf(CONTACT_OUTCOMES)), noteId: UuidSchema.nullable(), nextAction: NextActionSchema.nullable(),
})
export type Contact = z.infer<typeof ContactSchema>

/** Advice, never a decision (UK GDPR Art. 22A-D): points are shown so that a person can disagree with them. */
export const RiskIndicatorSchema = z.strictObject({
  version: z.string().max(20), band: z.enum(codesOf(RISK_BANDS)), computedOn: DateSchema,
  factors: z.array(z.strictObject({ code: z.enum(codesOf(RISK_FACTORS)), points: z.int().min(-20).max(40), ...provenance })),
  history: z.array(z.strictObject({ on: DateSchema, band: z.enum(codesOf(RISK_BANDS)) })),
})
export type RiskIndicator = z.infer<typeof RiskIndicatorSchema>

/** When a source last spoke of this household; stale when older than the cadence that SOURCES expects. */
export const FreshnessSchema = z.strictObject({ source: SourceSchema, asAt: DateSchema })

/** The masked household: what the hub stores, the feed carries and the cache holds. No name, address, identifier or free text. */
export const HouseholdRecordSchema = z.strictObject({
  v: z.literal(1),
  householdId: HouseholdIdSchema,
  reference: ReferenceSchema,
  version: z.int().min(1),
  district: z.enum(codesOf(DISTRICTS)),
  ward: z.strictObject({ code: z.string().max(12), name: z.string().max(60) }),
  members: z.array(PseudonymisedPersonSchema).min(1),
  knownTo: z.array(z.enum(codesOf(DOMAINS))),
  /** Of these the sharing agreement shows this reader's role no more than that they know the household. Never in what the hub stores. */
  withheld: z.array(z.enum(codesOf(DOMAINS))).optional(),
  /** The version of the sharing agreement by which this reader's role does not see everything. Never in what the hub stores. */
  sharedUnder: z.int().min(1).optional(),
  allocatedTeam: z.enum(codesOf(TEAMS)).nullable(),
  allocatedOfficer: OfficerIdSchema.nullable(),
  lastContactOn: DateSchema.nullable(),
  safeContact: z.array(z.enum(codesOf(SAFE_CONTACT))),
  isProtected: z.boolean(),
  duty: HomelessnessDutySchema.nullable(),
  moratorium: MoratoriumSchema.nullable(),
  debts: z.array(DebtSchema),
  debtTotalPence: PenceSchema,
  benefits: z.array(BenefitSchema),
  interventions: z.array(InterventionSchema),
  ...serviceFacts,
  wardContext: WardContextSchema.nullable().default(null),
  chronology: z.array(ChronologyEntrySchema),
  contacts: z.array(ContactSchema),
  nextAction: NextActionSchema.nullable(),
  // Defaults: documents from before there were caseloads have none of these.
  /** Who is to do it: whoever set it, or whoever was given the household since. */
  nextActionOwner: OfficerIdSchema.nullable().default(null),
  allocation: AllocationSchema.nullable().default(null),
  /** Where the allocated team works, when that is not the household's own district. */
  allocatedDistrict: z.enum(codesOf(DISTRICTS)).nullable().default(null),
  /** The latest, pending or decided. */
  referral: ReferralSchema.nullable().default(null),
  /** What officers recorded of safe contact, risk to staff and moratoriums; `safeContact` above holds it together with what sources say. */
  safety: HouseholdSafetySchema.default(NO_SAFETY),
  /** That officers were given new contact details, the newest first; what they are is the vault's. */
  newDetails: z.array(GivenDetailSchema).default([]),
  risk: RiskIndicatorSchema,
  sources: z.array(FreshnessSchema),
})
export type HouseholdRecord = z.infer<typeof HouseholdRecordSchema>

/** One line of the worklist: what answers most calls without opening anything. */
export const WorklistRowSchema = z.strictObject({
  householdId: HouseholdIdSchema, reference: ReferenceSchema, band: z.enum(codesOf(RISK_BANDS)),
  factors: z.array(z.enum(codesOf(RISK_FACTORS))), district: z.enum(codesOf(DISTRICTS)), ward: z.string().max(60),
  knownTo: z.array(z.enum(codesOf(DOMAINS))), debtTotalPence: PenceSchema, duty: z.enum(codesOf(DUTY_KINDS)).nullable(),
  dutyDueOn: DateSchema.nullable(), lastContactOn: DateSchema.nullable(), nextAction: NextActionSchema.nullable(),
  isRecoveryPaused: z.boolean(), hasSafeContactWarning: z.boolean(), memberCount: z.int(), isProtected: z.boolean(),
  allocation: AllocationSchema.nullable().default(null), nextActionOwner: OfficerIdSchema.nullable().default(null),
  /** Given to the reader by somebody else, and not opened since. Judged when read. */
  isNewToYou: z.boolean().default(false),
  /** Something about who works it is on this laptop only. Judged when read. */
  isCaseloadWaiting: z.boolean().default(false),
})
export type WorklistRow = z.infer<typeof WorklistRowSchema>
