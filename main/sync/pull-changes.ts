import { setImmediate as oneTurn } from 'node:timers/promises'
import { CasementError } from '../../shared/errors/casement-error'
import { CursorSchema } from '../../shared/model/change'
import type { HubClient } from './hub-client'
import type { HouseholdRepository } from '../store/repositories/household-repository'
import type { Place, PlaceRepository } from '../store/repositories/place-repository'
import type { Sql } from '../store/sql'
import { markUnswept } from '../store/sweep-cache'
import { readPage, type FeedPage } from './page-reader'

export interface PullOptions {
  readonly hub: HubClient
  readonly cache: Sql
  readonly households: HouseholdRepository
  readonly places: PlaceRepository
  readonly now: () => string
  /** After each committed page: the households it touched (null: many), and how far the first sync is. */
  readonly onPage: (
    householdIds: ReadonlyArray<string> | null,
    progress: { done: number; total: number } | null,
  ) => void
}

const PAGE_SIZE = 500
/** Of the event loop: an open connection needs one or two. */
const TURNS_TO_LEAVE = 4

/** Brings the cache up to the hub. One page is one transaction, its cursor included; memory and listeners change only after the commit. */
export async function pullChanges(options: PullOptions): Promise<void> {
  let place = options.places.find() ?? (await startFirstSync(options))
  if (place.isStreaming) place = await streamHouseholds(options, place)
  for (let more = true; more;) {
    const page = readPage(await options.hub.changePage({ cursor: place.cursor, limit: PAGE_SIZE }), place.cursor)
    more = page.end.more
    place = { ...place, cursor: onwards(place.cursor, page.end.next), syncedAt: more ? place.syncedAt : options.now() }
    applyPage(options, page, place, null)
  }
}

/** The cursor to go on from: of the same epoch and never behind what was applied. Throws HUB_RUBBISH for another. */
function onwards(from: string, next: string | null): string {
  const [epoch, xid = 0n, seq = 0n] = partsOf(from)
  const [nextEpoch, nextXid = 0n, nextSeq = 0n] = partsOf(next ?? '')
  if (nextEpoch !== epoch || nextXid < xid || (nextXid === xid && nextSeq < seq)) throw new CasementError('HUB_RUBBISH')
  return next ?? from
}

function partsOf(cursor: string): [epoch: string | null, xid?: bigint, seq?: bigint] {
  const [epoch = null, xid = '', seq = ''] = CursorSchema.safeParse(cursor).success ? cursor.split('.') : []
  return [epoch, BigInt(xid), BigInt(seq)]
}

/** The cache begins anew; what is in it stays usable until the stream is through. */
export async function startFirstSync({ hub, places }: Pick<PullOptions, 'hub' | 'places'>): Promise<Place> {
  const before = places.find()
  const { epoch, cursor, total } = await hub.startSync({})
  const place: Place = {
    epoch,
    cursor,
    resume: null,
    isStreaming: true,
    generation: (before?.generation ?? 0) + 1,
    done: 0,
    total,
    syncedAt: before?.syncedAt ?? null,
  }
  places.save(place)
  return place
}

/** The next page is under way while this one is written: hub and laptop work at once. */
async function streamHouseholds(options: PullOptions, from: Place): Promise<Place> {
  let place = from
  const ask = (after: string | null): Promise<Uint8Array> => {
    const asked = options.hub.householdPage({ after, limit: PAGE_SIZE })
    asked.catch(() => undefined) // whoever waits for it hears of it; nobody does when this page could not be written
    return asked
  }
  let coming = ask(place.resume)
  for (let more = true; more;) {
    const page = readPage(await coming, place.resume)
    more = page.end.more
    if (more) {
      coming = ask(page.end.next)
      await leave()
    }
    const done = place.done + page.lines.length
    place = { ...place, resume: page.end.next, done, total: Math.max(place.total, done), isStreaming: more }
    applyPage(options, page, place, { done, total: place.total })
  }
  return place
}

/** Lets a request that was just asked for leave: a page is written in one long piece of work, in which nothing is sent. */
async function leave(): Promise<void> {
  for (let turn = 0; turn < TURNS_TO_LEAVE; turn += 1) await oneTurn()
}

function applyPage(
  { cache, households, places, onPage }: PullOptions,
  { lines }: FeedPage,
  place: Place,
  progress: { done: number; total: number } | null,
): void {
  cache.transaction(() => {
    for (const line of lines) {
      if (line.type === 'upsert') households.put(line.household, place.generation)
      else households.remove(line.householdId)
    }
    if (lines.some((line) => line.type === 'evict' && line.because !== 'scope')) markUnswept(cache)
    if (progress !== null && !place.isStreaming) households.removeOlderThan(place.generation)
    places.save(place)
  })
  const ids = lines.map((line) => (line.type === 'upsert' ? line.household.householdId : line.householdId))
  if (ids.length > 0 || progress !== null)
    onPage(
      progress === null && ids.length <= 500 ? ids : null,
      progress !== null && place.isStreaming ? progress : null,
    )
}
