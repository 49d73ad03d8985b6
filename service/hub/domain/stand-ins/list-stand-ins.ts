import type { ResponseOf } from '../../../../shared/api/define-endpoint'
import type { standInsApi } from '../../../../shared/api/stand-ins-api'
import { CasementError } from '../../../../shared/errors/casement-error'
import { toInstant } from '../../../plugins/clock'
import type { DeviceCaller } from '../../../plugins/authentication'
import type { HubServices } from '../../hub-services'
import { listCaseworkers } from '../../repositories/caseload-repository'
import { getOfficer } from '../../repositories/officer-repository'
import { listDeputyships, listShifts } from '../../repositories/stand-in-repository'
import { heldBy, readCover } from './cover'
import { toDeputyship, toShift } from './views'

/** Whom the caller stands in for now, and the weeks in which they are on duty. */
export async function ownStanding(services: HubServices, caller: DeviceCaller): Promise<ResponseOf<typeof standInsApi.ownStanding>> {
  const cover = await readCover(services, services.db)
  return {
    deputyships: heldBy(cover, caller.officerId).map(toDeputyship), shifts: cover.shifts.filter((shift) => shift.officer_id === caller.officerId).slice(0, 50).map(toShift),
    hubTime: toInstant(cover.now),
  }
}

/** Of the caller's district, what is not over. */
export async function listStandIns(services: HubServices, caller: DeviceCaller): Promise<ResponseOf<typeof standInsApi.listStandIns>> {
  const { db, clock, policy, standInRules: { deputyAtMostDays, workingHours, escalateAfterMinutes } } = services
  const officer = await getOfficer(db, caller.officerId)
  const { outcome, rule, words } = policy.decideStandIn(officer, { action: 'seeStandIns' })
  if (outcome !== 'allow') throw new CasementError('ACCESS_ROLE_FORBIDDEN', { rule, words })
  const now = new Date(clock.now())
  const isHere = ({ district }: { district: string }): boolean => district === officer.district
  return {
    deputyships: (await listDeputyships(db, now)).filter(isHere).slice(0, 200).map(toDeputyship), shifts: (await listShifts(db, now)).filter(isHere).slice(0, 400).map(toShift),
    colleagues: (await listCaseworkers(db, officer.district)).map(({ displayName: name, ...colleague }) => ({ name, ...colleague })),
    rules: { deputyAtMostDays, workingHours, escalateAfterMinutes }, hubTime: toInstant(now.getTime()),
  }
}
