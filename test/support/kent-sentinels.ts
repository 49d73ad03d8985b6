import type { SyntheticHousehold } from '../../service/demo/synthetic/synthetic-household'
import type { Sentinel } from './sentinel-needles'

/** Everything of some invented households that no part but the vault may hold: identities, words, and the numbers of every source. */
export const sentinelsOf = (households: ReadonlyArray<SyntheticHousehold>): Sentinel[] =>
  households.flatMap(({ people, home, revenues, housing, services: { care, childCase, debtor, pupils, electors, placement } }, i) => [
    ...people.flatMap((person, p) => [
      { name: `name ${i}.${p}`, value: `${person.forenames} ${person.surname}` }, { name: `NI number ${i}.${p}`, value: person.niNumber },
      { name: `phone ${i}.${p}`, value: person.phone }, { name: `e-mail ${i}.${p}`, value: person.email }, { name: `health ${i}.${p}`, value: person.health },
    ]),
    { name: `address ${i}`, value: home.line1 }, { name: `UPRN ${i}`, value: home.uprn },
    { name: `account ${i}`, value: revenues?.accountRef ?? '' }, { name: `tenancy ${i}`, value: housing?.tenancyRef ?? '' },
    { name: `ASCH number ${i}`, value: care?.aschNumber ?? '' }, { name: `child reference ${i}`, value: childCase?.childRef ?? '' }, { name: `debtor ${i}`, value: debtor?.debtorRef ?? '' },
    { name: `placement ${i}`, value: placement?.placementRef ?? '' }, { name: `detail of a child ${i}`, value: childCase?.detail ?? '' },
    ...pupils.flatMap(({ upn, school }, p) => [{ name: `UPN ${i}.${p}`, value: upn }, { name: `school ${i}.${p}`, value: school }]),
    ...electors.map(({ electorNumber }, p) => ({ name: `elector ${i}.${p}`, value: electorNumber })),
    ...[revenues, housing, care, childCase, debtor, placement].map((record, n) => ({ name: `note ${i}.${n}`, value: record?.note?.text ?? '' })),
  ]).filter(({ value }) => value.replaceAll(/\s/g, '').length >= 8)
