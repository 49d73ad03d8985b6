import { ageAt } from '../../intake/code/age-band'
import { addDays } from '../../intake/code/uk-date'
import { asAtOf } from './extract-days'
import { SCHOOLS } from './invent-people'
import type { MakeServices } from './invent-services'
import type { Elector, Pupil } from './synthetic-services'

/** Unique pupil numbers begin with a check letter that is never S: no pupil has one of these. */
export const inventUpn = (serial: number, place: number): string => `S999${String((serial * 67) % 9_999_991).padStart(7, '0')}${String(place).padStart(2, '0')}`

/** The census sees children of school age, most of them on a roll; some attend badly, few not at all. */
export function inventPupils(make: Pick<MakeServices, 'random' | 'today' | 'serial' | 'people'>): Pupil[] {
  const { random, today, serial, people } = make
  const day = asAtOf('school-census', today)
  return people.flatMap((person, i): Pupil[] => {
    const age = ageAt(person.dateOfBirth, day)
    if (person.part !== 'child' || age < 5 || age > 17 || !random.chance(0.97)) return []
    const setting = random.weighted({ ROLL: 930, EHE: 22, CME: 14, COLL: age >= 16 ? 300 : 0, NEET: age >= 16 ? 60 : 0 })
    const isCounted = setting === 'ROLL'
    const isExcluded = isCounted && age > 10 && random.chance(0.006)
    const possible = isCounted ? random.whole(110, 128) : 0
    const share = { good: random.next() * 0.05, some: 0.05 + random.next() * 0.05, persistent: 0.1 + random.next() * 0.35, severe: 0.5 + random.next() * 0.4 }[random.weighted({ good: 60, some: 22, persistent: 15, severe: 3 })]
    const suspensions = isCounted && age > 8 && random.chance(0.06) ? random.whole(1, 4) : 0
    const attends = person.childInfo.startsWith('Attends ') ? person.childInfo.slice('Attends '.length) : random.pick(SCHOOLS)
    return [{
      upn: inventUpn(serial, i), person: i, school: isCounted ? attends : '', setting, sessionsPossible: possible, sessionsMissed: Math.floor(possible * share), suspensions, isExcluded,
      isInAlternativeProvision: isExcluded || random.chance(0.01), qualification: age >= 16 ? random.weighted({ NONE: 30, ENT: 10, L1: 25, L2: 35 }) : '',
      history: [
        ...(isCounted ? [{ on: addDays(day, -random.whole(30, 700)), code: 'JOI', pence: null }] : []),
        ...(suspensions > 0 ? [{ on: addDays(day, -random.whole(2, 29)), code: 'SUS', pence: null }] : []), ...(isExcluded ? [{ on: addDays(day, -1), code: 'EXC', pence: null }] : []),
      ],
    }]
  })
}

/** Most adults are on the electoral register. */
export function inventElectors(make: Pick<MakeServices, 'random' | 'today' | 'serial' | 'people' | 'home'>): Elector[] {
  const { random, today, serial, people, home } = make
  const day = asAtOf('electoral-register', today)
  const registeredOn = addDays(day, -random.whole(30, 3_000))
  return people.flatMap((person, i) => (ageAt(person.dateOfBirth, day) >= 18 && random.chance(0.8)
    ? [{ electorNumber: `${home.ward.code}/${String(serial).padStart(9, '0')}/${i + 1}`, person: i, registeredOn: person.part === 'main' ? registeredOn : random.pick([registeredOn, addDays(day, -random.whole(10, 400))]) }] : []))
}
