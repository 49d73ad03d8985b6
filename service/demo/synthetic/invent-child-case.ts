import { ageAt } from '../../intake/code/age-band'
import { addDays } from '../../intake/code/uk-date'
import { CHILD_NOTES, inventNote } from './invent-notes'
import type { MakeServices } from './invent-services'
import type { ChildCase } from './synthetic-services'

const PLANS = { EH: 'EH', CIN: 'SW', CP: 'SW', LAC: 'SW', PF: 'SW', CL: 'CL' } as const
const DETAILS = ['', '', 'Stays with grandmother at weekends', 'Young carer for a parent', 'Contact with father supervised', 'Speech therapy referral made'] as const

/** A case of children's social care: one child of the household, or a care leaver who lives alone. */
export function inventChildCase(make: MakeServices): ChildCase | null {
  const { random, today, serial, people, strain } = make
  const children = people.flatMap(({ part }, i) => (part === 'child' ? [i] : []))
  const isCareLeaver = people.length === 1 && ageAt(people[0].dateOfBirth, today) < 25 && random.chance(0.3)
  const [first, ...rest] = children
  if (!isCareLeaver && (first === undefined || !random.chance({ none: 0.06, some: 0.16, deep: 0.3 }[strain]))) return null
  const plan = isCareLeaver ? 'CL' : random.weighted({ EH: 50, CIN: 28, CP: 14, LAC: 5, PF: 3 })
  const startedOn = addDays(today, -random.whole(20, 600))
  const endedOn = random.chance(0.25) ? addDays(startedOn, random.whole(8, 15)) : ''
  return {
    childRef: `C${String((serial * 59) % 9_999_991).padStart(7, '0')}`, child: first === undefined ? 0 : random.pick([first, ...rest]),
    involvement: { code: PLANS[plan], from: startedOn, until: endedOn, times: 0 }, plan, detail: random.pick(DETAILS), isProtected: random.chance(0.02),
    history: [{ on: startedOn, code: 'OPN', pence: null }, ...(endedOn === '' ? [] : [{ on: endedOn, code: 'CLS', pence: null }])],
    note: random.chance(0.4) ? inventNote(random, today, CHILD_NOTES, "Children's services", make.mainName) : null,
  }
}
