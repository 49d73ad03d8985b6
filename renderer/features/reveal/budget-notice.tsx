import type { BudgetNotice as Notice } from '../../../shared/purposes/reveal-budget'

/** Beside the details, with the figure: nothing is blocked, and nobody is surprised later. */
export function BudgetNotice({ budget }: { readonly budget: Notice | null }) {
  if (budget === null) return null
  const { used, span, stopAt } = budget
  const spanWords = span === 'hour' ? 'this hour' : 'the last 24 hours'
  return (
    <p className={`budget budget--${budget.state}`} role="status">
      <strong className="tabular">{used} of {budget.budget} reveals</strong> {`of your budget for ${spanWords}.`}{' '}
      {budget.state === 'near'
        ? 'You can go on. Above the budget you sign in again, and your supervisor is told.'
        : `You signed in again to go on, and your supervisor is told. The end is at ${stopAt}. Emergency access is not counted.`}
    </p>
  )
}
