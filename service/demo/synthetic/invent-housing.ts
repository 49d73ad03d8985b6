import { DUTY_DAYS } from '../../intake/code/duty-clock'
import { addDays } from '../../intake/code/uk-date'
import { HOUSING_NOTES, inventNote } from './invent-notes'
import { eventsBackFrom, type Strain } from './invent-revenues'
import type { Random } from './random'
import type { HousingCase } from './synthetic-household'

interface Story { readonly stage: string; readonly pence: readonly [number, number]; readonly codes: ReadonlyArray<string> }

const STORIES = {
  paid: { stage: 'NIL', pence: [0, 0], codes: ['PAY', 'PAY', 'CM'] },
  letter: { stage: 'L1', pence: [15_000, 70_000], codes: ['MISS', 'LET', 'PAY'] },
  second: { stage: 'L2', pence: [35_000, 140_000], codes: ['MISS', 'LET', 'CT', 'MISS', 'LET'] },
  arrangement: { stage: 'ARR', pence: [30_000, 220_000], codes: ['MISS', 'LET', 'CM', 'ARR', 'PAY'] },
  broken: { stage: 'BRK', pence: [60_000, 260_000], codes: ['MISS', 'LET', 'ARR', 'PAY', 'BRK'] },
  notice: { stage: 'NSP', pence: [120_000, 520_000], codes: ['MISS', 'LET', 'ARR', 'BRK', 'EVN'] },
  possession: { stage: 'PO', pence: [190_000, 680_000], codes: ['MISS', 'LET', 'BRK', 'EVN', 'PO'] },
} as const satisfies Record<string, Story>

const STORY_WEIGHTS: Readonly<Record<Strain, Record<keyof typeof STORIES, number>>> = {
  none: { paid: 93, letter: 7, second: 0, arrangement: 0, broken: 0, notice: 0, possession: 0 },
  some: { paid: 45, letter: 25, second: 10, arrangement: 12, broken: 5, notice: 3, possession: 0 },
  deep: { paid: 14, letter: 12, second: 14, arrangement: 12, broken: 14, notice: 24, possession: 10 },
}

interface Make { readonly random: Random; readonly today: string; readonly strain: Strain; readonly serial: number; readonly mainName: string }

/** The tenancy or homelessness case of a household: rent, 56-day clock, support, history. */
export function inventHousing(make: Make): HousingCase {
  const { random, today, strain, serial } = make
  const story: Story = STORIES[random.weighted(STORY_WEIGHTS[strain])]
  const duty = random.chance({ none: 0.01, some: 0.05, deep: 0.45 }[strain]) ? inventDuty(random, today) : null
  const ordinary = Array.from({ length: random.whole(0, 4) }, () => random.pick(['PAY', 'PAY', 'MISS', 'CM']))
  const history = eventsBackFrom(random, today, ['TST', ...ordinary, ...story.codes, ...(random.chance(0.3) ? ['MJ'] : [])], (code) =>
    ['MISS', 'PAY', 'ARR'].includes(code) ? random.whole(4_000, 60_000) : null)
  if (duty !== null) {
    history.push({ on: addDays(duty.startedOn, -3), code: 'HAP', pence: null }, { on: duty.startedOn, code: 'DAC', pence: null })
    if (duty.kind !== 'PREV' && duty.endedOn === '') history.push({ on: addDays(duty.startedOn, 1), code: 'TAP', pence: null })
    if (duty.endedOn !== '') history.push({ on: duty.endedOn, code: 'DEN', pence: null })
  }
  return {
    tenancyRef: `T${String((serial * 41) % 9_999_991).padStart(7, '0')}`,
    lastContactOn: random.chance(0.85) ? addDays(today, -random.whole(4, 260)) : '',
    rentPence: random.whole(...story.pence), rentStage: story.stage,
    formerTenantPence: random.chance(0.04) ? random.whole(20_000, 190_000) : 0,
    duty,
    support: inventSupport(make, duty !== null),
    history: history.filter(({ on }) => on <= addDays(today, -2)).toSorted((a, b) => (a.on < b.on ? -1 : Number(a.on > b.on))),
    note: random.chance(0.3) ? inventNote(random, today, HOUSING_NOTES, 'Housing options', make.mainName) : null,
  }
}

/** Open prevention and relief duties whose clock runs out before, on and after today; some main duties; some that have ended. */
function inventDuty(random: Random, today: string): NonNullable<HousingCase['duty']> {
  const kind = random.weighted({ PREV: 60, RELI: 30, MAIN: 10 })
  if (random.chance(0.2)) {
    const startedOn = addDays(today, -random.whole(70, 320))
    return { kind, startedOn, endedOn: addDays(startedOn, random.whole(10, 60)), endReason: random.pick(['ACC', '56D', 'LOST', 'WDR', 'HLS', 'REF']) }
  }
  const dueIn = { overdue: random.whole(-14, -1), today: 0, week: random.whole(1, 7), later: random.whole(8, DUTY_DAYS - 6) }[random.weighted({ overdue: 15, today: 12, week: 25, later: 48 })]
  return { kind, startedOn: kind === 'MAIN' ? addDays(today, -random.whole(60, 400)) : addDays(today, dueIn - DUTY_DAYS), endedOn: '', endReason: '' }
}

function inventSupport({ random, today, strain }: Make, hasDuty: boolean): HousingCase['support'] {
  const codes = hasDuty ? ['PHP'] : []
  if (random.chance({ none: 0.05, some: 0.35, deep: 0.6 }[strain])) codes.push(random.pick(['DEBT', 'BEN', 'ARR', 'SUP', 'FOOD']))
  if (strain === 'deep' && random.chance(0.3)) codes.push(random.pick(['MED', 'REFO', 'FOOD']))
  return codes.map((code) => ({ on: addDays(today, -random.whole(6, 200)), code, outcome: random.weighted({ OPEN: 40, HELP: 35, NOCH: 15, DECL: 6, LOST: 4 }) }))
}
