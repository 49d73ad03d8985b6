import { ageAt } from '../../intake/code/age-band'
import { addDays } from '../../intake/code/uk-date'
import { asAtOf } from './extract-days'
import { inventUpn } from './invent-registers'
import type { Home } from './places'
import type { SyntheticPerson } from './synthetic-household'
import type { CareCase, ChildCase, SyntheticServices } from './synthetic-services'

/** Serials of scripted numbers, beyond those of invented ones. */
const FIRST_SERIAL = 9_900_001

interface ScriptedHome { readonly accountRef: string; readonly place: number; readonly people: ReadonlyArray<SyntheticPerson>; readonly home: Home; readonly isTenant: boolean; readonly today: string }

/**
 * What the other services know of the scripted households: everybody is on the registers, two have care, one has early help. Nothing of debt management, so that
 * what they owe in all is what the scenes say.
 */
export function scriptedServices({ accountRef, place, people, home, isTenant, today }: ScriptedHome): SyntheticServices {
  const serial = FIRST_SERIAL + place
  const [censusDay, registerDay] = [asAtOf('school-census', today), asAtOf('electoral-register', today)]
  return {
    care: CARE[accountRef]?.(today) ?? null,
    childCase: CHILD_CASES[accountRef]?.(today) ?? null,
    debtor: null,
    pupils: people.flatMap((person, i) => (person.part === 'child' && ageAt(person.dateOfBirth, censusDay) >= 5 ? [{
      upn: inventUpn(serial, i), person: i, school: person.childInfo.replace('Attends ', ''), setting: 'ROLL', sessionsPossible: 124, sessionsMissed: place === 1 ? 15 : 4, suspensions: 0, isExcluded: false,
      isInAlternativeProvision: false, qualification: '', history: [{ on: addDays(censusDay, -380), code: 'JOI', pence: null }],
    }] : [])),
    electors: people.flatMap((person, i) => (ageAt(person.dateOfBirth, registerDay) >= 18
      ? [{ electorNumber: `${home.ward.code}/${serial}/${i + 1}`, person: i, registeredOn: addDays(registerDay, -820) }] : [])),
    placement: null,
    tenure: isTenant ? (accountRef === '79000002B' ? 'PRIV' : 'SOC') : '',
  }
}

const NOTHING = { carer: null, technology: [], assessment: null, note: null } satisfies Partial<CareCase>

const CARE: Readonly<Record<string, (today: string) => CareCase>> = {
  // Marjorie Thistlewood, with her son as carer.
  '79000007G': (today) => ({
    ...NOTHING, aschNumber: 'A99000007', client: 0, carer: 1, supportReason: 'MEM', conditions: ['DEM', 'MOB'], lastContactOn: addDays(today, -26),
    services: [{ code: 'HC', from: addDays(today, -310), until: '', times: 7 }, { code: 'CS', from: addDays(today, -240), until: '', times: 0 }],
    technology: [{ code: 'TEL', since: addDays(today, -300) }, { code: 'FAL', since: addDays(today, -120) }],
    assessment: { outcome: 'PART', on: addDays(today, -305), weeklyPence: 3_865 },
    history: [{ on: addDays(today, -330), code: 'ASS', pence: null }, { on: addDays(today, -310), code: 'STA', pence: null }, { on: addDays(today, -26), code: 'REV', pence: null }],
    note: { on: addDays(today, -26), by: 'Adult social care', text: 'Review with Marjorie Thistlewood and her son Roy. Roy looks after the money; bank statements not seen. Telecare line tested.' },
  }),
  // Harjit Bhandalwar.
  '79000006F': (today) => ({
    ...NOTHING, aschNumber: 'A99000006', client: 0, supportReason: 'PAM', conditions: ['MOB'], lastContactOn: addDays(today, -90),
    services: [{ code: 'OT', from: addDays(today, -160), until: addDays(today, -120), times: 0 }],
    history: [{ on: addDays(today, -170), code: 'ASS', pence: null }],
  }),
}

const CHILD_CASES: Readonly<Record<string, (today: string) => ChildCase>> = {
  // Efua Asante-Boyd: early help, offered by the school when the notice came.
  '79000002B': (today) => ({
    childRef: 'C9900002', child: 1, involvement: { code: 'EH', from: addDays(today, -45), until: '', times: 1 }, plan: 'EH', detail: 'Early help worker visits on Mondays', isProtected: false,
    history: [{ on: addDays(today, -45), code: 'OPN', pence: null }], note: null,
  }),
}
