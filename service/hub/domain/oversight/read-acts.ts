import { ActSchema, type Act } from '../../../../shared/api/oversight-api'
import type { Look } from '../../../../shared/model/oversight'
import { type ActsOf, listActs } from '../../repositories/oversight/act-repository'
import { findLooks, listEvents, toActor, toLook } from '../../repositories/oversight/look-repository'
import type { HubDatabase } from '../../repositories/hub-tables'

/** An act under its key: `r-epoch-index` for an entry, `o-id` for an opening in the ordinary access log. */
export interface KeyedAct {
  readonly key: string
  readonly act: Act
}

/** One page of what was done with a household or about a person, newest first, with what laptops reported and the look-up that probably led there. */
export async function readActs(db: HubDatabase, of: ActsOf, after: string | null, limit: number): Promise<{ acts: KeyedAct[]; next: string | null }> {
  const { rows, next } = await listActs(db, of, after, limit)
  const places = rows.flatMap((row) => [...placeOf(row.epoch, row.entry_index), ...placeOf(row.led_epoch, row.led_index)])
  const looks = new Map((await findLooks(db, places)).map((row) => [`${row.epoch}.${row.entry_index}`, toLook(row)]))
  const lookAt = (epoch: string | null, index: number | null): Look | null => looks.get(`${epoch}.${index}`) ?? null
  const requests = rows.flatMap((row) => lookAt(row.epoch, row.entry_index)?.requestId ?? [])
  const events = (await listEvents(db, requests)).map(toLook)
  const acts = rows.map((row): KeyedAct => {
    const [look, led] = [lookAt(row.epoch, row.entry_index), lookAt(row.led_epoch, row.led_index)]
    const key = row.act_key
    if (look === null) return { key, act: ActSchema.parse({ act: 'opening', opening: { at: row.at.toISOString(), actor: toActor(row) }, led }) }
    if (look.kind !== 'reveal') return { key, act: ActSchema.parse({ act: 'reveal', look, events: [], led: null }) }
    const own = events.filter((event) => event.requestId === look.requestId && event.actor.officerId === look.actor.officerId)
    return { key, act: ActSchema.parse({ act: 'reveal', look, events: own, led }) }
  })
  return { acts, next }
}

const placeOf = (epoch: string | null, index: number | null) => (epoch === null || index === null ? [] : [{ epoch, index }])
