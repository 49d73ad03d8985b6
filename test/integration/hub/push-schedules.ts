import { createRandom, type Random } from '../../../service/demo/synthetic/random'
import { codesOf } from '../../../shared/model/codes'
import type { ModelOfficer, Payload, Sent } from './push-model'

const CASEWORKERS: readonly [ModelOfficer, ...ModelOfficer[]] = [
  { officerId: 'amara.okafor', role: 'officer', team: 'income-and-debt' }, { officerId: 'leila.haddad', role: 'officer', team: 'income-and-debt' },
  { officerId: 'priya.nair', role: 'supervisor', team: 'income-and-debt' }, { officerId: 'grace.adeyemi', role: 'officer', team: 'housing-options' },
]
/** Her role writes nothing about cases. */
const LEAD: ModelOfficer = { officerId: 'helen.marsh', role: 'ig-lead', team: 'customer-contact' }
export const OFFICERS: readonly [ModelOfficer, ...ModelOfficer[]] = [...CASEWORKERS, LEAD]
const DAY_MS = 86_400_000
/** A team that nobody works in. */
const UNSTAFFED = 'welfare-rights'
const KINDS = {
  contact: 12, event: 3, claim: 6, 'hand-over': 2, release: 2, allocate: 2, 'next-action': 5, refer: 3, 'accept-referral': 2, 'decline-referral': 1, 'withdraw-referral': 1, safety: 8,
} as const
type Kind = keyof typeof KINDS
const WARNINGS = { riskToStaff: ['no-lone-visits', 'office-only', 'dog-at-property'], safeContact: ['letters-unsafe', 'phone-unsafe', 'visit-in-pairs'], moratorium: ['breathing', 'mental-health-crisis'] } as const
const MISCHIEF = { none: 89, forged: 2, foreign: 2, future: 2, past: 1, unknown: 2, reused: 2 } as const

/** One schedule: what some officers did about one household, sent one to five times each, in any order; each inner list is one call of one laptop. */
export interface Schedule {
  readonly householdId: string
  readonly calls: readonly (readonly Sent[])[]
}

/** @param now Unix ms that all times are before @param deviceOf the laptop of an officer */
export function makeSchedule(seed: number, n: number, now: number, deviceOf: (officerId: string) => string): Schedule {
  const random = createRandom(seed, `push-schedules/${n}`)
  const householdId = idOf(random)
  const operations: Sent[] = []
  const [referrals, warnings]: [string[], string[]] = [[], []]
  const crew = Array.from({ length: random.whole(1, 4) }, () => (random.chance(0.04) ? LEAD : random.pick(CASEWORKERS)))
  const moments = new Set<number>()
  for (let left = random.whole(2, 7); left > 0; left -= 1) {
    const by = crew[random.whole(0, crew.length - 1)] ?? OFFICERS[0]
    const kind = random.weighted(KINDS)
    const mischief = random.weighted(MISCHIEF)
    let moment = random.whole(0, 10 * DAY_MS)
    while (moments.has(moment)) moment += 1
    moments.add(moment)
    const at = mischief === 'future' ? now + DAY_MS : mischief === 'past' ? Date.parse('2019-06-01T00:00:00.000Z') : now - moment
    const payload = payloadOf(random, kind, {
      deviceId: deviceOf(mischief === 'foreign' ? strangerTo(by) : by.officerId), at: new Date(at).toISOString(), now, by: by.officerId,
      householdId: mischief === 'unknown' ? idOf(random) : householdId, referralId: referrals[random.whole(0, Math.max(0, referrals.length - 1))] ?? uuidOf(random),
      warningId: warnings[random.whole(0, Math.max(0, warnings.length - 1))] ?? null,
    })
    if (kind === 'refer') referrals.push(String(payload['operationId']))
    if (kind === 'safety') warnings.push(String(payload['operationId']))
    operations.push({ by, payload, isForged: mischief === 'forged' || mischief === 'foreign' })
    const again = { ...payload, at: new Date(now - random.whole(0, DAY_MS)).toISOString() }
    if (mischief === 'reused') operations.push({ by, payload: again, isForged: false })
  }
  const sends = shuffled(random, operations.flatMap((operation) => Array.from({ length: random.whole(1, 5) }, () => operation)))
  return { householdId, calls: byLaptop(sends) }
}

function payloadOf(random: Random, kind: Kind, about: Readonly<{ deviceId: string; at: string; now: number; by: string; householdId: string; referralId: string; warningId: string | null }>): Payload {
  const { deviceId, at, householdId, referralId } = about
  const day = (n: number): string => new Date(about.now + n * DAY_MS).toISOString().slice(0, 10)
  const action = () => ({ kind: random.pick(['call-back', 'visit']), dueOn: day(random.pick([-9, -4, 5])) })
  const somebody = (): string => (random.chance(0.05) ? 'nobody.known' : random.pick(OFFICERS).officerId)
  const base = { v: 1, type: 'operation', kind, operationId: uuidOf(random), deviceId, at, householdId, baseVersion: 1 }
  switch (kind) {
    case 'contact':
      return { ...base, kind: 'contact-outcome', channel: 'phone', outcome: random.pick(['no-answer', 'left-message', 'spoke-advice-given']), noteId: null, nextAction: random.chance(0.5) ? action() : null }
    case 'event':
      return { v: 1, type: 'device-event', eventId: uuidOf(random), deviceId, n: 0, previousHash: '0'.repeat(64), event: 'shown', requestId: uuidOf(random), grantId: uuidOf(random), fieldGroup: null, at }
    case 'claim': return base
    case 'hand-over': return { ...base, toOfficer: somebody(), note: null }
    case 'release': return { ...base, baseOfficer: random.chance(0.6) ? about.by : random.pick(OFFICERS).officerId }
    case 'allocate': return { ...base, toOfficer: somebody(), baseOfficer: random.chance(0.6) ? null : random.pick(OFFICERS).officerId, note: null }
    case 'next-action': return { ...base, nextAction: random.chance(0.3) ? null : action(), baseAction: random.chance(0.6) ? null : action() }
    case 'refer': return { ...base, toTeam: random.pick(['housing-options', 'housing-options', 'income-and-debt', UNSTAFFED]), toDistrict: 'canterbury', reason: 'debt-advice' }
    case 'safety': {
      const field = random.pick(codesOf(WARNINGS))
      const codes = () => WARNINGS[field].filter(() => random.chance(0.4))
      return { ...base, field, base: random.chance(0.5) ? [] : codes(), value: codes(), settles: random.chance(0.3) ? about.warningId : null }
    }
    case 'decline-referral': return { ...base, referralId, reason: 'no-capacity' }
    default: return { ...base, referralId }
  }
}

/** Consecutive sends of one laptop travel in one call. */
function byLaptop(sends: readonly Sent[]): Sent[][] {
  const calls: Sent[][] = []
  for (const sent of sends) {
    const last = calls.at(-1)
    if (last?.[0]?.by === sent.by) last.push(sent)
    else calls.push([sent])
  }
  return calls
}

const strangerTo = (officer: ModelOfficer): string => OFFICERS.find((other) => other !== officer)?.officerId ?? ''

function shuffled<T>(random: Random, items: readonly T[]): T[] {
  const order = [...items]
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = random.whole(0, i)
    ;[order[i], order[j]] = [order[j] as T, order[i] as T]
  }
  return order
}

const hexOf = (random: Random, length: number): string => Array.from({ length }, () => random.whole(0, 15).toString(16)).join('')
const idOf = (random: Random): string => hexOf(random, 32)
const uuidOf = (random: Random): string => `${hexOf(random, 8)}-${hexOf(random, 4)}-7${hexOf(random, 3)}-8${hexOf(random, 3)}-${hexOf(random, 12)}`
