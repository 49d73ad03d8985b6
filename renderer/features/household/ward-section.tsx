import type { HouseholdRecord } from '../../../shared/model/household'
import { formatMoney } from '../../components/money'
import { SummaryList } from '../../components/summary-list'
import { AsAt } from './as-at'

/** Parts of a thousand as a percentage: 42 → 4.2 %. */
export const percent = (perThousand: number): string => `${(perThousand / 10).toFixed(1)}%`

/** Open data about the ward: about the place, not about this household. Nothing when there is none. */
export function WardSection({ household, today }: { readonly household: HouseholdRecord; readonly today: string }) {
  const { wardContext: context, ward } = household
  if (context === null) return null
  return (
    <section className="panel" aria-labelledby="ward-title">
      <h2 className="panel__title" id="ward-title">About {ward.name} ward</h2>
      <p className="panel__note">About the place, not this household. It does not count in the risk indicator.</p>
      <SummaryList
        className="ward"
        rows={[
          ['Deprivation', `${context.deprivationDecile} of 10, where 1 is most deprived`],
          ['Children in poverty', percent(context.childPoverty)],
          ['Claiming out-of-work benefits', percent(context.claimants)],
          ['Fuel poverty', percent(context.fuelPoverty)],
          ['Median private rent', `${formatMoney(context.medianRentPence)} a month`],
          ['People', context.population.toLocaleString('en-GB')],
        ]}
      />
      <AsAt fact={context} today={today} />
    </section>
  )
}
