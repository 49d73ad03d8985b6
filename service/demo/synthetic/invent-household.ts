import { ageAt } from '../../intake/code/age-band'
import { inventHousing } from './invent-housing'
import { inventPeople } from './invent-people'
import { inventRevenues, type Strain } from './invent-revenues'
import { inventServices } from './invent-services'
import { inventHome } from './places'
import { createRandom } from './random'
import type { SyntheticHousehold } from './synthetic-household'

/** Shares of households; source spellings. */
const TEAMS = { '': 26, ID: 30, HO: 18, CC: 8, OR: 10, WR: 8 }
const SAFE_CONTACT = { NL: 20, NV: 25, V2: 25, SW: 20, ND: 10 }
const STRAIN: Readonly<Record<Strain, number>> = { none: 40, some: 35, deep: 25 }

/** Household number `serial` of an invented Kent; the same for the same seed and day. */
export function inventHousehold(serial: number, seed: number, today: string): SyntheticHousehold {
  const random = createRandom(seed, `household ${serial}`)
  const home = inventHome(random, serial)
  const people = inventPeople({ random, today, seed, household: serial })
  const strain = random.weighted(STRAIN)
  const [main] = people
  const mainName = `${main.forenames.split(' ')[0] ?? ''} ${main.surname}`
  const isTenant = random.chance(0.62)
  const isOnRevenues = !isTenant || random.chance(0.9)
  const team = random.weighted(TEAMS)
  const make = { random, today, strain, serial, mainName }
  const revenuesAndHousing = {
    isProtected: random.chance(0.01),
    safeContact: random.chance(0.06) ? [random.weighted(SAFE_CONTACT)] : [],
    revenues: isOnRevenues ? inventRevenues({ ...make, hasChildren: people.some(({ part }) => part === 'child'), isOlder: ageAt(main.dateOfBirth, today) >= 66 }) : null,
    housing: isTenant ? inventHousing(make) : null,
  }
  return { home, people, team, ...revenuesAndHousing, services: inventServices({ seed, serial, today, people, home, strain, isTenant }), isScripted: false }
}
