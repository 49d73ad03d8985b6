import { z } from 'zod'

/**
 * How many reveals one officer may make before somebody makes sure of them: policy data, signed with the purposes, counted by the hub and by
 * the vault each for itself. Nobody is stopped in mid-call: near the budget the officer is told, above it they sign in again, and the end
 * is a multiple of it. Emergency access is outside the budget.
 */
export const RevealBudgetSchema = z.strictObject({
  perHour: z.int().min(1), perDay: z.int().min(1),
  /** From this share of a budget on the officer is told. */
  warnFromPercent: z.int().min(1).max(100),
  /** The end: so many times the budget. */
  stopAtTimes: z.int().min(2).max(20),
  /** Above the budget the sign-in behind a reveal is no older. */
  signInWithinMinutes: z.int().min(1).max(60),
})
export type RevealBudget = z.infer<typeof RevealBudgetSchema>

/** Of a set that was signed before there were budgets. */
export const FIRST_REVEAL_BUDGET: RevealBudget = { perHour: 40, perDay: 120, warnFromPercent: 80, stopAtTimes: 5, signInWithinMinutes: 5 }

export const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS
/** The provider's clock may be a little ahead. */
const AHEAD_MS = 60_000

/** An officer's reveals, the one in question among them, in the last hour and the last 24 hours. */
export interface BudgetUse {
  readonly inHour: number
  readonly inDay: number
}

/** Where that is: the figures are of the span that is nearer to its end. */
export const BudgetStandingSchema = z.strictObject({
  state: z.enum(['within', 'near', 'over', 'stop']), span: z.enum(['hour', 'day']), used: z.int().min(0), budget: z.int().min(1),
})
export type BudgetStanding = z.infer<typeof BudgetStandingSchema>

/** What the answer to a reveal says of it: nothing as long as there is nothing to say. */
export const BudgetNoticeSchema = BudgetStandingSchema.extend({ state: z.enum(['near', 'over']), stopAt: z.int().min(1) })
export type BudgetNotice = z.infer<typeof BudgetNoticeSchema>

export function budgetStanding(rules: RevealBudget, { inHour, inDay }: BudgetUse): BudgetStanding {
  const isHour = inHour * rules.perDay >= inDay * rules.perHour
  const [span, used, budget] = isHour ? (['hour', inHour, rules.perHour] as const) : (['day', inDay, rules.perDay] as const)
  const state = used > budget * rules.stopAtTimes ? 'stop' : used > budget ? 'over' : used * 100 >= budget * rules.warnFromPercent ? 'near' : 'within'
  return { state, span, used, budget }
}

export const budgetNotice = (rules: RevealBudget, { state, ...figures }: BudgetStanding): BudgetNotice | null =>
  state === 'near' || state === 'over' ? { state, ...figures, stopAt: figures.budget * rules.stopAtTimes } : null

/** Did the person sign in just now? `signedInAt`: Unix milliseconds from their own token (`auth_time`); null when the token does not say. */
export const isFreshSignIn = (rules: RevealBudget, signedInAt: number | null | undefined, now: number): boolean =>
  typeof signedInAt === 'number' && signedInAt <= now + AHEAD_MS && now - signedInAt <= rules.signInWithinMinutes * 60_000
