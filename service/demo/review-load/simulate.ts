import { causesOf, riskOf } from '../../hub/domain/review/why-reviewed'
import type { ReviewRules } from '../../hub/policy/review-rules'
import { createRandom, type Random } from '../synthetic/random'

/** What is assumed of a council; the rules themselves are the hub's own code and policy data. */
export interface Council {
  readonly seed: number
  readonly officers: number
  readonly revealsADay: number
  /** Officers for each supervisor. */
  readonly teamSize: number
  /** Working days, Monday first. */
  readonly days: number
  /** Shares of all reveals. */
  readonly unrelated: number
  readonly claimed: number
  readonly emergencies: number
}

export interface Load {
  readonly reveals: number
  readonly tasks: number
  readonly emergencies: number
  /** Reviews closed by each supervisor a working day, on average. */
  readonly perReviewerADay: number
  readonly waitingAtEnd: number
  /** Working days that those which were closed had waited. */
  readonly medianDays: number
  readonly ninetyFifthDays: number
  /** Shares of the emergencies, of those that were at least two working days old at the end. */
  readonly emergenciesInTwoDays: number
}

interface Task { readonly day: number; readonly score: number; readonly isEmergency: boolean }

const HOUR_MS = 3_600_000
/** A Monday, so that a working day's place in the week is its number. */
const MONDAY = Date.UTC(2026, 10, 2)

/** Each day the officers reveal; each supervisor then closes what the cap allows, riskiest first and of the same risk the oldest. */
export function simulateLoad(council: Council, rules: ReviewRules): Load {
  const random = createRandom(council.seed, `review-load/${JSON.stringify(council)}`)
  const teams = Array.from({ length: Math.ceil(council.officers / council.teamSize) }, (): Task[] => [])
  const waits: number[] = []
  const emergencyWaits: number[] = []
  let [reveals, tasks, emergencies] = [0, 0, 0]
  for (let day = 0; day < council.days; day += 1) {
    for (let officer = 0; officer < council.officers; officer += 1) {
      const team = teams[officer % teams.length] as Task[]
      for (let n = 1; n <= council.revealsADay; n += 1) {
        reveals += 1
        const task = reveal(random, council, rules, day, n)
        if (task === null) continue
        tasks += 1
        if (task.isEmergency) emergencies += 1
        team.push(task)
      }
    }
    for (const team of teams) {
      team.sort((a, b) => b.score - a.score || a.day - b.day)
      for (const task of team.splice(0, rules.perReviewerPerDay)) {
        waits.push(day - task.day)
        if (task.isEmergency) emergencyWaits.push(day - task.day)
      }
    }
  }
  const left = teams.flat()
  const due = emergencyWaits.length + left.filter((task) => task.isEmergency && council.days - 1 - task.day > 2).length
  waits.sort((a, b) => a - b)
  const at = (share: number): number => waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? 0
  return {
    reveals, tasks, emergencies, perReviewerADay: waits.length / teams.length / council.days, waitingAtEnd: left.length, medianDays: at(0.5), ninetyFifthDays: at(0.95),
    emergenciesInTwoDays: due === 0 ? 1 : emergencyWaits.filter((wait) => wait <= 2).length / due,
  }
}

function reveal(random: Random, council: Council, rules: ReviewRules, day: number, n: number): Task | null {
  const isEmergency = random.chance(council.emergencies)
  const isUnrelated = random.chance(council.unrelated)
  const isClaimed = !isUnrelated && random.chance(council.claimed)
  const relation = { isEmergency, isRelated: !isUnrelated, isClaimed }
  if (causesOf(relation, random.next(), rules).length === 0) return null
  const at = MONDAY + Math.floor(day / 5) * 7 * 24 * HOUR_MS + (day % 5) * 24 * HOUR_MS + (7 + random.next() * 13) * HOUR_MS
  const facts = { ...relation, isProtected: random.chance(isEmergency ? 0.9 : 0.01), at, revealsThatDay: n, sameWords: random.chance(0.05) ? rules.repeatedReason.times : 1 }
  return { day, score: riskOf(facts, rules).score, isEmergency }
}
