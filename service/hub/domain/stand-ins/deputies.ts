import type { z } from 'zod'
import { CasementError } from '../../../../shared/errors/casement-error'
import { londonDay } from '../../../../shared/model/london-day'
import type { Deputyship, NewDeputyshipSchema } from '../../../../shared/model/stand-in'
import type { DeviceCaller } from '../../../plugins/authentication'
import type { HubServices } from '../../hub-services'
import type { Decision } from '../../policy/policy-engine'
import { findOfficer } from '../../repositories/administration/people-repository'
import { getOfficer } from '../../repositories/officer-repository'
import { findDeputyship, insertDeputyship, insertDeputyshipEnd, listDeputyships, listPersons, lockDeputyships, londonMidnights, type HeldDeputyship } from '../../repositories/stand-in-repository'
import { toDeputyship } from './views'

const DAY_MS = 86_400_000
/** Nobody plans a deputyship longer ahead. */
const AHEAD_DAYS = 90

/** Throws STAND_IN_FORBIDDEN with the rule's words. */
export function requireStandIn({ outcome, rule, words }: Decision): void {
  if (outcome !== 'allow') throw new CasementError('STAND_IN_FORBIDDEN', { rule, words })
}

const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)

/**
 * A supervisor names a deputy for their own team: from that day, or at once, to the end of the other. The row says who did it and from which
 * laptop. Policy is asked while no other deputyship can come in between; the database refuses the same whatever this code does.
 */
export async function nameDeputy(services: HubServices, caller: DeviceCaller, want: z.output<typeof NewDeputyshipSchema>): Promise<Deputyship> {
  const { db, clock, policy, standInRules } = services
  const officer = await getOfficer(db, caller.officerId)
  const deputy = await findOfficer(db, want.deputyId)
  if (deputy === null) throw new CasementError('NOT_FOUND')
  const now = clock.now()
  const today = londonDay(now)
  if (want.from < today || daysBetween(today, want.from) > AHEAD_DAYS || daysBetween(want.from, want.to) + 1 > standInRules.deputyAtMostDays) throw new CasementError('STAND_IN_PERIOD')
  const { starts: midnight, ends } = await londonMidnights(db, want.from, daysBetween(want.from, want.to) + 1)
  const starts = new Date(Math.max(midnight.getTime(), now))
  await db.transaction().execute(async (trx) => {
    await lockDeputyships(trx)
    const before = await findDeputyship(trx, want.deputyshipId)
    if (before !== null) {
      if (before.supervisor_id !== officer.officerId || before.deputy_id !== want.deputyId) throw new CasementError('REQUEST_INVALID', { fields: 'deputyshipId' })
      return
    }
    const persons = await listPersons(trx)
    const isSame = (a: string, b: string): boolean => a === b || (persons.has(a) && persons.get(a) === persons.get(b))
    const meanwhile = (await listDeputyships(trx, starts)).filter((one) => one.starts_at < ends)
    requireStandIn(policy.decideStandIn(officer, {
      action: 'nameDeputy', subject: deputy, isSamePerson: isSame(officer.officerId, deputy.officerId),
      namerIsDeputy: meanwhile.some((one) => isSame(one.deputy_id, officer.officerId)), deputyHasNamed: meanwhile.some((one) => isSame(one.supervisor_id, deputy.officerId)),
    }))
    await insertDeputyship(trx, {
      deputyshipId: want.deputyshipId, supervisorId: officer.officerId, deputyId: deputy.officerId, team: officer.team, district: officer.district, starts, ends,
      from: caller.deviceId, at: new Date(now),
    })
  })
  return toDeputyship(await getDeputyship(services, want.deputyshipId))
}

/** Before its time. Twice is fine. */
export async function endDeputyship(services: HubServices, caller: DeviceCaller, deputyshipId: string): Promise<void> {
  const { db, clock, policy } = services
  const officer = await getOfficer(db, caller.officerId)
  const deputyship = await getDeputyship(services, deputyshipId)
  const [isOwn, isDeputy] = [deputyship.supervisor_id === officer.officerId, deputyship.deputy_id === officer.officerId]
  requireStandIn(policy.decideStandIn(officer, { action: 'endDeputyship', subject: await getSupervisor(services, deputyship), isOwn, isDeputy }))
  await insertDeputyshipEnd(db, deputyshipId, officer.officerId, new Date(clock.now()))
}

async function getDeputyship({ db }: HubServices, deputyshipId: string): Promise<HeldDeputyship> {
  const row = await findDeputyship(db, deputyshipId)
  if (row === null) throw new CasementError('NOT_FOUND')
  return row
}

/** As of the deputyship: the team that it is about. */
async function getSupervisor({ db }: HubServices, { supervisor_id: id, team, district }: HeldDeputyship) {
  return { ...(await getOfficer(db, id)), team, district }
}
