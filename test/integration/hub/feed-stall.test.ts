import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hubApi } from '../../../shared/api/hub-api'
import { FeedStallWatch } from '../../../service/hub/domain/feed-stall'
import type { LogLine } from '../../../service/plugins/service-log'
import { HubHarness } from './hub-harness'

const PATIENCE_MS = 60_000
const lines: LogLine[] = []
let hub: HubHarness
beforeAll(async () => {
  hub = await HubHarness.start({ feedStall: { everyMs: 25, afterMs: 300 }, log: (line) => void lines.push(line) })
})
afterAll(() => hub.stop())

const feed = async (): Promise<unknown> => (await hub.inject(hubApi.health, '')).json['feed']
const told = () => lines.flatMap(({ event, code }) => (code === 'SYNC_FEED_STALLED' ? [event] : []))
/** Writes go on meanwhile: each takes a transaction id. */
async function until(state: string): Promise<void> {
  const end = Date.now() + PATIENCE_MS
  while ((await feed()) !== state) {
    if (Date.now() > end) throw new Error(`the feed was never ${state}`)
    await hub.sql('select pg_current_xact_id()')
  }
}

test('a transaction that stays open while others go on is told in health and log, and that it has ended', async () => {
  const open = new pg.Client({ connectionString: hub.database.ownerUrl })
  await open.connect()
  try {
    await until('flowing')
    await open.query('begin; select pg_current_xact_id()')
    await until('stalled')
    // An alarm, not an outage: calls are answered.
    expect((await hub.inject(hubApi.health, '')).json).toMatchObject({ status: 'ok', feed: 'stalled' })
    await open.query('rollback')
    await until('flowing')
    expect(told().slice(0, 2)).toEqual(['stalled', 'resumed'])
  } finally {
    await open.end()
  }
})

describe('what is no stall', () => {
  const watch = () => new FeedStallWatch({ db: hub.hub.services.db, clock: Date, log: () => undefined, rules: { everyMs: 1_000, afterMs: 60_000 } })
  const seen = (looks: readonly (readonly [xmin: string, xmax: string, second: number])[]): boolean[] => {
    const one = watch()
    return looks.map(([xmin, xmax, second]) => {
      one.note({ xmin, xmax }, second * 1_000)
      return one.isStalled
    })
  }

  test('a quiet night, in which nothing is written', () => expect(seen([['7', '7', 0], ['7', '7', 3_600], ['7', '7', 7_200]])).toEqual([false, false, false]))
  test('a long transaction while nobody else writes: there is nothing to hold back', () => expect(seen([['7', '8', 0], ['7', '8', 120]])).toEqual([false, false]))
  test('many writers, of whom each ends', () => expect(seen([['7', '9', 0], ['8', '20', 59], ['19', '40', 118], ['39', '60', 177]])).toEqual([false, false, false, false]))
  test('a minute is the limit, and the next transaction starts it again', () => expect(seen([['7', '9', 0], ['7', '12', 59], ['7', '15', 60], ['15', '16', 61], ['15', '18', 120], ['15', '18', 121]])).toEqual([false, false, true, false, false, true]))
})
