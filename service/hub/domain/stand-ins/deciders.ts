import type { District } from '../../../../shared/model/codes'
import type { HubServices } from '../../hub-services'
import { listCaseworkers } from '../../repositories/caseload-repository'
import { listCirclesOf } from '../../repositories/circle-repository'
import type { HubOfficer } from '../../repositories/officer-repository'
import { heldBy, type Cover } from './cover'

/** Whom policy lets decide anything in that district, by name. */
export type DecidersIn = (district: District) => Promise<readonly HubOfficer[]>

/** Read once for all that somebody waits for: asking policy of every officer of a large district for each request takes seconds. */
export function createDeciders({ db, policy }: Pick<HubServices, 'db' | 'policy'>, cover: Cover): DecidersIn {
  const byDistrict = new Map<District, Promise<readonly HubOfficer[]>>()
  const read = async (district: District): Promise<HubOfficer[]> => {
    const deciders = (await listCaseworkers(db, district)).filter((officer) => policy.decideQueue(officer, heldBy(cover, officer.officerId).length > 0).outcome === 'allow')
    const circles = await listCirclesOf(db, deciders.map(({ officerId }) => officerId))
    return deciders.map((officer) => ({ ...officer, circle: circles.get(officer.officerId) ?? [] }))
  }
  return (district) => {
    const deciders = byDistrict.get(district) ?? read(district)
    byDistrict.set(district, deciders)
    return deciders
  }
}
