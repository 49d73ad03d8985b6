import type { ResponseOf } from '../../../../shared/api/define-endpoint'
import type { circleHubApi, circleVaultApi } from '../../../../shared/api/circle-api'
import { CasementError } from '../../../../shared/errors/casement-error'
import type { HubServices } from '../../hub-services'
import { advanceCircle, replaceExclusions } from '../../repositories/circle-repository'
import { findOfficer } from '../../repositories/caseload-repository'
import { tellOfOwnCircle } from './tell-of-own-circle'

/** The vault's clock may be a little ahead of the hub's. */
const AHEAD_MS = 10 * 60_000

type Told = ResponseOf<typeof circleVaultApi.listCircle>

/**
 * Takes over what follows from officers' declarations: who may not see which household, and who tried at the vault. The list is whole each
 * time, so what was missed mends itself; an attempt is told once however often it is brought.
 */
export async function noteCircle({ db, clock }: Pick<HubServices, 'db' | 'clock'>, { asOf, exclusions, attempts }: Told): Promise<ResponseOf<typeof circleHubApi.noteCircle>> {
  return db.transaction().execute(async (trx) => {
    const latest = new Date(clock.now() + AHEAD_MS)
    // Remembered, a moment to come would have every later list passed over as an older one.
    if (new Date(asOf) > latest) throw new CasementError('REQUEST_INVALID', { fields: 'asOf' })
    const isNewer = await advanceCircle(trx, new Date(asOf), latest)
    const done = isNewer ? await replaceExclusions(trx, exclusions, new Date(clock.now())) : { excluded: 0, lifted: 0 }
    for (const { attemptId, officerId, at } of attempts) {
      const officer = await findOfficer(trx, officerId)
      if (officer !== null) await tellOfOwnCircle(trx, officer, { mark: attemptId, requestId: null, at: new Date(at) })
    }
    return { ...done, isNewer }
  })
}
