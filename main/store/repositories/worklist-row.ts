import { codesOf, RISK_BANDS } from '../../../shared/model/codes'
import type { HouseholdRecord, WorklistRow } from '../../../shared/model/household'

const BANDS = codesOf(RISK_BANDS)
export const NEVER = '9999-12-31'
export const LONG_AGO = '0000-01-01'

/** The worklist line of a household; `isRecoveryPaused` and what depends on the reader are left false, to be judged when read. */
export function toWorklistRow(household: HouseholdRecord): WorklistRow {
  const duty = openDuty(household)
  return {
    householdId: household.householdId,
    reference: household.reference,
    band: household.risk.band,
    factors: household.risk.factors.map(({ code }) => code),
    district: household.district,
    ward: household.ward.name,
    knownTo: household.knownTo,
    debtTotalPence: household.debtTotalPence,
    duty: duty?.kind ?? null,
    dutyDueOn: duty?.dueOn ?? null,
    lastContactOn: household.lastContactOn,
    nextAction: household.nextAction,
    isRecoveryPaused: false,
    hasSafeContactWarning: household.safeContact.length + household.safety.riskToStaff.codes.length > 0,
    memberCount: household.members.length,
    isProtected: household.isProtected,
    allocation: household.allocation,
    nextActionOwner: household.nextActionOwner,
    isNewToYou: false,
    isCaseloadWaiting: false,
  }
}

const openDuty = (household: HouseholdRecord): HouseholdRecord['duty'] =>
  household.duty === null || household.duty.endedOn !== null ? null : household.duty

/** Columns that the worklist filters and sorts by. */
export function sortColumns(row: WorklistRow): {
  urgentOn: string
  riskOrder: number
  debtOrder: number
  lastContactOn: string
} {
  const dates = [row.dutyDueOn, row.nextAction?.dueOn ?? null]
    .filter((date): date is string => date !== null)
    .toSorted()
  return {
    urgentOn: dates[0] ?? NEVER,
    riskOrder: BANDS.length - 1 - BANDS.indexOf(row.band),
    debtOrder: -row.debtTotalPence,
    lastContactOn: row.lastContactOn ?? LONG_AGO,
  }
}
