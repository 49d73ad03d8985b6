import type { Act } from '../../../../shared/api/oversight-api'
import { CasementError } from '../../../../shared/errors/casement-error'
import type { DeviceCaller } from '../../../plugins/authentication'
import type { HubServices } from '../../hub-services'
import { findErased } from '../../repositories/erasure-repository'
import { findHousehold } from '../../repositories/household-repository'
import { recordReview, requireAllowed, requireOutsideCircle } from './allow-oversight'
import { readActs } from './read-acts'

/**
 * Everything that was done with one household: stated needs with what became of them on the screen, lists that it was in, decisions, openings of the masked record, and the
 * look-up that probably led there (the hub never learns what a look-up found). Of a household that was erased it is found by its former reference, without words. Throws NOT_FOUND for a reference that no household has, CIRCLE_OWN for one of the lead's own circle.
 */
export async function whoLooked(
  services: HubServices,
  caller: DeviceCaller,
  { reference, after, limit }: Readonly<{ reference: string; after: string | null; limit: number }>,
): Promise<{ acts: Act[]; next: string | null }> {
  const officer = await requireAllowed(services, caller, () => ({ action: 'reviewLedger' }))
  const { db } = services
  const householdId = (await findHousehold(db, { reference }))?.household_id ?? (await findErased(db, reference))
  await recordReview(services, caller, { act: 'who-looked', criteria: ['reference'], householdId })
  await requireOutsideCircle(services, officer, householdId)
  if (householdId === null) throw new CasementError('NOT_FOUND')
  const { acts, next } = await readActs(db, { householdId }, after, limit)
  return { acts: acts.map(({ act }) => act), next }
}
