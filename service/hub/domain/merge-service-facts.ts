import type { CodedFacts } from '../../../shared/model/coded-facts'
import type { ServiceFacts } from '../../../shared/model/service-facts'

/** What all records say of care, education and housing; `facts` newest first. One schooling a person, the newest; the newest housing situation. */
export function mergeServiceFacts(facts: readonly CodedFacts[]): ServiceFacts {
  const newestFirst = <T>(items: readonly T[], day: (item: T) => string): T[] => items.toSorted((a, b) => (day(a) < day(b) ? 1 : day(a) > day(b) ? -1 : 0))
  return {
    services: newestFirst(facts.flatMap((fact) => fact.services), ({ startedOn }) => startedOn),
    technology: newestFirst(facts.flatMap((fact) => fact.technology), ({ since }) => since),
    financialAssessments: firstOfEach(newestFirst(facts.flatMap((fact) => fact.financialAssessments), ({ assessedOn }) => assessedOn)),
    education: firstOfEach(facts.flatMap((fact) => fact.education)),
    healthFlags: firstOfEach(facts.flatMap((fact) => fact.healthFlags)),
    housingSituation: facts.find((fact) => fact.housingSituation !== null)?.housingSituation ?? null,
  }
}

function firstOfEach<T extends { readonly personId: string }>(items: readonly T[]): T[] {
  return [...new Map(items.toReversed().map((item) => [item.personId, item])).values()].toReversed()
}
