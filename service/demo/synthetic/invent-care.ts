import { ageAt } from '../../intake/code/age-band'
import { addDays } from '../../intake/code/uk-date'
import { CARE_NOTES, inventNote } from './invent-notes'
import type { MakeServices } from './invent-services'
import type { CareCase, SyntheticService } from './synthetic-services'

/** Numbers of this form are invented: the real ones are shorter. */
export const inventAschNumber = (serial: number): string => `A9${String((serial * 47) % 9_999_991).padStart(7, '0')}`

/** An adult social care case: of older people mostly, and of adults whose health is on record. */
export function inventCare(make: MakeServices): CareCase | null {
  const { random, today, serial, people } = make
  const client = people.findIndex(({ part, dateOfBirth, health }) => part !== 'child' && (ageAt(dateOfBirth, today) >= 70 || health !== ''))
  const person = people[client]
  if (person === undefined || !random.chance(ageAt(person.dateOfBirth, today) >= 70 ? 0.45 : 0.22)) return null
  const carer = people.findIndex(({ part }, i) => i !== client && (part === 'carer' || part === 'partner'))
  const startedOn = addDays(today, -random.whole(60, 900))
  const services = inventCareServices(make, startedOn)
  const isPaid = services.some(({ code }) => ['HC', 'DC', 'RES', 'DP'].includes(code))
  const outcome = random.weighted({ NIL: 38, PART: 42, FULL: 14, REF: 6 })
  return {
    aschNumber: inventAschNumber(serial), client, carer: carer >= 0 && random.chance(0.6) ? carer : null,
    supportReason: random.weighted({ PAM: 30, PPC: 30, MEM: 15, MH: 12, SEN: 6, LD: 4, SOC: 3 }),
    conditions: random.chance(0.7) ? [random.pick(['MOB', 'VIS', 'HEA', 'ASD', 'DEM', 'DIA', 'RES', 'DEP'])] : [],
    services,
    technology: random.chance(0.4) ? [{ code: random.weighted({ TEL: 60, FAL: 15, MED: 10, LOC: 5, ENV: 7, COM: 3 }), since: addDays(today, -random.whole(10, 700)) }] : [],
    assessment: isPaid ? { outcome, on: addDays(startedOn, random.whole(3, 30)), weeklyPence: outcome === 'PART' ? random.whole(900, 9_800) : outcome === 'FULL' ? random.whole(11_000, 42_000) : 0 } : null,
    lastContactOn: random.chance(0.9) ? addDays(today, -random.whole(5, 200)) : '',
    history: [
      { on: addDays(startedOn, -random.whole(5, 25)), code: 'ASS', pence: null }, { on: startedOn, code: 'STA', pence: null },
      ...(random.chance(0.5) ? [{ on: addDays(today, -random.whole(5, 50)), code: 'REV', pence: null }] : []),
    ],
    note: random.chance(0.35) ? inventNote(random, today, CARE_NOTES, 'Adult social care', make.mainName) : null,
  }
}

function inventCareServices({ random, today }: MakeServices, startedOn: string): SyntheticService[] {
  const first = random.weighted({ HC: 45, DC: 10, REA: 14, DP: 14, OT: 12, RES: 5 })
  const isOver = random.chance(0.2)
  return [
    { code: first, from: startedOn, until: isOver ? addDays(startedOn, random.whole(20, 55)) : '', times: first === 'HC' ? random.whole(3, 28) : first === 'DC' ? random.whole(1, 4) : 0 },
    ...(random.chance(0.15) ? [{ code: 'CS', from: startedOn, until: '', times: 0 }] : []),
    ...(random.chance(0.04) ? [{ code: 'SE', from: addDays(today, -random.whole(6, 40)), until: '', times: 0 }] : []),
  ]
}
