import { z } from 'zod'
import { codesOf, DOMAINS, SOURCES } from './codes'
import { DateSchema, PersonIdSchema } from './ids'
import {
  ASSESSMENT_OUTCOMES, ATTENDANCE_BANDS, EDUCATION_SETTINGS, EXCLUSIONS, HOUSING_SITUATIONS, QUALIFICATIONS, SERVICES, TECHNOLOGY,
} from './service-codes'

const provenance = { source: z.enum(codesOf(SOURCES)), asAt: DateSchema }
/** Whom of the household the fact is about. */
const ofPerson = { personId: PersonIdSchema, ...provenance }

/** A service provided, and how often it is used (visits or sessions a week); null: the source does not say. */
export const ServiceSchema = z.strictObject({
  kind: z.enum(codesOf(SERVICES)), domain: z.enum(codesOf(DOMAINS)), startedOn: DateSchema, endedOn: DateSchema.nullable(), timesPerWeek: z.int().min(0).max(99).nullable(), ...ofPerson,
})
export type Service = z.infer<typeof ServiceSchema>

export const TechnologySchema = z.strictObject({ kind: z.enum(codesOf(TECHNOLOGY)), since: DateSchema, ...ofPerson })

/** What adult social care found a person able to pay for care (Care Act 2014 s. 17). */
export const FinancialAssessmentSchema = z.strictObject({
  outcome: z.enum(codesOf(ASSESSMENT_OUTCOMES)), weeklyPence: z.int().min(0).nullable(), assessedOn: DateSchema, ...ofPerson,
})

export const EducationSchema = z.strictObject({
  setting: z.enum(codesOf(EDUCATION_SETTINGS)), attendance: z.enum(codesOf(ATTENDANCE_BANDS)).nullable(), exclusion: z.enum(codesOf(EXCLUSIONS)),
  isInAlternativeProvision: z.boolean(), qualification: z.enum(codesOf(QUALIFICATIONS)).nullable(), ...ofPerson,
})
export type Education = z.infer<typeof EducationSchema>

/** That health or disability details are held, and by whom; never which (UK GDPR Art. 9: they open by a reveal of the group health). */
export const HealthFlagSchema = z.strictObject(ofPerson)

export const HousingSituationSchema = z.strictObject({ kind: z.enum(codesOf(HOUSING_SITUATIONS)), since: DateSchema.nullable(), ...provenance })

/**
 * What care, education and housing services say of a household, beside debts, benefits and duties. Empty where a record was written
 * before these sources came.
 */
export const serviceFacts = {
  services: z.array(ServiceSchema).default([]),
  technology: z.array(TechnologySchema).default([]),
  financialAssessments: z.array(FinancialAssessmentSchema).default([]),
  education: z.array(EducationSchema).default([]),
  healthFlags: z.array(HealthFlagSchema).default([]),
  housingSituation: HousingSituationSchema.nullable().default(null),
}
const ServiceFactsSchema = z.strictObject(serviceFacts)
export type ServiceFacts = z.infer<typeof ServiceFactsSchema>

/** Parts of a thousand: 42 is 4.2 %. */
const PerThousandSchema = z.int().min(0).max(1_000)

/** Open data about a ward, as published. About a place and never about a person: it counts in nobody's risk indicator. */
export const WardContextSchema = z.strictObject({
  population: z.int().min(0).max(100_000),
  /** English indices of deprivation: 1 is among the most deprived tenth of the country. */
  deprivationDecile: z.int().min(1).max(10),
  childPoverty: PerThousandSchema, claimants: PerThousandSchema, fuelPoverty: PerThousandSchema,
  medianRentPence: z.int().min(0), ...provenance,
})
export type WardContext = z.infer<typeof WardContextSchema>
