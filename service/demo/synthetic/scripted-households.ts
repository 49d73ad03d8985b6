import { addDays } from '../../intake/code/uk-date'
import { WARDS } from '../../intake/code/wards'
import { unusedUprn } from './places'
import { SCRIPTED_SCENES, type Scene } from './scripted-scenes'
import { scriptedServices } from './scripted-services'
import type { SyntheticEvent, SyntheticHousehold, SyntheticPerson } from './synthetic-household'

const NOBODY = { forenames: '', surname: '', previousName: '', dateOfBirth: '', niNumber: '', phone: '', otherPhone: '', email: '', health: '', childInfo: '' }
/** UPRN serials of the scripted homes, beyond those of invented ones. */
const FIRST_UPRN = 900_000_001

/**
 * The households of the demonstration's scenes: the same people whatever the seed, dates relative to `today` where a clock runs. In
 * Canterbury, with team income and debt. service/demo/README.md tells what each caller would say.
 */
export const scriptedHouseholds = (today: string): ReadonlyArray<SyntheticHousehold> => SCRIPTED_SCENES.map((scene, i) => fromScene(scene, i, today))

function fromScene(scene: Scene, place: number, today: string): SyntheticHousehold {
  const ago = (days: number): string => addDays(today, -days)
  const events = (list: Scene['revenues']['history']): SyntheticEvent[] => list.map(([days, code, pence]) => ({ on: ago(days), code, pence: pence ?? null }))
  const [first, ...others] = scene.people.map((person): SyntheticPerson => ({ ...NOBODY, ...person }))
  if (first === undefined) throw new RangeError('a scene needs a person')
  const ward = WARDS[scene.ward]
  if (ward === undefined) throw new RangeError('a scene needs a ward of the list')
  const { revenues, housing } = scene
  const home = { line1: scene.line1, line2: '', town: scene.town, postcode: scene.postcode, uprn: unusedUprn(FIRST_UPRN + place), ward }
  return {
    home, people: [first, ...others], team: 'ID', isProtected: scene.isProtected ?? false, safeContact: scene.safeContact ?? [], isScripted: true,
    services: scriptedServices({ accountRef: revenues.accountRef, place, people: [first, ...others], home, isTenant: housing !== undefined, today }),
    revenues: {
      accountRef: revenues.accountRef, lastContactOn: ago(revenues.lastContact), councilTaxPence: revenues.owed, councilTaxStage: revenues.stage,
      claimRef: revenues.claimRef ?? '', overpaymentPence: revenues.overpaid ?? 0, overpaymentStage: revenues.overpaid === undefined ? '' : 'RMD',
      benefits: (revenues.benefits ?? []).map(([code, weeklyPence, endsIn]) => ({ code, weeklyPence, endsOn: endsIn === undefined ? '' : addDays(today, endsIn) })),
      moratorium: revenues.breathingSince === undefined ? null
        : { kind: 'BS', startsOn: ago(revenues.breathingSince), endsOn: addDays(ago(revenues.breathingSince), 60) },
      history: events(revenues.history),
      note: revenues.note === undefined ? null : { on: ago(revenues.note[0]), by: 'Revenues team', text: revenues.note[1] },
    },
    housing: housing === undefined ? null : {
      tenancyRef: housing.tenancyRef, lastContactOn: ago(housing.lastContact), rentPence: housing.owed, rentStage: housing.stage, formerTenantPence: 0,
      // 56 days: the clock runs out `dueIn` days from today.
      duty: housing.dueIn === undefined ? null : { kind: 'PREV', startedOn: addDays(today, housing.dueIn - 56), endedOn: '', endReason: '' },
      support: (housing.support ?? []).map(([days, code, outcome]) => ({ on: ago(days), code, outcome })),
      history: events(housing.history),
      note: housing.note === undefined ? null : { on: ago(housing.note[0]), by: 'Housing options', text: housing.note[1] },
    },
  }
}
