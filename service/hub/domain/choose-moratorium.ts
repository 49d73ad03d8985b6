import type { CodedFacts } from '../../../shared/model/coded-facts'

type Moratorium = NonNullable<CodedFacts['moratorium']>
const NO_END = '9999-12-31'

/**
 * Of what several sources say of a pause of recovery, the one that keeps it paused: one that holds today before one that does not, then the
 * longest. Asking somebody for money in a pause is unlawful (Debt Respite Scheme Regulations 2020, reg. 7); waiting a day is not. @param today YYYY-MM-DD
 */
export function chooseMoratorium(facts: readonly CodedFacts[], today: string): Moratorium | null {
  const all = facts.flatMap(({ moratorium }) => (moratorium === null ? [] : [moratorium]))
  const end = ({ endsOn }: Moratorium): string => endsOn ?? NO_END
  const holds = (one: Moratorium): number => Number(one.startsOn <= today && end(one) >= today)
  return all.toSorted((a, b) => holds(b) - holds(a) || end(b).localeCompare(end(a)) || b.startsOn.localeCompare(a.startsOn))[0] ?? null
}
