import { ageAt } from '../../intake/code/age-band'
import { addDays } from '../../intake/code/uk-date'
import { inventCare } from './invent-care'
import { inventChildCase } from './invent-child-case'
import { inventDebtor } from './invent-debtor'
import { inventElectors, inventPupils } from './invent-registers'
import type { Strain } from './invent-revenues'
import type { Home } from './places'
import { createRandom, type Random } from './random'
import type { SyntheticPerson } from './synthetic-household'
import type { Placement, SyntheticServices } from './synthetic-services'

export interface ServicesOptions {
  readonly seed: number
  readonly serial: number
  readonly today: string
  readonly people: readonly [SyntheticPerson, ...SyntheticPerson[]]
  readonly home: Home
  readonly strain: Strain
  readonly isTenant: boolean
}
export interface MakeServices extends ServicesOptions { readonly random: Random; readonly mainName: string }

/** What care, children's services, debt management, schools and registers know of a household; a stream of chance of its own, so that the other sources stay as they are. */
export function inventServices(options: ServicesOptions): SyntheticServices {
  const [main] = options.people
  const make: MakeServices = { ...options, random: createRandom(options.seed, `services of household ${options.serial}`), mainName: `${main.forenames.split(' ')[0] ?? ''} ${main.surname}` }
  const care = inventCare(make)
  return {
    care,
    childCase: inventChildCase(make),
    debtor: inventDebtor(make, care !== null),
    pupils: inventPupils(make),
    electors: inventElectors(make),
    placement: inventPlacement(make, care?.client === 0 ? care.aschNumber : ''),
    tenure: options.isTenant ? make.random.weighted({ SOC: 62, PRIV: 33, TA: options.strain === 'deep' ? 6 : 1, SOFA: 1 }) : '',
  }
}

/** Housing support and placements of the county: few, mostly of people who have it hard. */
function inventPlacement({ random, serial, today, strain, people }: MakeServices, aschNumber: string): Placement | null {
  if (!random.chance({ none: 0.01, some: 0.03, deep: 0.07 }[strain])) return null
  const since = addDays(today, -random.whole(20, 500))
  const isYoung = ageAt(people[0].dateOfBirth, today) < 25
  const situation = random.weighted({ SUP: 45, TA: 25, SOC: 18, SOFA: 8, NFA: 4 })
  const isRefuge = random.chance(0.06)
  return {
    placementRef: `P${String((serial * 43) % 9_999_991).padStart(7, '0')}`, aschNumber, situation, since,
    support: [{ code: isYoung ? 'CL' : random.pick(['FS', 'SA']), from: since, until: '', times: random.whole(0, 3) }],
    safeContact: isRefuge ? ['ND'] : [],
    history: [{ on: since, code: situation === 'TA' ? 'TAP' : 'STA', pence: null }, ...(random.chance(0.5) ? [{ on: addDays(today, -random.whole(9, 19)), code: 'CM', pence: null }] : [])],
    note: null,
  }
}
