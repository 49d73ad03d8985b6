import type { HouseholdRecord } from '../../../shared/model/household'
import type { SqlValue } from '../sql'
import { sortColumns, toWorklistRow } from './worklist-row'

export const list = (codes: ReadonlyArray<string>): string => `,${codes.join(',')},`

/** A household as the worklist's columns say it: for the cache, and for what is laid over it when it is read. */
export function worklistColumns(household: HouseholdRecord): Record<string, string | number | null> {
  const row = toWorklistRow(household)
  const sort = sortColumns(row)
  return {
    household_id: household.householdId,
    reference: household.reference,
    row: JSON.stringify(row),
    band: row.band,
    district: row.district,
    ward: row.ward,
    factors: list(row.factors),
    known_to: list(row.knownTo),
    duty: row.duty,
    duty_due_on: row.dutyDueOn,
    debt_pence: row.debtTotalPence,
    last_contact_on: sort.lastContactOn,
    next_action_on: row.nextAction?.dueOn ?? null,
    paused_from: household.moratorium?.startsOn ?? null,
    paused_until: household.moratorium?.endsOn ?? null,
    urgent_on: sort.urgentOn,
    risk_order: sort.riskOrder,
    debt_order: sort.debtOrder,
  }
}

/**
 * What the worklist reads from: the cache's households, those with work of this laptop in their overlaid form, so that filters, sorts,
 * pages and counts all see what the officer did (design §5: laid over when read, never written into the cache).
 */
export function worklistSource(overlaid: ReadonlyArray<HouseholdRecord>): { from: string; values: SqlValue[] } {
  if (overlaid.length === 0) return { from: 'households', values: [] }
  const rows = overlaid.map(worklistColumns)
  const columns = Object.keys(rows[0] ?? {})
  const json = JSON.stringify(rows)
  return {
    from: `(SELECT ${columns.join(', ')} FROM households WHERE household_id NOT IN (SELECT value ->> 'household_id' FROM json_each(?))
      UNION ALL SELECT ${columns.map((column) => `value ->> '${column}'`).join(', ')} FROM json_each(?))`,
    values: [json, json],
  }
}
