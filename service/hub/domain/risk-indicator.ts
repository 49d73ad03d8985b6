import type { RISK_FACTORS, RiskBand, Source } from '../../../shared/model/codes'
import type { HouseholdRecord, RiskIndicator } from '../../../shared/model/household'

type FactorCode = keyof typeof RISK_FACTORS
type Factor = RiskIndicator['factors'][number]
/** What the indicator looks at: coded facts only. No health flag, no schooling, and nothing about the ward: nobody's risk follows from where they live. */
export type RiskFacts = Pick<HouseholdRecord, 'members' | 'lastContactOn' | 'duty' | 'debts' | 'benefits' | 'chronology' | 'sources' | 'services' | 'housingSituation'>

/** Version of the points below; travels with every indicator (ATRS: a changed rule is a new version). */
export const RISK_VERSION = 'ri-2'
const POINTS: Record<FactorCode, number> = {
  'eviction-notice': 30, 'rent-arrears-high': 20, 'rent-arrears': 10, 'council-tax-arrears': 8, 'council-tax-enforcement': 15, 'benefit-overpayment': 6,
  'several-creditors': 10, 'duty-open': 20, 'temporary-accommodation': 15, 'income-drop': 10, 'dependent-children': 8, disability: 6,
  'missed-arrangement': 8, 'no-contact': 5, 'dhp-ending': 6, 'insecure-housing': 15, 'care-leaver': 10,
}
const BANDS: readonly (readonly [number, RiskBand])[] = [[60, 'severe'], [40, 'high'], [20, 'moderate'], [0, 'low']]
/** Eight weeks at about £110 a week (Housing Act 1988 Sch. 2 Ground 8 speaks of two months). */
const HIGH_RENT_ARREARS_PENCE = 88_000
const RECENT_DAYS = 180
const ENDING_DAYS = 42
const CHILD_BANDS: ReadonlySet<string> = new Set(['0-4', '5-10', '11-15', '16-17'])
const INSECURE: ReadonlySet<string> = new Set(['staying-with-others', 'no-fixed-address'])
const EVICTION_STAGES: ReadonlySet<string> = new Set(['notice-seeking-possession', 'possession-order'])

/** The date `days` after `date`, YYYY-MM-DD. */
const plusDays = (date: string, days: number): string => new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/**
 * Adds up transparent points (UK GDPR Art. 22A-D: advice that a person can follow and disagree with). Every factor says which fact
 * it comes from and how old that is. `previous` gives the history, which grows when the band changes
 * from one day to another: what two sources loaded on one day say in turn is one computing, not a history.
 */
export function computeRisk(facts: RiskFacts, today: string, previous: RiskIndicator | null): RiskIndicator {
  const factors = findFactors(facts, today).toSorted((a, b) => b.points - a.points || (a.code < b.code ? -1 : 1))
  const total = factors.reduce((sum, factor) => sum + factor.points, 0)
  const band = BANDS.find(([least]) => total >= least)?.[1] ?? 'low'
  const isOfAnotherDay = previous !== null && previous.band !== band && previous.computedOn !== today
  const before = isOfAnotherDay ? [...previous.history, { on: previous.computedOn, band: previous.band }] : (previous?.history ?? [])
  return { version: RISK_VERSION, band, computedOn: today, factors, history: before.slice(-24) }
}

type Because = Readonly<{ source: Source; asAt: string }>

function findFactors(facts: RiskFacts, today: string): Factor[] {
  const factors: Factor[] = []
  const add = (code: FactorCode, because: Because | undefined): void => {
    if (because !== undefined) factors.push({ code, points: POINTS[code], source: because.source, asAt: because.asAt })
  }
  const owed = facts.debts.filter((debt) => debt.balancePence > 0 && debt.stage !== 'written-off')
  const since = plusDays(today, -RECENT_DAYS)
  const recent = (event: string) => facts.chronology.find((entry) => entry.event === event && entry.on >= since)

  const rent = owed.filter((debt) => debt.kind === 'rent-arrears')
  const rentTotal = rent.reduce((sum, debt) => sum + debt.balancePence, 0)
  add('eviction-notice', owed.find((debt) => EVICTION_STAGES.has(debt.stage)) ?? recent('eviction-notice') ?? recent('possession-order'))
  add(rentTotal >= HIGH_RENT_ARREARS_PENCE ? 'rent-arrears-high' : 'rent-arrears', rent[0])
  const councilTax = owed.filter((debt) => debt.kind === 'council-tax-arrears')
  const enforced = councilTax.find((debt) => debt.stage === 'enforcement-agent')
  add(enforced === undefined ? 'council-tax-arrears' : 'council-tax-enforcement', enforced ?? councilTax[0])
  add('benefit-overpayment', owed.find((debt) => debt.kind === 'housing-benefit-overpayment'))
  if (new Set(owed.map((debt) => debt.kind)).size >= 3) add('several-creditors', owed[0])
  add('missed-arrangement', owed.find((debt) => debt.stage === 'arrangement-broken') ?? recent('arrangement-broken'))
  if (facts.duty?.endedOn === null) add('duty-open', facts.duty)
  add('temporary-accommodation', inTemporaryAccommodation(facts))
  add('insecure-housing', facts.housingSituation !== null && INSECURE.has(facts.housingSituation.kind) ? facts.housingSituation : undefined)
  add('care-leaver', facts.services.find((service) => service.kind === 'care-leaver-support' && (service.endedOn === null || service.endedOn >= today)))
  add('income-drop', recent('benefit-stopped'))
  add('disability', facts.benefits.find((benefit) => benefit.kind === 'pip' && (benefit.endsOn === null || benefit.endsOn >= today)))
  add('dhp-ending', facts.benefits.find((b) => b.kind === 'discretionary-housing-payment' && b.endsOn !== null && b.endsOn >= today && b.endsOn <= plusDays(today, ENDING_DAYS)))
  if (facts.members.some((member) => CHILD_BANDS.has(member.ageBand))) add('dependent-children', facts.sources[0])
  if (facts.lastContactOn === null || facts.lastContactOn < since) add('no-contact', facts.sources[0])
  return factors
}

/** Placed, and not left since. */
function inTemporaryAccommodation({ chronology, housingSituation }: RiskFacts): Because | undefined {
  if (housingSituation?.kind === 'temporary-accommodation') return housingSituation
  const moves = chronology.filter((entry) => entry.event === 'temporary-accommodation-placed' || entry.event === 'temporary-accommodation-left')
  const last = moves.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)).at(-1)
  return last?.event === 'temporary-accommodation-placed' ? last : undefined
}
