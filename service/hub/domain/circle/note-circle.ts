import type { ResponseOf } from '../../../../shared/api/define-endpoint'
import type { circleHubApi, circleVaultApi } from '../../../../shared/api/circle-api'
import type { HubServices } from '../../hub-services'
import { advanceCircle, replaceExclusions } from '../../repositories/circle-repository'
import { findOfficer } from '../../repositories/caseload-repository'
import { tellOfOwnCircle } from './tell-of-own-circle'

type Told = ResponseOf<typeof circleVaultApi.listCircle>

/**
 * Takes over what follows from officers' declarations: who may not see which household, and who tried at the vault. The list is whole each
 * time, so what was missed mends itself; an attempt is told once however often it is brought.
 */
export async function noteCircle({ db, clock }: Pick<HubServices, 'db' | 'clock'>, { asOf, exclusions, attempts }: Told): Promise<ResponseOf<typeof circleHubApi.noteCircle>> {
  return db.transaction().execute(async (trx) => {
    const isNewer = await advanceCircle(trx, new Date(asOf))
    const done = isNewer ? await replaceExclusions(trx, exclusions, new Date(clock.now())) : { excluded: 0, lifted: 0 }
    for (const { attemptId, officerId, at } of attempts) {
      const officer = await findOfficer(trx, officerId)
      if (officer !== null) await tellOfOwnCircle(trx, officer, { mark: attemptId, requestId: null, at: new Date(at) })
    }
    return { ...done, isNewer }
  })
}
