import type { District } from '../../../../shared/model/codes'
import type { Officer } from '../../../../shared/model/officer'
import type { HubServices } from '../../hub-services'
import { listCaseworkers } from '../../repositories/caseload-repository'
import { heldBy, type Cover } from './cover'

/** Whom policy lets decide anything in that district, by name. */
export type DecidersIn = (district: District) => Promise<readonly Officer[]>

/** Read once for all that somebody waits for: asking policy of every officer of a large district for each request takes seconds. */
export function createDeciders({ db, policy }: Pick<HubServices, 'db' | 'policy'>, cover: Cover): DecidersIn {
  const byDistrict = new Map<District, Promise<readonly Officer[]>>()
  const read = async (district: District) => (await listCaseworkers(db, district)).filter((officer) => policy.decideQueue(officer, heldBy(cover, officer.officerId).length > 0).outcome === 'allow')
  return (district) => {
    const deciders = byDistrict.get(district) ?? read(district)
    byDistrict.set(district, deciders)
    return deciders
  }
}
