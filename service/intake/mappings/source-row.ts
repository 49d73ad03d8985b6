import type { z } from 'zod'
import type { DEBT_KINDS, MEMBER_ROLES, SAFE_CONTACT, Team } from '../../../shared/model/codes'
import type { HomelessnessDutySchema, MoratoriumSchema } from '../../../shared/model/household'
import type { Debt } from '../../../shared/model/household'
import type { IdentifierKind } from '../../../shared/model/service-codes'
import type { Education, FinancialAssessmentSchema } from '../../../shared/model/service-facts'
import type { ReadBenefit, ReadEvent, ReadIntervention } from '../code/dated-code'
import type { ReadService, ReadTechnology, SituationKind } from '../code/dated-service'
import type { Ward } from '../code/wards'

type Duty = z.infer<typeof HomelessnessDutySchema>
type Assessment = z.infer<typeof FinancialAssessmentSchema>
type Moratorium = z.infer<typeof MoratoriumSchema>
export type DebtKind = keyof typeof DEBT_KINDS
export type SafeContact = keyof typeof SAFE_CONTACT

/** Everything a row of any source may say, once read: one person of one record. Null: this source, or this row, does not say. */
export interface SourceSlots {
  recordKey: string; personKey: string; isMain: boolean; asAt: string
  role: keyof typeof MEMBER_ROLES
  forenames: string; surname: string; previousName: string; dateOfBirth: string; niNumber: string
  address1: string; address2: string; town: string; postcode: string; uprn: string
  phone: string; otherPhone: string; email: string
  accountNumber: string; claimNumber: string
  health: string; supportReason: string; conditions: ReadonlyArray<string>; children: string; childPlan: string
  noteOn: string; noteBy: string; note: string
  ward: Ward; team: Team; lastContactOn: string; isProtected: boolean; safeContact: ReadonlyArray<SafeContact>
  moratoriumKind: Moratorium['kind']; moratoriumStartsOn: string; moratoriumEndsOn: string
  dutyKind: Duty['kind']; dutyStartedOn: string; dutyEndedOn: string; dutyEndReason: NonNullable<Duty['endReason']>
  benefits: ReadonlyArray<ReadBenefit>; interventions: ReadonlyArray<ReadIntervention>; history: ReadonlyArray<ReadEvent>
  services: ReadonlyArray<ReadService>; technology: ReadonlyArray<ReadTechnology>; hasHealthDetails: boolean
  assessmentOutcome: Assessment['outcome']; assessedOn: string; assessedWeeklyPence: number
  educationSetting: Education['setting']; sessionsPossible: number; sessionsMissed: number; suspensions: number; isExcluded: boolean
  isInAlternativeProvision: boolean; qualification: NonNullable<Education['qualification']>
  housingSituation: SituationKind; housedSince: string
}
export type DebtSlots = { [K in DebtKind as `balance:${K}`]: number } & { [K in DebtKind as `stage:${K}`]: Debt['stage'] }
export type NumberSlots = { [K in IdentifierKind as `number:${K}`]: string }
export type Slots = SourceSlots & DebtSlots & NumberSlots
export type Slot = keyof Slots

/** Slots that every row must fill; the others are null when empty or not supplied by the source. */
export type EverySlot = 'recordKey' | 'personKey' | 'isMain' | 'asAt' | 'role' | 'forenames' | 'surname'
export type SourceRow = { readonly [S in EverySlot]: Slots[S] } & { readonly [S in Exclude<Slot, EverySlot>]?: Slots[S] | null }
