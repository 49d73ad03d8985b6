import { ActSchema, type Act } from '../../../../shared/api/oversight-api'
import { CasementError } from '../../../../shared/errors/casement-error'
import type { Look } from '../../../../shared/model/oversight'
import type { DeviceCaller } from '../../../plugins/authentication'
import type { HubServices } from '../../hub-services'
import { findHousehold } from '../../repositories/household-repository'
import { listActs } from '../../repositories/oversight/act-repository'
import { findLooks, listEvents, toActor, toLook } from '../../repositories/oversight/look-repository'
import { recordReview, requireAllowed } from './allow-oversight'

/**
 * Everything that was done with one household: stated needs with what became of them on the screen, lists that it was in, decisions, openings of the masked record, and the
 * look-up that probably led there (the hub never learns what a look-up found). Throws NOT_FOUND for a reference that no household has.
 */
export async function whoLooked(
  services: HubServices,
  caller: DeviceCaller,
  { reference, after, limit }: Readonly<{ reference: string; after: string | null; limit: number }>,
): Promise<{ acts: Act[]; next: string | null }> {
  await requireAllowed(services, caller, () => ({ action: 'reviewLedger' }))
  const { db } = services
  const household = await findHousehold(db, { reference })
  await recordReview(services, caller, { act: 'who-looked', criteria: ['reference'], householdId: household?.household_id ?? null })
  if (household === undefined) throw new CasementError('NOT_FOUND')
  const { rows, next } = await listActs(db, household.household_id, after, limit)
  const places = rows.flatMap((row) => [...placeOf(row.epoch, row.entry_index), ...placeOf(row.led_epoch, row.led_index)])
  const looks = new Map((await findLooks(db, places)).map((row) => [`${row.epoch}.${row.entry_index}`, toLook(row)]))
  const lookAt = (epoch: string | null, index: number | null): Look | null => looks.get(`${epoch}.${index}`) ?? null
  const requests = rows.flatMap((row) => lookAt(row.epoch, row.entry_index)?.requestId ?? [])
  const events = (await listEvents(db, requests)).map(toLook)
  const acts = rows.map((row): unknown => {
    const [look, led] = [lookAt(row.epoch, row.entry_index), lookAt(row.led_epoch, row.led_index)]
    if (look === null) return { act: 'opening', opening: { at: row.at.toISOString(), actor: toActor(row) }, led }
    if (look.kind !== 'reveal') return { act: 'reveal', look, events: [], led: null }
    const own = events.filter((event) => event.requestId === look.requestId && event.actor.officerId === look.actor.officerId)
    return { act: 'reveal', look, events: own, led }
  })
  return { acts: ActSchema.array().parse(acts), next }
}

const placeOf = (epoch: string | null, index: number | null) => (epoch === null || index === null ? [] : [{ epoch, index }])
