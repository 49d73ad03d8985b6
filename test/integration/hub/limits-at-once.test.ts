import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { contactListsApi } from '../../../shared/api/contact-lists-api'
import { hubApi } from '../../../shared/api/hub-api'
import type { DeviceEvent } from '../../../shared/model/reveal'
import { shippedLimits, type Limits } from '../../../service/hub/policy/limits'
import { ListsWorld } from './lists-world'

const AMARA = 'amara.okafor'
let world: ListsWorld
beforeAll(async () => { world = await ListsWorld.start() })
afterAll(() => world.hub.stop())

const limit = (change: Partial<Limits>) => Object.assign(world.hub.hub.services.limits, change)
afterEach(async () => {
  limit(shippedLimits())
  await world.hub.sql(`insert into access_cancellations (request_id, requester_id, cancelled_at) select request_id, requester_id, now() from access_requests r
    where not exists (select 1 from access_cancellations c where c.request_id = r.request_id)`)
  await world.hub.sql(`update reveal_decisions set decided_at = decided_at - interval '2 hours'`)
  await world.hub.sql(`update lookup_decisions set decided_at = decided_at - interval '2 hours'`)
})
const together = <T>(count: number, work: () => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: count }, work))
const entries = async (kind: string): Promise<number> => Number((await world.hub.sql('select count(*) as n from ledger_entries where kind = $1', [kind]))[0]?.['n'])
const codesOf = (answers: readonly { json: Record<string, unknown> }[]) => answers.map(({ json }) => json['code'] ?? json['outcome'] ?? json['state'] ?? 'allow').toSorted()

test('a laptop’s many pushes at once report no more events than one after the other may', async () => {
  limit({ deviceEventsPerHour: 100 })
  const device = world.approvals.device(AMARA)
  const results = (await together(6, async () => {
    const operations = Array.from({ length: 40 }, (_, n) => device.sign({
      v: 1, type: 'device-event', eventId: randomUUID(), deviceId: device.deviceId, n, previousHash: '0'.repeat(64), event: 'decided-not-to', requestId: randomUUID(), grantId: null, fieldGroup: null, at: new Date().toISOString(),
    } satisfies DeviceEvent))
    return hubApi.pushOperations.response.parse((await world.hub.asDevice(device, hubApi.pushOperations, { operations })).json).results
  })).flat()
  expect(results.filter(({ status }) => status === 'applied').length).toBe(100)
  expect(await entries('device-event')).toBe(100)
})

test('what is not allowed is entered up to a number an hour, also when much comes at once, and of one officer only', async () => {
  limit({ refusedPerHour: 4 })
  const before = await entries('reveal')
  const answers = await together(10, () => world.approvals.reveal(world.approvals.need('guarded')))
  expect(codesOf(answers)).toEqual([...Array.from({ length: 6 }, () => 'REVEAL_TOO_MANY_REFUSED'), ...Array.from({ length: 4 }, () => 'needs-approval')])
  expect(await entries('reveal')).toBe(before + 4)
  expect(codesOf([await world.approvals.reveal(world.approvals.need('guarded', 'lena.fox'), 'lena.fox')]), 'a colleague').toEqual(['needs-approval'])

  limit({ refusedPerHour: 2, lookupsPerHour: 1 })
  const device = world.approvals.device('lena.fox')
  const find = () => world.hub.asDevice(device, hubApi.requestLookup, device.lookupBody({ epoch: world.hub.epoch, purpose: world.hub.purpose() }))
  expect(codesOf(await together(6, find))).toEqual(['FIND_CAP_REACHED', 'FIND_CAP_REACHED', ...Array.from({ length: 3 }, () => 'REVEAL_TOO_MANY_REFUSED'), 'allow'])
  expect(await entries('lookup')).toBe(3)
})

test('so many requests and lists of one officer wait for others, and no more; one that is cancelled makes room', async () => {
  limit({ waitingRequests: 3 })
  const asked = await together(7, async () => {
    const body = world.approvals.need('plain')
    return { body, ...(await world.approvals.reveal(body)) }
  })
  expect(codesOf(asked)).toEqual([...Array.from({ length: 4 }, () => 'APPROVAL_TOO_MANY_WAITING'), ...Array.from({ length: 3 }, () => 'needs-approval')])
  expect((await world.send(world.listBody())).json['code']).toBe('APPROVAL_TOO_MANY_WAITING')
  const [first] = asked.filter(({ json }) => json['outcome'] === 'needs-approval')
  await world.hub.asDevice(world.approvals.device(AMARA), hubApi.cancelRequest, { requestId: first!.body.signed.payload.requestId })
  expect(codesOf(await together(3, () => world.send(world.listBody())))).toEqual(['APPROVAL_TOO_MANY_WAITING', 'APPROVAL_TOO_MANY_WAITING', 'waiting'])
})

/** As many more like this one, each a while earlier. */
const copies = async (requestId: string, count: number, change: Record<string, unknown>) => {
  const rows = await world.hub.sql(`insert into access_requests select (jsonb_populate_record(r, jsonb_build_object('request_id', gen_random_uuid(), 'requested_at', r.requested_at - n * interval '1 second') || $3)).*
    from access_requests r, generate_series(1, $2::int) n where r.request_id = $1 returning request_id`, [requestId, count, change])
  await world.hub.sql(`insert into access_list_items select (jsonb_populate_record(i, jsonb_build_object('request_id', c) || $3)).*
    from access_list_items i, unnest($2::uuid[]) c where i.request_id = $1`, [requestId, rows.map((row) => row['request_id']), change])
}

test('however much waits for others, what a supervisor may decide is in their queue; and one’s own newest are among one’s own', async () => {
  const list = (await world.ask()).signed.payload.requestId
  const request = (await world.approvals.ask('plain')).signed.payload.requestId
  // Of the supervisor herself, and so for somebody else to decide.
  await copies(list, 230, { requester_id: 'priya.nair' })
  await copies(request, 1_030, { requester_id: 'priya.nair' })
  expect((await world.approvals.queue('priya.nair')).requests.map(({ requestId }) => requestId)).toEqual([request])
  const queue = contactListsApi.listQueue.response.parse((await world.hub.asDevice(world.approvals.device('priya.nair'), contactListsApi.listQueue, {})).json)
  expect(queue.lists.map(({ requestId }) => requestId)).toEqual([list])
  await copies(list, 230, {})
  await copies(request, 1_030, {})
  expect((await world.approvals.own())[0]?.requestId).toBe(request)
  expect(contactListsApi.ownLists.response.parse((await world.hub.asDevice(world.approvals.device(AMARA), contactListsApi.ownLists, {})).json).lists[0]?.requestId).toBe(list)
}, 60_000)
