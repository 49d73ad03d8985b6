import { addDays } from '../../intake/code/uk-date'
import { inventNote, REVENUES_NOTES } from './invent-notes'
import type { Random } from './random'
import type { RevenuesAccount, SyntheticEvent } from './synthetic-household'

/** How hard a household has it; debts of all services follow it. */
export type Strain = 'none' | 'some' | 'deep'

interface Story { readonly stage: string; readonly pence: readonly [number, number]; readonly codes: ReadonlyArray<string> }

/** Council tax recovery as it runs: reminder, final notice, summons, liability order, enforcement agents (SI 1992/613). */
const STORIES = {
  paid: { stage: 'NONE', pence: [0, 0], codes: ['PAY', 'PAY'] },
  reminder: { stage: 'RMD', pence: [9_000, 42_000], codes: ['MISS', 'RMD'] },
  final: { stage: 'FIN', pence: [18_000, 90_000], codes: ['MISS', 'RMD', 'MISS'] },
  summons: { stage: 'SUM', pence: [35_000, 160_000], codes: ['MISS', 'RMD', 'MISS', 'SUM'] },
  order: { stage: 'LO', pence: [48_000, 260_000], codes: ['MISS', 'RMD', 'SUM', 'LO'] },
  agent: { stage: 'EA', pence: [80_000, 430_000], codes: ['MISS', 'RMD', 'SUM', 'LO', 'EA'] },
  arrangement: { stage: 'ARR', pence: [20_000, 240_000], codes: ['MISS', 'RMD', 'SUM', 'CM', 'ARR', 'PAY'] },
  broken: { stage: 'BRK', pence: [40_000, 290_000], codes: ['RMD', 'SUM', 'ARR', 'PAY', 'BRK', 'CT'] },
} as const satisfies Record<string, Story>

const STORY_WEIGHTS: Readonly<Record<Strain, Record<keyof typeof STORIES, number>>> = {
  none: { paid: 92, reminder: 8, final: 0, summons: 0, order: 0, agent: 0, arrangement: 0, broken: 0 },
  some: { paid: 25, reminder: 30, final: 15, summons: 12, order: 5, agent: 2, arrangement: 9, broken: 2 },
  deep: { paid: 10, reminder: 8, final: 8, summons: 14, order: 18, agent: 18, arrangement: 10, broken: 14 },
}
/** Weekly pence of benefits in payment. */
const WEEKLY: Readonly<Record<string, readonly [number, number]>> = {
  UC: [9_000, 31_000], HB: [7_000, 19_000], CTR: [900, 2_900], PC: [3_000, 15_000], PIP: [2_900, 18_400], CA: [8_190, 8_190], ESA: [9_000, 13_800], CHB: [2_605, 6_055], DHP: [1_500, 6_000],
}

/** Events in order, the last some days ago, each a few weeks after the one before. */
export function eventsBackFrom(random: Random, today: string, codes: ReadonlyArray<string>, penceOf: (code: string) => number | null): SyntheticEvent[] {
  const events: SyntheticEvent[] = []
  let on = addDays(today, -random.whole(3, 60))
  for (const code of codes.toReversed()) {
    events.unshift({ on, code, pence: penceOf(code) })
    on = addDays(on, -random.whole(12, 75))
  }
  return events
}

interface Make { readonly random: Random; readonly today: string; readonly strain: Strain; readonly serial: number; readonly hasChildren: boolean; readonly isOlder: boolean; readonly mainName: string }

/** The council tax account of a household with its benefits, overpayment, Breathing Space and history. */
export function inventRevenues(make: Make): RevenuesAccount {
  const { random, today, strain, serial } = make
  const story: Story = STORIES[random.weighted(STORY_WEIGHTS[strain])]
  const owed = random.whole(...story.pence)
  const benefits = inventBenefits(make)
  const isOverpaid = random.chance({ none: 0.02, some: 0.12, deep: 0.3 }[strain])
  const hasMoratorium = owed > 0 && random.chance(strain === 'deep' ? 0.12 : 0.03)
  const started = addDays(today, -random.whole(2, 75))
  const ordinary = Array.from({ length: random.whole(1, 5) }, () => random.pick(['PAY', 'PAY', 'MISS', 'CM', 'BCH']))
  const codes = ['OPEN', ...ordinary, ...(isOverpaid ? ['OPR'] : []), ...benefits.slice(0, 2).map(() => random.pick(['BST', 'BCH'])), ...story.codes, ...(random.chance(0.3) ? ['CM'] : [])]
  const history = eventsBackFrom(random, today, codes, (code) => (['MISS', 'PAY', 'ARR', 'OPR', 'BCH'].includes(code) ? random.whole(1_200, 24_000) : null))
  if (hasMoratorium) history.push({ on: started, code: 'BSS', pence: null })
  return {
    accountRef: `7${String((serial * 37) % 9_999_991).padStart(7, '0')}${'ABCDEFGHJKLMNPQRSTWXY'.charAt(serial % 21)}`,
    lastContactOn: random.chance(0.9) ? addDays(today, -random.whole(4, strain === 'none' ? 420 : 240)) : '',
    councilTaxPence: owed, councilTaxStage: story.stage,
    claimRef: benefits.some(({ code }) => code === 'HB' || code === 'CTR') ? `HB${String((serial * 53) % 9_999_991).padStart(7, '0')}` : '',
    overpaymentPence: isOverpaid ? random.whole(11_000, 310_000) : 0,
    overpaymentStage: isOverpaid ? random.pick(['RMD', 'ARR', 'NONE']) : '',
    benefits,
    // Debt Respite Scheme Regulations 2020 reg. 26: sixty days; a mental health crisis moratorium has no end day of its own.
    moratorium: hasMoratorium ? (random.chance(0.85) ? { kind: 'BS', startsOn: started, endsOn: addDays(started, 60) } : { kind: 'MHC', startsOn: started, endsOn: '' }) : null,
    history: history.toSorted((a, b) => (a.on < b.on ? -1 : Number(a.on > b.on))),
    note: random.chance(0.3) ? inventNote(random, today, REVENUES_NOTES, 'Revenues team', make.mainName) : null,
  }
}

function inventBenefits({ random, today, strain, hasChildren, isOlder }: Make): RevenuesAccount['benefits'] {
  const codes: string[] = []
  const need = { none: 0.2, some: 0.6, deep: 0.85 }[strain]
  if (random.chance(need)) codes.push(isOlder ? 'PC' : 'UC', 'CTR')
  if (isOlder && random.chance(need)) codes.push('HB')
  if (hasChildren) codes.push('CHB')
  if (random.chance(0.12)) codes.push('PIP')
  if (random.chance(0.04)) codes.push('CA')
  if (random.chance(0.04) && !isOlder) codes.push('ESA')
  if (strain === 'deep' && random.chance(0.25)) codes.push('DHP')
  return codes.map((code) => ({ code, weeklyPence: random.whole(...(WEEKLY[code] ?? [1_000, 2_000])), endsOn: code === 'DHP' ? addDays(today, random.whole(3, 120)) : '' }))
}
