import { randomUUID } from 'node:crypto'
import type { ErrorCode } from '../../../shared/errors/error-code'
import { londonDay } from '../../../shared/model/london-day'
import type { Officer } from '../../../shared/model/officer'
import { budgetNotice, budgetStanding, isFreshSignIn, type BudgetNotice, type RevealBudget } from '../../../shared/purposes/reveal-budget'
import type { DeviceCaller } from '../../plugins/authentication'
import type { HubServices } from '../hub-services'
import { insertAlert } from '../repositories/alert-repository'
import { capped, countRevealUse, type DecisionLimit } from '../repositories/decision-repository'
import type { DecisionRow, HubTransaction } from '../repositories/hub-tables'

type Budgeted = Pick<HubServices, 'purposes' | 'db'>

/** Kept with a decision that the budget capped, so that it is told apart later. */
const STOPPED = { rule: 'budget-stop', words: 'Five times the budget is the end of it.' }
const SIGN_IN = { rule: 'budget-sign-in', words: 'Above the budget, a fresh sign-in comes first.' }

const rulesOf = ({ purposes }: Pick<HubServices, 'purposes'>): RevealBudget => purposes.set.revealBudget

/** Above the budget a fresh sign-in, beyond its multiple nothing. Emergency access is never counted away. */
export const withinBudget = (services: Budgeted, caller: Pick<DeviceCaller, 'signedInAt'>, isEmergency: boolean): DecisionLimit => async (trx, row) => {
  if (isEmergency) return row
  const rules = rulesOf(services)
  const before = await countRevealUse(trx, row.officer_id, row.decided_at)
  const { state } = budgetStanding(rules, { inHour: before.inHour + 1, inDay: before.inDay + 1 })
  if (state === 'stop') return capped(row, STOPPED)
  return state === 'over' && !isFreshSignIn(rules, caller.signedInAt, row.decided_at.getTime()) ? capped(row, SIGN_IN) : row
}

export const cappedCode = ({ rule }: Pick<DecisionRow, 'rule'>): ErrorCode => (rule === SIGN_IN.rule ? 'REVEAL_SIGN_IN_NEEDED' : 'REVEAL_CAP_REACHED')

/** What the officer is told beside the details. */
export async function readBudgetNotice(services: Budgeted, row: DecisionRow, isEmergency: boolean): Promise<BudgetNotice | null> {
  if (isEmergency) return null
  const rules = rulesOf(services)
  return budgetNotice(rules, budgetStanding(rules, await countRevealUse(services.db, row.officer_id, row.decided_at)))
}

/** A supervisor is told, in the transaction that keeps the answer: once a day of the first beyond the budget, and once of its end. */
export async function tellOfBudget(services: Budgeted, trx: HubTransaction, row: DecisionRow, officer: Officer): Promise<void> {
  if (row.outcome !== 'allow' && row.outcome !== 'capped') return
  const more = row.outcome === 'capped' ? 1 : 0 // what was refused counts in what is told, though not against the officer
  const use = await countRevealUse(trx, row.officer_id, row.decided_at)
  const { state, used, budget } = budgetStanding(rulesOf(services), { inHour: use.inHour + more, inDay: use.inDay + more })
  if (state !== 'over' && state !== 'stop') return
  await insertAlert(trx, {
    alertId: randomUUID(), officerId: officer.officerId, team: officer.team, district: officer.district, kind: 'volume', requestId: row.request_id, at: row.decided_at,
    // No usual number: it is the budget that speaks, not the officer's own pattern.
    figures: { count: used, usual: null, from: budget, days: 1 }, mark: `${state === 'stop' ? 'stopped' : 'over-budget'} ${londonDay(row.decided_at.toISOString())}`,
  })
}
