import { createHash } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { HouseholdRepository } from '../../../main/store/repositories/household-repository'
import type { Place, PlaceRepository } from '../../../main/store/repositories/place-repository'
import type { Sql } from '../../../main/store/sql'
import type { HubClient } from '../../../main/sync/hub-client'
import { pullChanges } from '../../../main/sync/pull-changes'
import { endRecord } from '../../../shared/model/change'

const PATIENCE_MS = 10_000
const CURSOR = 'epoch123.1.0'

function pageOf(record: { after: string | null; next: string | null; more: boolean }, householdId: string): string {
  const lines = `${JSON.stringify({ type: 'evict', householdId, because: 'scope' })}\n`
  const end = { count: 1, ...record }
  return `${lines}${JSON.stringify({ type: 'end', hash: createHash('sha256').update(lines).update(endRecord(end)).digest('hex'), ...end })}\n`
}
const ids = ['a'.repeat(32), 'b'.repeat(32)] as const
const PAGES = {
  first: pageOf({ after: null, next: ids[0], more: true }, ids[0]),
  second: pageOf({ after: ids[0], next: null, more: false }, ids[1]),
  changes: `${JSON.stringify({ type: 'end', hash: createHash('sha256').update(endRecord({ count: 0, after: CURSOR, next: CURSOR, more: false })).digest('hex'), count: 0, after: CURSOR, next: CURSOR, more: false })}\n`,
}

/** In a thread of its own, so that it goes on while this one is busy; counts what arrives. */
const SERVER = `
  const { workerData: { arrived, pages }, parentPort } = require('node:worker_threads')
  const server = require('node:http').createServer((request, response) => {
    Atomics.add(arrived, 0, 1)
    Atomics.notify(arrived, 0)
    response.end(pages[request.url.slice(1)])
  })
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port))`

const arrived = new Int32Array(new SharedArrayBuffer(4))
let server: Worker
let url: string
beforeAll(async () => {
  server = new Worker(SERVER, { eval: true, workerData: { arrived, pages: PAGES } })
  url = `http://127.0.0.1:${String(await new Promise((resolve) => server.once('message', resolve)))}`
})
afterAll(() => server.terminate())

it('in a first sync the next page is on its way before one is written', async () => {
  const get = async (page: keyof typeof PAGES): Promise<Uint8Array> => new Uint8Array(await (await fetch(`${url}/${page}`)).arrayBuffer())
  let place: Place | null = null
  const waited: string[] = []
  await pullChanges({
    hub: {
      startSync: () => Promise.resolve({ epoch: 'epoch123', cursor: CURSOR, total: 2 }),
      householdPage: ({ after }: { after: string | null }) => get(after === null ? 'first' : 'second'),
      changePage: () => get('changes'),
    } as unknown as HubClient,
    cache: {
      // As SQL is: nothing else runs in this thread meanwhile.
      transaction: (work: () => void) => {
        if (waited.length === 0) waited.push(Atomics.wait(arrived, 0, 1, PATIENCE_MS))
        work()
      },
    } as unknown as Sql,
    households: { remove: () => undefined, removeOlderThan: () => undefined } as unknown as HouseholdRepository,
    places: { find: () => place, save: (next: Place) => { place = next } } as unknown as PlaceRepository,
    now: () => '2026-11-27T00:00:00.000Z', onPage: () => undefined,
  })
  expect(waited).not.toEqual(['timed-out'])
  expect(Atomics.load(arrived, 0)).toBe(3)
})
