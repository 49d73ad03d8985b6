import { afterAll, beforeAll, expect, test } from 'vitest'
import { contactListsApi } from '../../../shared/api/contact-lists-api'
import { ListsWorld } from './lists-world'
import { ReviewWorld } from './review-world'

let world: ListsWorld
let reviews: ReviewWorld
beforeAll(async () => { [world, reviews] = await Promise.all([ListsWorld.start(), ReviewWorld.start()]) })
afterAll(() => Promise.all([world.hub.stop(), reviews.hub.stop()]))

/** As large as the ledger before was: no laptop can have seen so much of the one that begins. */
const knownSize = 1_000

test('what was stated to the ledger from before a restore is told that the ledger is another, and never that it contradicts itself', async () => {
  const [decided, list, request] = [await world.ask(), await world.ask(), await world.approvals.ask('plain')]
  const again = world.decisionBody(decided, 'priya.nair')
  const { approvals } = world
  const outcome = reviews.outcomeBody(await reviews.reveal(), 'helen.marsh', { change: { knownSize } })
  const stated = {
    list: () => world.send(world.listBody({ change: { ...ofOld, knownSize } })),
    'list decision': () => world.decide(list, 'priya.nair', { change: { ...ofOld, knownSize } }),
    decision: () => approvals.decide(request, 'priya.nair', { change: { ...ofOld, knownSize } }),
    'a decision that was taken before': () => world.hub.asDevice(approvals.device('priya.nair'), contactListsApi.decideList, again),
    'the outcome of a review': () => reviews.send(outcome, 'helen.marsh'),
  }
  const ofOld = { epoch: world.hub.epoch }
  expect((await world.hub.asDevice(approvals.device('priya.nair'), contactListsApi.decideList, again)).json['state']).toBe('approved')
  for (const { hub } of [world, reviews]) {
    await hub.sql(`update epochs set database_identity = 'before the restore'`)
    await hub.restart()
  }
  for (const [name, state] of Object.entries(stated)) expect((await state()).json['code'], name).toBe('SYNC_EPOCH_CHANGED')
})
