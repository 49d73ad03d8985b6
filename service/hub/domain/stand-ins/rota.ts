import type { z } from 'zod'
import { CasementError } from '../../../../shared/errors/casement-error'
import { londonDay } from '../../../../shared/model/london-day'
import type { NewShiftSchema, Shift } from '../../../../shared/model/stand-in'
import type { DeviceCaller } from '../../../plugins/authentication'
import type { HubServices } from '../../hub-services'
import { findOfficer } from '../../repositories/administration/people-repository'
import { getOfficer } from '../../repositories/officer-repository'
import { isSamePerson } from '../../repositories/review-repository'
import { findSameShift, findShift, insertShift, insertShiftEnd, lockShifts, londonMidnights, type HeldShift } from '../../repositories/stand-in-repository'
import { requireStandIn } from './deputies'
import { toShift } from './views'

const DAY_MS = 86_400_000
const WEEK_DAYS = 7
const AHEAD_WEEKS = 26
const MONDAY = 1

/** Puts somebody on the rota for a week, or for what is left of the present one. The same person in the same week is one shift. */
export async function enterShift(services: HubServices, caller: DeviceCaller, want: z.output<typeof NewShiftSchema>): Promise<Shift> {
  const { db, clock, policy } = services
  const officer = await getOfficer(db, caller.officerId)
  const subject = await findOfficer(db, want.officerId)
  if (subject === null) throw new CasementError('NOT_FOUND')
  const now = clock.now()
  const [monday, today] = [Date.parse(want.week), Date.parse(londonDay(now))]
  if (new Date(monday).getUTCDay() !== MONDAY || monday + WEEK_DAYS * DAY_MS <= today || monday > today + AHEAD_WEEKS * WEEK_DAYS * DAY_MS) throw new CasementError('STAND_IN_PERIOD')
  requireStandIn(policy.decideStandIn(officer, { action: 'keepRota', subject, cover: want.cover, isSamePerson: await isSamePerson(db, officer.officerId, subject.officerId) }))
  const { starts, ends } = await londonMidnights(db, want.week, WEEK_DAYS)
  const shiftId = await db.transaction().execute(async (trx) => {
    await lockShifts(trx, subject.officerId)
    const before = (await findShift(trx, want.shiftId)) ?? (await findSameShift(trx, subject.officerId, want.cover, starts))
    if (before === null) {
      await insertShift(trx, { shiftId: want.shiftId, officerId: subject.officerId, cover: want.cover, district: subject.district, starts, ends, by: officer.officerId, from: caller.deviceId, at: new Date(now) })
      return want.shiftId
    }
    if (before.officer_id !== subject.officerId || before.cover !== want.cover || before.starts_at.getTime() !== starts.getTime()) throw new CasementError('REQUEST_INVALID', { fields: 'shiftId' })
    return before.shift_id
  })
  return toShift(await getShift(services, shiftId))
}

/** Takes somebody off the rota from now on. Twice is fine. */
export async function endShift(services: HubServices, caller: DeviceCaller, shiftId: string): Promise<void> {
  const { db, clock, policy } = services
  const officer = await getOfficer(db, caller.officerId)
  const shift = await getShift(services, shiftId)
  // Whoever may put somebody on may take them off, also when they have another role or place by now; nobody at the desk is their own any more.
  const subject = { ...(await getOfficer(db, shift.officer_id)), role: shift.cover === 'approver' ? ('supervisor' as const) : ('officer' as const), district: shift.district }
  requireStandIn(policy.decideStandIn(officer, { action: 'keepRota', subject, cover: shift.cover, isSamePerson: false }))
  await insertShiftEnd(db, shiftId, officer.officerId, new Date(clock.now()))
}

async function getShift({ db }: HubServices, shiftId: string): Promise<HeldShift> {
  const row = await findShift(db, shiftId)
  if (row === null) throw new CasementError('NOT_FOUND')
  return row
}
