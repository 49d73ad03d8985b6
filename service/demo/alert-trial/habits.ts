import type { Random } from '../synthetic/random'

/** The ways of looking that a council has to find: what the courts and the regulator have seen staff do with records of people. */
export const SNOOPERS = ['browser', 'acquaintance', 'evening', 'trickle'] as const
export type SnooperKind = (typeof SNOOPERS)[number]

/** How one officer works. Shares are of all reveals. */
export interface Habit {
  readonly snooper: SnooperKind | null
  /** Reveals of an ordinary working day. */
  readonly usual: number
  readonly unrelated: number
  readonly emergencies: number
  /** Share of working days with a late visit. */
  readonly evenings: number
  /** First day of two weeks away; nothing is opened in them. */
  readonly leaveFrom: number
  readonly snoopsFrom: number
}

export interface Reveal {
  readonly household: number
  readonly isUnrelated: boolean
  readonly isEmergency: boolean
  readonly isOutOfHours: boolean
  readonly isSnooping: boolean
}

const LEAVE_DAYS = 14
/** After a weekend or leave the telephone rings more. */
const BUSIER = 1.3
const HOUSEHOLDS = 60_000
const ON_MY_MIND = -1

/** What one officer opens on one day, in order. */
export function revealsOfDay(random: Random, habit: Habit, day: number): Reveal[] {
  const weekday = day % 7
  const isAway = weekday >= 5 || (day >= habit.leaveFrom && day < habit.leaveFrom + LEAVE_DAYS)
  return isAway ? [] : [...honestDay(random, habit, weekday), ...(day >= habit.snoopsFrom ? snooping(random, habit.snooper) : [])]
}

function honestDay(random: Random, habit: Habit, weekday: number): Reveal[] {
  const mean = habit.usual * (weekday === 0 ? BUSIER : 1)
  const reveals = Array.from({ length: Math.max(0, Math.round(mean + (random.next() + random.next() + random.next() - 1.5) * mean * 0.5)) }, () => ({
    ...opened(random), isUnrelated: random.chance(habit.unrelated), isEmergency: random.chance(habit.emergencies),
  }))
  const late = random.chance(habit.evenings) ? random.whole(1, 2) : 0
  return [...reveals, ...Array.from({ length: late }, () => ({ ...opened(random), isOutOfHours: true }))]
}

/** On most days; always beside the honest work, which is what it hides in. */
function snooping(random: Random, kind: SnooperKind | null): Reveal[] {
  const look = (many: number, over: Partial<Reveal>): Reveal[] => Array.from({ length: many }, () => ({ ...opened(random), isUnrelated: true, isSnooping: true, ...over }))
  if (!random.chance(0.8)) return []
  switch (kind) {
    case null: return []
    case 'browser': return look(random.whole(8, 40), {})
    case 'acquaintance': return look(random.whole(1, 2), { household: ON_MY_MIND })
    case 'evening': return look(random.whole(2, 5), { isOutOfHours: true })
    case 'trickle': return look(random.whole(2, 4), {})
  }
}

const opened = (random: Random): Reveal => ({ household: random.whole(0, HOUSEHOLDS), isUnrelated: false, isEmergency: false, isOutOfHours: false, isSnooping: false })
