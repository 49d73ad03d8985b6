import { codesOf, RISK_BANDS } from '../../../shared/model/codes'
import type { HouseholdRecord, WorklistRow } from '../../../shared/model/household'

const BANDS = codesOf(RISK_BANDS)
export const NEVER = '9999-12-31'
export const LONG_AGO = '0000-01-01'

/**
 * The worklist line of a household. `isRecoveryPaused` is true while a moratorium is recorded, not yet judged by today's date.
 * @param today YYYY-MM-DD; a moratorium that has ended by then does not pause
 */
export function toWorklistRow(household: HouseholdRecord, today: string): WorklistRow {
  const duty = openDuty(household)
  const { moratorium } = household
  return {
    householdId: household.householdId, reference: household.reference, band: household.risk.band, factors: household.risk.factors.map(({ code }) => code),
    district: household.district, ward: household.ward.name, knownTo: household.knownTo, debtTotalPence: household.debtTotalPence,
    duty: duty?.kind ?? null, dutyDueOn: duty?.dueOn ?? null, lastContactOn: household.lastContactOn, nextAction: household.nextAction,
    isRecoveryPaused: moratorium !== null && moratorium.startsOn <= today && (moratorium.endsOn === null || moratorium.endsOn >= today),
    hasSafeContactWarning: household.safeContact.length > 0, memberCount: household.members.length, isProtected: household.isProtected,
  }
}

const openDuty = (household: HouseholdRecord): HouseholdRecord['duty'] => (household.duty === null || household.duty.endedOn !== null ? null : household.duty)

/** Columns that the worklist filters and sorts by. */
export function sortColumns(row: WorklistRow): { urgentOn: string; riskOrder: number; debtOrder: number; lastContactOn: string } {
  const dates = [row.dutyDueOn, row.nextAction?.dueOn ?? null].filter((date): date is string => date !== null).toSorted()
  return {
    urgentOn: dates[0] ?? NEVER, riskOrder: BANDS.length - 1 - BANDS.indexOf(row.band), debtOrder: -row.debtTotalPence, lastContactOn: row.lastContactOn ?? LONG_AGO,
  }
}
