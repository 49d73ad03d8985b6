import { randomUUID } from 'node:crypto'
import type { ErrorCode } from '../../../shared/errors/error-code'
import { londonDay } from '../../../shared/model/london-day'
import type { Officer } from '../../../shared/model/officer'
import { budgetNotice, budgetStanding, isFreshSignIn, type BudgetNotice, type BudgetUse, type RevealBudget } from '../../../shared/purposes/reveal-budget'
import type { DeviceCaller } from '../../plugins/authentication'
import type { HubServices } from '../hub-services'
import type { AlertToInsert } from '../repositories/alert-repository'
import { capped, countRevealUse } from '../repositories/decision-repository'
import type { DecisionRow } from '../repositories/hub-tables'
import { listAccountsOf } from '../repositories/person-repository'

type Budgeted = Pick<HubServices, 'purposes'>

/** Kept with a decision that the budget capped, so that it is told apart later. */
const STOPPED = { rule: 'budget-stop', words: 'Five times the budget is the end of it.' }
const SIGN_IN = { rule: 'budget-sign-in', words: 'Above the budget, a fresh sign-in comes first.' }

const rulesOf = ({ purposes }: Budgeted): RevealBudget => purposes.set.revealBudget
const oneMore = ({ inHour, inDay }: BudgetUse): BudgetUse => ({ inHour: inHour + 1, inDay: inDay + 1 })

/** Above the budget a fresh sign-in, beyond its multiple nothing. `before`: the person's use without this one; emergency access is not asked about. */
export function withinBudget(services: Budgeted, { signedInAt }: Pick<DeviceCaller, 'signedInAt'>, row: DecisionRow, before: BudgetUse): DecisionRow {
  const rules = rulesOf(services)
  const { state } = budgetStanding(rules, oneMore(before))
  if (state === 'stop') return capped(row, STOPPED)
  return state === 'over' && !isFreshSignIn(rules, signedInAt, row.decided_at.getTime()) ? capped(row, SIGN_IN) : row
}

export const cappedCode = ({ rule }: Pick<DecisionRow, 'rule'>): ErrorCode => (rule === SIGN_IN.rule ? 'REVEAL_SIGN_IN_NEEDED' : 'REVEAL_CAP_REACHED')

/** What the officer is told beside the details. `before`: their use without this one; null when it was answered before, and is counted anew. */
export async function readBudgetNotice(services: Pick<HubServices, 'purposes' | 'db'>, row: DecisionRow, isEmergency: boolean, before: BudgetUse | null): Promise<BudgetNotice | null> {
  if (isEmergency) return null
  const rules = rulesOf(services)
  return budgetNotice(rules, budgetStanding(rules, before === null ? await countRevealUse(services.db, await listAccountsOf(services.db, row.officer_id), row.decided_at) : oneMore(before)))
}

/** A supervisor is told, in the transaction that keeps the answer: once a day of the first beyond the budget, and once of its end. What was refused counts in what is told, though not against the officer. */
export function alertOfBudget(services: Budgeted, row: DecisionRow, officer: Officer, before: BudgetUse): AlertToInsert[] {
  if (row.outcome !== 'allow' && row.outcome !== 'capped') return []
  const { state, used, budget } = budgetStanding(rulesOf(services), oneMore(before))
  if (state !== 'over' && state !== 'stop') return []
  return [{
    alertId: randomUUID(), officerId: officer.officerId, team: officer.team, district: officer.district, kind: 'volume', requestId: row.request_id, at: row.decided_at,
    // No usual number: it is the budget that speaks, not the officer's own pattern.
    figures: { count: used, usual: null, from: budget, days: 1 }, mark: `${state === 'stop' ? 'stopped' : 'over-budget'} ${londonDay(row.decided_at.toISOString())}`,
  }]
}
