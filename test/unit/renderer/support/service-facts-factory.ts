import { addDays } from '../../../../renderer/components/dates'
import type { HouseholdRecord } from '../../../../shared/model/household'
import type { ServiceFacts, WardContext } from '../../../../shared/model/service-facts'

/** What care, schools, the county's housing support and open data say of a made-up household. */
export function makeServiceFacts(members: HouseholdRecord['members'], today: string): ServiceFacts & { wardContext: WardContext } {
  const [main, ...others] = members
  const children = others.filter((member) => ['5-10', '11-15', '16-17'].includes(member.ageBand))
  const of = (member: HouseholdRecord['members'][number] | undefined, source: 'adult-social-care' | 'childrens-social-care' | 'school-census' | 'county-housing', days: number) =>
    member === undefined ? [] : [{ personId: member.personId, source, asAt: addDays(today, -days) }]
  return {
    services: [
      ...of(main, 'adult-social-care', 3).map((from) => ({ kind: 'home-care' as const, domain: 'adult-social-care' as const, startedOn: addDays(today, -310), endedOn: null, timesPerWeek: 7, ...from })),
      ...of(children[0], 'childrens-social-care', 4).map((from) => ({ kind: 'early-help' as const, domain: 'childrens-social-care' as const, startedOn: addDays(today, -45), endedOn: null, timesPerWeek: 1, ...from })),
      ...of(main, 'adult-social-care', 3).map((from) => ({ kind: 'reablement' as const, domain: 'adult-social-care' as const, startedOn: addDays(today, -420), endedOn: addDays(today, -370), timesPerWeek: null, ...from })),
    ],
    technology: of(main, 'adult-social-care', 3).map((from) => ({ kind: 'telecare', since: addDays(today, -300), ...from })),
    financialAssessments: of(main, 'adult-social-care', 3).map((from) => ({ outcome: 'contributes', weeklyPence: 3_865, assessedOn: addDays(today, -305), ...from })),
    education: children.flatMap((child, i) => of(child, 'school-census', 47).map((from) => ({
      setting: 'in-school' as const, attendance: i === 0 ? 'persistent-absence' as const : 'regular' as const, exclusion: i === 0 ? 'suspended' as const : 'none' as const, isInAlternativeProvision: false, qualification: null, ...from,
    }))),
    healthFlags: of(main, 'adult-social-care', 3),
    housingSituation: { kind: 'rented-private', since: addDays(today, -500), source: 'county-housing', asAt: addDays(today, -8) },
    wardContext: { population: 7_010, deprivationDecile: 2, childPoverty: 177, claimants: 42, fuelPoverty: 120, medianRentPence: 115_244, source: 'open-data', asAt: addDays(today, -210) },
  }
}
