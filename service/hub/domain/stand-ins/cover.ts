import type { Capacity } from '../../../../shared/model/stand-in'
import type { HubServices } from '../../hub-services'
import type { Decision } from '../../policy/policy-engine'
import type { PolicyStanding } from '../../policy/policy-standing'
import type { HubDatabase } from '../../repositories/hub-tables'
import { listDeputyships, listPersons, listShifts, type HeldDeputyship, type HeldShift } from '../../repositories/stand-in-repository'
import { escalatesAt } from './escalation'

/** A request waits 72 hours at the most (policy/approval-times): deputyships that ended before are about none that waits. */
const LONGEST_WAIT_MS = 72 * 3_600_000

/** Who stands in for whom and who is on duty at one moment, and which accounts are one person's. */
export interface Cover {
  readonly now: number
  /** In force at any time since the oldest request that still waits was made. */
  readonly deputyships: readonly HeldDeputyship[]
  readonly shifts: readonly HeldShift[]
  readonly isSamePerson: (a: string, b: string) => boolean
}

export interface StandingFor {
  readonly requester_id: string
  readonly requested_at: Date
}

/** The district of a request, and all households that it is about. */
interface Where { readonly district: string; readonly households: readonly string[] }

export async function readCover({ clock }: Pick<HubServices, 'clock'>, db: HubDatabase): Promise<Cover> {
  const now = clock.now()
  const persons = await listPersons(db)
  return {
    now, deputyships: await listDeputyships(db, new Date(now - LONGEST_WAIT_MS)), shifts: await listShifts(db, new Date(now)),
    isSamePerson: (a, b) => a === b || (persons.has(a) && persons.get(a) === persons.get(b)),
  }
}

const holds = ({ starts_at: from, held_until: until }: Pick<HeldDeputyship, 'starts_at' | 'held_until'>, now: number): boolean => from.getTime() <= now && now < until.getTime()

/**
 * The deputyships that this officer holds now. Of a chain none counts, also when it came to light later that two accounts are one person's; nor does one whose
 * supervisor is none of that team any more (the database would refuse the decision when its entry is made already).
 */
export const heldBy = ({ deputyships, now, isSamePerson }: Cover, officerId: string): HeldDeputyship[] => {
  const current = deputyships.filter((one) => holds(one, now))
  return current.filter((one) => one.deputy_id === officerId && one.is_supervisors && !current.some((other) =>
    isSamePerson(other.deputy_id, one.supervisor_id) || isSamePerson(other.supervisor_id, officerId)))
}

/**
 * Who is on duty for this request now, and may decide it: whom the requester put on the rota themselves is not, nor the requester, nor their deputy, nor who is a
 * supervisor of the district no more, nor somebody who knows one of the households. With none but those it goes to every supervisor, as with nobody on duty.
 */
export const onDutyFor = (cover: Cover, { district, households }: Where, request: StandingFor): HeldShift[] =>
  cover.shifts.filter((shift) => shift.cover === 'approver' && shift.district === district && holds(shift, cover.now) && shift.is_fit && !cover.isSamePerson(shift.entered_by, request.requester_id) &&
    !cover.isSamePerson(shift.officer_id, request.requester_id) && !shift.own_circle.some((own) => households.includes(own)) && !isDeputyOfRequester(cover, shift.officer_id, request))

/** Did whoever asks name them as their deputy, at any time since? */
const isDeputyOfRequester = ({ now, deputyships, isSamePerson }: Cover, officerId: string, request: StandingFor): boolean =>
  deputyships.some((one) => isSamePerson(one.supervisor_id, request.requester_id) && isSamePerson(one.deputy_id, officerId) && one.starts_at.getTime() <= now &&
    one.held_until.getTime() > request.requested_at.getTime())

/** Is the officer at the duty desk of that district now? */
export const isAtDesk = ({ shifts, now }: Cover, officerId: string, district: string): boolean =>
  shifts.some((shift) => shift.cover === 'desk' && shift.officer_id === officerId && shift.district === district && holds(shift, now))

/** By what right, beside their role, this officer might decide the request now. */
export function standingFor({ standInRules }: Pick<HubServices, 'standInRules'>, cover: Cover, officerId: string, request: StandingFor, where: Where): PolicyStanding {
  const { now } = cover
  const onDuty = onDutyFor(cover, where, request)
  return {
    deputyTeams: [...new Set(heldBy(cover, officerId).filter((one) => one.district === where.district).map(({ team }) => team))],
    isRequestersDeputy: isDeputyOfRequester(cover, officerId, request),
    isEscalated: now >= escalatesAt(request.requested_at.getTime(), standInRules),
    isOnDuty: onDuty.some((shift) => shift.officer_id === officerId),
    isSomebodyOnDuty: onDuty.length > 0,
  }
}

/** Under what a decision is kept that policy allowed by that rule. */
export interface DecidedUnder {
  readonly capacity: Capacity
  readonly deputyship: HeldDeputyship | null
  readonly shift: HeldShift | null
}

/** By the rule that allowed it: in their own right, as somebody's deputy, or on duty. */
export function decidedUnder(cover: Cover, officerId: string, { rule }: Pick<Decision, 'rule'>, request: StandingFor & { readonly teams: readonly (string | null)[] }, where: Where): DecidedUnder {
  if (rule === 'deputies-decide') {
    const deputyship = heldBy(cover, officerId).find((one) => one.district === where.district && request.teams.includes(one.team)) ?? null
    return { capacity: 'deputy', deputyship, shift: null }
  }
  if (rule !== 'duty-decides') return { capacity: 'own', deputyship: null, shift: null }
  const shift = onDutyFor(cover, where, request).find((one) => one.officer_id === officerId) ?? null
  return { capacity: shift === null ? 'district' : 'duty', deputyship: null, shift }
}
