import { TeamActivitySchema, type Period, type TeamActivity } from '../../../../shared/api/oversight-api'
import { AVOIDED_WITHIN_MINUTES, TeamRevealSchema, type TeamReveal } from '../../../../shared/model/oversight'
import type { DeviceCaller } from '../../../plugins/authentication'
import type { HubServices } from '../../hub-services'
import { inSnapshot } from '../../repositories/feed-repository'
import { listLooks, toLook } from '../../repositories/oversight/look-repository'
import { countByDay, countByFieldGroup, countByPurpose, countCalls, countDecidedNot, countReveals, listOfficers, listTeam } from '../../repositories/oversight/team-repository'
import { namesGiven, recordReview, requireAllowed } from './allow-oversight'

const NO_COUNTS = { reveals: 0, shown: 0, notShown: 0, forbidden: 0, needsApproval: 0, copies: 0, calls: 0, avoided: 0, decidedNot: 0 }
type Counts = typeof NO_COUNTS

/** What the caller's own team looked at: officers who were in it at the time, and those in it now who looked at nothing. */
export async function teamActivity(services: HubServices, caller: DeviceCaller, period: Period): Promise<TeamActivity> {
  const { team, district } = await requireAllowed(services, caller, (officer) => ({ action: 'reviewTeam', team: officer.team, district: officer.district }))
  await recordReview(services, caller, { act: 'team-activity', criteria: ['period'], householdId: null })
  const until = new Date(services.clock.now() - AVOIDED_WITHIN_MINUTES * 60_000)
  return inSnapshot(services.db, async (trx) => {
    const own = { team, district }
    const reveals = new Map((await countReveals(trx, own, period)).map((row) => [row.officer_id, row]))
    const calls = new Map((await countCalls(trx, own, period, until)).map((row) => [row.officer_id, row]))
    const decided = new Map((await countDecidedNot(trx, own, period)).map((row) => [row.officer_id, row.decided_not]))
    const present = await listTeam(trx, own)
    const known = new Set(present.map((row) => row.officer_id))
    const left = await listOfficers(trx, [...new Set([...reveals.keys(), ...calls.keys(), ...decided.keys()])].filter((id) => !known.has(id)))
    const officers = [...present, ...left].map(({ officer_id: id, display_name: displayName, role }) => {
      const [seen, called] = [reveals.get(id), calls.get(id)]
      const counts: Counts = {
        reveals: seen?.reveals ?? 0, shown: seen?.shown ?? 0, notShown: seen?.not_shown ?? 0, forbidden: seen?.forbidden ?? 0, needsApproval: seen?.needs_approval ?? 0,
        copies: seen?.copies ?? 0, calls: called?.calls ?? 0, avoided: called?.avoided ?? 0, decidedNot: decided.get(id) ?? 0,
      }
      return { officerId: id, displayName, role, ...counts }
    })
    return TeamActivitySchema.parse({
      team, district, officers, total: officers.reduce(add, NO_COUNTS), byDay: await countByDay(trx, own, period), byPurpose: await countByPurpose(trx, own, period),
      byFieldGroup: (await countByFieldGroup(trx, own, period)).map((row) => ({ fieldGroup: row.field_group, reveals: row.reveals })),
    })
  })
}

const add = (sum: Counts, more: Counts): Counts =>
  Object.fromEntries(Object.keys(NO_COUNTS).map((key) => [key, sum[key as keyof Counts] + more[key as keyof Counts]])) as Counts

export interface TeamRevealsQuery {
  readonly period: Period
  readonly officerId: string | null
  readonly purpose: string | null
  readonly after: string | null
  readonly limit: number
}

/** The reveals themselves, newest first, with the officers' own words; none about the supervisor's own circle. */
export async function teamReveals(services: HubServices, caller: DeviceCaller, query: TeamRevealsQuery): Promise<{ reveals: TeamReveal[]; next: string | null }> {
  const { team, district } = await requireAllowed(services, caller, (officer) => ({ action: 'reviewTeam', team: officer.team, district: officer.district }))
  const { period, officerId, purpose, after, limit } = query
  await recordReview(services, caller, { act: 'team-reveals', criteria: namesGiven({ period, officerId, purpose }), householdId: null })
  const { rows, next } = await listLooks(services.db, { kind: 'reveal', team: { team, district }, period, officerId, purpose, notOfCircle: caller.officerId }, after, limit)
  return { reveals: rows.map((row) => TeamRevealSchema.parse({ ...toLook(row), householdId: row.reference === null ? null : row.household_id })), next }
}
