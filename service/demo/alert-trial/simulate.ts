import type { AlertKind } from '../../../shared/model/alert'
import { alertsOf, type PatternFacts } from '../../hub/domain/review/why-alerted'
import type { AlertRules } from '../../hub/policy/alert-rules'
import { createRandom, type Random } from '../synthetic/random'
import { revealsOfDay, SNOOPERS, type Habit, type Reveal, type SnooperKind } from './habits'

/** What is assumed of a council; the rules themselves are the hub's own code and policy data. */
export interface Trial {
  readonly seed: number
  readonly officers: number
  /** Of each kind of snooper, beside the officers. */
  readonly snoopersOfKind: number
  /** Calendar days, Monday first. */
  readonly days: number
}

export interface Caught {
  readonly kind: SnooperKind
  readonly snoopers: number
  /** Shares of them. */
  readonly withinSevenDays: number
  readonly ever: number
  /** Calendar days from the first household that was none of their business; of those flagged. */
  readonly medianDays: number
}

export interface TrialResult {
  readonly reveals: number
  readonly caught: readonly Caught[]
  /** Alerts on honest officers in 30 days: on average, and of the officer with most. */
  readonly falseFlagsAMonth: number
  readonly mostFalseFlagsAMonth: number
  /** Share of honest officers with more than one in 30 days. */
  readonly overOneAMonth: number
  readonly falseKinds: Readonly<Partial<Record<AlertKind, number>>>
}

interface Flag { readonly day: number; readonly kind: AlertKind }

const FLAGGED_WITHIN_DAYS = 7
const MONTH_DAYS = 30

/** Honest officers and snoopers work through the days; what the hub's own rules would have raised is counted. */
export function runTrial(trial: Trial, rules: AlertRules): TrialResult {
  let reveals = 0
  const falseFlags: Flag[][] = []
  const work = (label: string, snooper: SnooperKind | null) => {
    const random = createRandom(trial.seed, `alert-trial/${label}`)
    const officer = workThrough(random, habitOf(random, snooper, trial.days), trial.days, rules)
    reveals += officer.reveals
    return officer
  }
  for (let n = 0; n < trial.officers; n += 1) falseFlags.push(work(`honest-${n}`, null).flags)
  const caught = SNOOPERS.map((kind): Caught => {
    const took = Array.from({ length: trial.snoopersOfKind }, (_, n) => {
      const { flags, snoopedFirst } = work(`${kind}-${n}`, kind)
      const first = flags.find(({ day }) => day >= snoopedFirst)
      return first === undefined ? null : first.day - snoopedFirst
    })
    const flagged = took.filter((days) => days !== null).toSorted((a, b) => a - b)
    const share = (some: number): number => some / Math.max(1, took.length)
    return { kind, snoopers: took.length, withinSevenDays: share(flagged.filter((days) => days <= FLAGGED_WITHIN_DAYS).length), ever: share(flagged.length), medianDays: flagged[Math.floor(flagged.length / 2)] ?? Number.NaN }
  })
  const months = trial.days / MONTH_DAYS
  const perMonth = falseFlags.map((flags) => flags.length / months)
  const falseKinds: Partial<Record<AlertKind, number>> = {}
  for (const { kind } of falseFlags.flat()) falseKinds[kind] = (falseKinds[kind] ?? 0) + 1
  return {
    reveals, caught, falseKinds,
    falseFlagsAMonth: perMonth.reduce((sum, flags) => sum + flags, 0) / Math.max(1, perMonth.length), mostFalseFlagsAMonth: Math.max(0, ...perMonth),
    overOneAMonth: perMonth.filter((flags) => flags > 1).length / Math.max(1, perMonth.length),
  }
}

/** A caseload worker's rate of a day and small share of unrelated households; a snooper is one of these who from some day on looks further. */
function habitOf(random: Random, snooper: SnooperKind | null, days: number): Habit {
  return {
    snooper, usual: random.whole(6, 35), unrelated: random.pick([0.005, 0.01, 0.02, 0.03]), emergencies: 0.0005, evenings: random.chance(0.2) ? 0.1 : 0.01,
    leaveFrom: random.whole(0, days), snoopsFrom: snooper === null ? Infinity : random.whole(14, Math.max(14, days - 15)),
  }
}

/** The officer's days, and the alerts: once a day for each kind, and for each household that is gone back to. Every use of emergency access is one. */
function workThrough(random: Random, habit: Habit, days: number, rules: AlertRules): { flags: Flag[]; reveals: number; snoopedFirst: number } {
  const flags: Flag[] = []
  const marks = new Set<string>()
  const before: Day[] = []
  let snoopedFirst = Infinity
  for (let day = 0; day < days; day += 1) {
    const today: Reveal[] = []
    const earlier = earlierDays(before, rules)
    for (const reveal of revealsOfDay(random, habit, day)) {
      today.push(reveal)
      if (reveal.isSnooping) snoopedFirst = Math.min(snoopedFirst, day)
      for (const { kind } of alertsOf(patternOf(earlier, today, reveal), rules)) {
        const mark = kind === 'emergency' ? `${day} ${today.length}` : kind === 'never-allocated-repeats' ? `${day} ${reveal.household}` : `${day}`
        if (marks.has(`${kind} ${mark}`)) continue
        marks.add(`${kind} ${mark}`)
        flags.push({ day, kind })
      }
    }
    before.push({ reveals: today.length, unrelated: today.filter(({ isUnrelated }) => isUnrelated) })
  }
  return { flags, reveals: before.reduce((sum, day) => sum + day.reveals, 0), snoopedFirst }
}

/** What rules can still see of a day that is over. */
interface Day { readonly reveals: number; readonly unrelated: readonly Reveal[] }

/** The days before this one, as far as each rule looks back. */
function earlierDays(before: readonly Day[], { volume, sameHousehold, noRelationship }: AlertRules) {
  const last = (days: number): readonly Day[] => (days <= 1 ? [] : before.slice(1 - days))
  const worked = last(volume.overDays).filter(({ reveals }) => reveals > 0)
  return {
    earlier: { days: worked.length, reveals: worked.reduce((sum, { reveals }) => sum + reveals, 0) },
    unrelated: last(noRelationship.withinDays).reduce((sum, day) => sum + day.unrelated.length, 0),
    goneBackTo: last(sameHousehold.withinDays).flatMap((day) => day.unrelated),
  }
}

/** As the hub reads it from its rows (alert-repository.ts). */
function patternOf({ earlier, unrelated, goneBackTo }: ReturnType<typeof earlierDays>, today: readonly Reveal[], reveal: Reveal): PatternFacts {
  const unrelatedToday = today.filter(({ isUnrelated }) => isUnrelated)
  return {
    ...reveal, earlier, unrelatedThatDay: unrelatedToday.length, unrelatedInSpan: unrelated + unrelatedToday.length,
    emergencies: today.filter(({ isEmergency }) => isEmergency).length, revealsThatDay: today.length, outOfHoursThatDay: today.filter(({ isOutOfHours }) => isOutOfHours).length,
    sameHousehold: [...goneBackTo, ...unrelatedToday].filter(({ household }) => household === reveal.household).length,
  }
}
