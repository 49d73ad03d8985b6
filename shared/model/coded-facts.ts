import { z } from 'zod'
import { codesOf, DISTRICTS, SAFE_CONTACT, SOURCES, TEAMS } from './codes'
import { BenefitSchema, ChronologyEntrySchema, DebtSchema, HomelessnessDutySchema, InterventionSchema, MoratoriumSchema, PseudonymisedPersonSchema } from './household'
import { DateSchema, HouseholdIdSchema, RecordIdSchema } from './ids'
import { ReferenceSchema } from './reference'
import { serviceFacts } from './service-facts'

/**
 * What intake sends to the hub about one row of one source system, after the vault has minted the pseudonyms.
 * Facts are codes, dates, counts and pence. A fact replaces what the same `recordId` said before.
 */
export const CodedFactsSchema = z.strictObject({
  recordId: RecordIdSchema,
  source: z.enum(codesOf(SOURCES)),
  asAt: DateSchema,
  householdId: HouseholdIdSchema,
  reference: ReferenceSchema,
  district: z.enum(codesOf(DISTRICTS)),
  ward: z.strictObject({ code: z.string().max(12), name: z.string().max(60) }),
  members: z.array(PseudonymisedPersonSchema.omit({ kind: true, knownTo: true })).min(1),
  isProtected: z.boolean(),
  allocatedTeam: z.enum(codesOf(TEAMS)).nullable(),
  lastContactOn: DateSchema.nullable(),
  safeContact: z.array(z.enum(codesOf(SAFE_CONTACT))),
  debts: z.array(DebtSchema),
  moratorium: MoratoriumSchema.nullable(),
  duty: HomelessnessDutySchema.nullable(),
  benefits: z.array(BenefitSchema),
  interventions: z.array(InterventionSchema),
  ...serviceFacts,
  chronology: z.array(ChronologyEntrySchema),
})
export type CodedFacts = z.infer<typeof CodedFactsSchema>
