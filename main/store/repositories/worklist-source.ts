import type { HouseholdRecord } from '../../../shared/model/household'
import type { Officer } from '../../../shared/model/officer'
import type { WorklistView } from '../../../shared/ipc/household-contract'
import type { SqlValue } from '../sql'
import { sortColumns, toWorklistRow } from './worklist-row'

export const list = (codes: ReadonlyArray<string>): string => `,${codes.join(',')},`

/** A household as the worklist's columns say it: for the cache, and for what is laid over it when it is read. */
export function worklistColumns(household: HouseholdRecord): Record<string, string | number | null> {
  const row = toWorklistRow(household)
  const sort = sortColumns(row)
  const pause = pauseOf(household)
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
    paused_from: pause?.startsOn ?? null,
    paused_until: pause?.endsOn ?? null,
    urgent_on: sort.urgentOn,
    risk_order: sort.riskOrder,
    debt_order: sort.debtOrder,
    owner: household.allocatedOfficer,
    has_owner: household.allocatedOfficer === null ? 0 : 1,
    next_action_owner: household.nextActionOwner,
    team: household.allocatedTeam,
    team_district: household.allocatedTeam === null ? null : (household.allocatedDistrict ?? household.district),
  }
}

/** What an officer reported has no dates: recovery is paused until somebody takes it back. */
const pauseOf = ({ moratorium, safety }: HouseholdRecord): { readonly startsOn: string; readonly endsOn: string | null } | null =>
  safety.moratorium.codes.length > 0 ? { startsOn: '0001-01-01', endsOn: null } : moratorium

/** Indexes that hold everything a filter, a view or a sort asks of: the households themselves are long, and are read only when they are shown. */
export type WorklistIndex = 'worklist_by_urgency' | 'worklist_by_reference'

/** Of what is shown, which the indexes do not hold. */
const SHOWN: ReadonlyArray<string> = ['row', 'paused_from', 'paused_until']

/**
 * What the worklist reads from: the cache's households, those with work that waits on this laptop in their overlaid form, so that
 * filters, sorts, pages and counts all see what the officer did (design §5: laid over when read, never written into the cache).
 */
export function worklistSource(overlaid: ReadonlyArray<Readonly<Record<string, string | number | null>>>, index: WorklistIndex): { from: string; values: SqlValue[] } {
  const cached = `households INDEXED BY ${index}`
  const [first] = overlaid
  if (first === undefined) return { from: cached, values: [] }
  const columns = Object.keys(first).filter((column) => !SHOWN.includes(column))
  const json = JSON.stringify(overlaid)
  return {
    from: `(SELECT ${columns.join(', ')} FROM ${cached} WHERE household_id NOT IN (SELECT value ->> 'household_id' FROM json_each(?))
      UNION ALL SELECT ${columns.map((column) => `value ->> '${column}'`).join(', ')} FROM json_each(?))`,
    values: [json, json],
  }
}

/** The condition of a view, for this reader. */
export function viewCondition(view: WorklistView, me: Officer, today: string): { where: string; values: SqlValue[] } {
  const mine = { where: '(owner = ? OR next_action_owner = ?)', values: [me.officerId, me.officerId] }
  const team = { where: '(team = ? AND team_district = ?)', values: [me.team, me.district] }
  switch (view) {
    case 'mine':
      return mine
    case 'team':
      return team
    case 'due-today': {
      const whose = me.role === 'supervisor' ? [mine, team] : [mine]
      return {
        where: `(next_action_on <= ? AND (${whose.map(({ where }) => where).join(' OR ')})) OR (duty_due_on <= ? AND (owner = ?${me.role === 'supervisor' ? ` OR ${team.where}` : ''}))`,
        values: [today, ...whose.flatMap(({ values }) => values), today, me.officerId, ...(me.role === 'supervisor' ? team.values : [])],
      }
    }
    case 'at-risk':
      return { where: "band IN ('high', 'severe')", values: [] }
    case 'all':
      return { where: '1 = 1', values: [] }
  }
}
