import type { Random } from '../../service/demo/synthetic/random'
import { codesOf } from '../../shared/model/codes'
import { HouseholdIdSchema, type HouseholdId } from '../../shared/model/ids'
import type { SafetyCode, SafetyField } from '../../shared/model/safety'
import { TEAMS, uuidOf, type World } from './world'
import type { SimulatedLaptop } from './simulated-laptop'
import { START } from './virtual-time'

const KINDS = { contact: 8, safety: 5, 'next-action': 3, claim: 3, release: 1, 'hand-over': 1, allocate: 1, refer: 2, accept: 2, decline: 1, withdraw: 1, event: 2 } as const
const WARNINGS: Readonly<Record<SafetyField, readonly [SafetyCode, ...SafetyCode[]]>> = {
  riskToStaff: ['no-lone-visits', 'office-only', 'supervisor-first', 'dog-at-property'], safeContact: ['letters-unsafe', 'phone-unsafe'], moratorium: ['breathing', 'mental-health-crisis'],
}
type Doing = Parameters<SimulatedLaptop['write']>[0]
const DAY_MS = 86_400_000
const dayOf = (n: number): string => new Date(START + n * DAY_MS).toISOString().slice(0, 10)

/** One thing that an officer does at a laptop, chosen by what the laptop shows: its words, and the doing. Null when there is nothing to do it to. */
export function chooseWork(random: Random, laptop: SimulatedLaptop, world: Pick<World, 'officers' | 'facts'>): { words: string; work: () => Promise<void> } | null {
  const kind = random.weighted(KINDS)
  const ids = laptop.databases.cache.all('SELECT household_id FROM households ORDER BY household_id').map((row) => HouseholdIdSchema.parse(row['household_id']))
  if (kind === 'event') return { words: 'a record of a display', work: () => laptop.write(({ events }) => events.append({ event: 'shown', requestId: uuidOf(random), grantId: uuidOf(random), fieldGroup: null })) }
  const householdId = ids[random.whole(0, Math.max(0, ids.length - 1))]
  if (householdId === undefined) return null
  const words = `${kind} about household ${world.facts.findIndex((facts) => facts.householdId === householdId)}`
  const colleague = world.officers[random.whole(0, world.officers.length - 1)]?.officerId ?? ''
  return { words, work: () => laptop.write(workOf(random, kind, householdId, laptop, colleague)) }
}

function workOf(random: Random, kind: Exclude<keyof typeof KINDS, 'event'>, householdId: HouseholdId, laptop: SimulatedLaptop, toOfficer: string): Doing {
  const action = () => ({ kind: random.pick(['call-back', 'visit'] as const), dueOn: dayOf(random.pick([-3, 1, 9])) })
  const shown = laptop.domain.households.findOverlaid(householdId)
  const referralId = shown?.referral?.referralId ?? uuidOf(random)
  const act = (what: Parameters<SimulatedLaptop['domain']['caseload']['act']>[0]['act']) => ({ caseload }: SimulatedLaptop['domain']) => caseload.act({ householdId, act: what })
  switch (kind) {
    case 'contact': {
      const contact = { householdId, channel: 'phone', outcome: random.pick(['no-answer', 'left-message', 'spoke-advice-given'] as const), note: null, aboutPersonId: null, nextAction: random.chance(0.3) ? action() : null } as const
      return ({ contacts }) => contacts.add(contact)
    }
    case 'safety': return warning(random, householdId, laptop)
    case 'next-action': return act({ kind, nextAction: random.chance(0.25) ? null : action(), baseAction: shown?.nextAction ?? null })
    case 'claim': return act({ kind })
    case 'release': return act({ kind })
    case 'hand-over': return act({ kind, toOfficer, note: null })
    case 'allocate': return act({ kind, toOfficer, note: null })
    case 'refer': return act({ kind, toTeam: random.pick(TEAMS), toDistrict: 'canterbury', reason: 'debt-advice' })
    case 'accept': return act({ kind: 'accept-referral', referralId })
    case 'decline': return act({ kind: 'decline-referral', referralId, reason: 'no-capacity' })
    case 'withdraw': return act({ kind: 'withdraw-referral', referralId })
  }
}

/** One warning more or less, or a decision about two that do not agree. */
function warning(random: Random, householdId: HouseholdId, laptop: SimulatedLaptop): Doing {
  const field = random.pick(codesOf(WARNINGS))
  const seen = laptop.domain.households.findOverlaid(householdId)?.safety[field]
  const code = random.pick(WARNINGS[field])
  const codes = seen?.codes ?? []
  const wanted = codes.includes(code) && random.chance(0.5) ? codes.filter((other) => other !== code) : [...codes.filter((other) => other !== code), code]
  const settles = seen?.conflicts[0]?.conflictId ?? null
  return ({ safety }) => safety.set({ householdId, field, codes: wanted, seen: codes }, random.chance(0.5) ? settles : null)
}
