import { BENEFITS, DEBT_KINDS, DOMAINS, INTERVENTION_OUTCOMES, INTERVENTIONS, RECOVERY_STAGES, type Domain } from '../../../shared/model/codes'
import type { Debt, HouseholdRecord } from '../../../shared/model/household'
import { BarChart, type Bar } from '../../components/bar-chart'
import { formatShortDate } from '../../components/dates'
import { formatMoney } from '../../components/money'
import { AsAt } from './as-at'

/** What is owed to each creditor service, most first. What was written off is owed no more: the bars add up to the total of the card. */
export function debtsByService(debts: ReadonlyArray<Debt>): Bar[] {
  const totals = new Map<Domain, number>()
  for (const debt of debts.filter(({ stage }) => stage !== 'written-off')) totals.set(debt.domain, (totals.get(debt.domain) ?? 0) + debt.balancePence)
  return [...totals].toSorted(([, a], [, b]) => b - a).map(([domain, pence]) => ({ label: DOMAINS[domain], value: pence, words: formatMoney(pence) }))
}

/** Debts by creditor service as figures and bars, each debt with its stage and age, then benefits and help given. */
export function MoneySection({ household, today }: { readonly household: HouseholdRecord; readonly today: string }) {
  const { debts, benefits, interventions } = household
  return (
    <section className="panel" aria-labelledby="money-title">
      <h2 className="panel__title" id="money-title">Money</h2>
      {debts.length === 0 ? <p className="govuk-body">No debts to any service that shares with us.</p> : (
        <>
          <BarChart title="Owed by creditor service" bars={debtsByService(debts)} />
          <table className="govuk-table table">
            <caption className="govuk-visually-hidden">Each debt</caption>
            <thead className="govuk-table__head">
              <tr>
                <th scope="col" className="govuk-table__header">Debt</th><th scope="col" className="govuk-table__header">Stage</th>
                <th scope="col" className="govuk-table__header govuk-table__header--numeric">Balance</th><th scope="col" className="govuk-table__header">Source, as at</th>
              </tr>
            </thead>
            <tbody className="govuk-table__body">
              {debts.map((debt) => (
                <tr key={debt.recordId + debt.kind}>
                  <th scope="row" className="govuk-table__header table__plain">{DEBT_KINDS[debt.kind]}</th>
                  <td className="govuk-table__cell">{RECOVERY_STAGES[debt.stage]}</td>
                  <td className="govuk-table__cell govuk-table__cell--numeric">{formatMoney(debt.balancePence)}</td>
                  <td className="govuk-table__cell"><AsAt fact={debt} today={today} /></td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      <div className="panel__columns">
        <div>
          <h3 className="panel__subtitle">Benefits</h3>
          {benefits.length === 0 ? <p className="govuk-body">None in payment that we know of.</p> : (
            <ul className="facts">
              {benefits.map((benefit) => (
                <li key={benefit.kind + benefit.asAt}>
                  <span>{BENEFITS[benefit.kind]}{benefit.weeklyPence === null ? '' : `, ${formatMoney(benefit.weeklyPence)} a week`}{benefit.endsOn === null ? '' : `, ends ${formatShortDate(benefit.endsOn)}`}</span>
                  <AsAt fact={benefit} today={today} />
                </li>
              ))}
            </ul>
          )}
        </div>
        <div>
          <h3 className="panel__subtitle">What was tried</h3>
          {interventions.length === 0 ? <p className="govuk-body">Nothing recorded yet.</p> : (
            <ul className="facts">
              {interventions.map((item) => (
                <li key={item.kind + item.startedOn}>
                  <span>{INTERVENTIONS[item.kind]}: {INTERVENTION_OUTCOMES[item.outcome].toLowerCase()}</span>
                  <span className="as-at">from {formatShortDate(item.startedOn)}</span>
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>
    </section>
  )
}
