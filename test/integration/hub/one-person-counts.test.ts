import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { hubApi } from '../../../shared/api/hub-api'
import { makeReference } from '../../../shared/model/reference'
import { requestReveal } from '../../../service/hub/domain/request-reveal'
import { shippedLimits, type Limits } from '../../../service/hub/policy/limits'
import { listAlerts } from '../../../service/hub/repositories/alert-repository'
import { ApprovalsWorld } from './approvals-world'

const ACCOUNTS = ['counted.first', 'counted.second'] as const
const ALONE = 'amara.okafor'

let world: ApprovalsWorld
beforeAll(async () => {
  world = await ApprovalsWorld.start()
  for (const account of ACCOUNTS) {
    await world.hub.sql(`insert into officers values ($1, 'Coun Ted', 'officer', 'customer-contact', 'canterbury')`, [account])
    ;(world.devices as Map<string, unknown>).set(account, await world.hub.enrol(account))
  }
  await world.hub.sql(`insert into officer_persons select unnest($1::text[]), $2, 'dev.patel', now()`, [ACCOUNTS, 'b'.repeat(32)])
})
afterAll(() => world.hub.stop())
beforeEach(async () => {
  limit(shippedLimits())
  await world.hub.sql('truncate reveal_decisions, lookup_decisions, household_accesses, alerts, review_tasks, emergency_uses, access_requests cascade')
})

const limit = (change: Partial<Limits>) => Object.assign(world.hub.hub.services.limits, change)
const services = (perHour: number) => {
  const { services: all } = world.hub.hub
  return { ...all, purposes: { ...all.purposes, set: { ...all.purposes.set, revealBudget: { ...all.purposes.set.revealBudget, perHour } } } }
}
const callerOf = (officerId: string) => {
  const { deviceId, signingKey } = world.device(officerId)
  return { officerId, deviceId, signingKey, signedInAt: null }
}
const reveal = (officerId: string, perHour: number): Promise<string> => {
  const { householdId, members } = world.plain
  const body = world.device(officerId).revealBody({ epoch: world.hub.epoch, purpose: world.hub.purpose('debt-advice'), householdId, persons: [members[0]!.personId] })
  return requestReveal(services(perHour), callerOf(officerId), hubApi.requestReveal.request.parse(body)).then(({ outcome }) => outcome, (error: unknown) => (error as { code: string }).code)
}
const find = async (officerId: string): Promise<unknown> => {
  const device = world.device(officerId)
  const { json } = await world.hub.asDevice(device, hubApi.requestLookup, device.lookupBody({ epoch: world.hub.epoch, purpose: world.hub.purpose() }))
  return json['code'] ?? 'allow'
}
const open = async (officerId: string): Promise<unknown> => (await world.hub.asDevice(world.device(officerId), hubApi.openHousehold, { reference: makeReference([0, 1, 2, 3, 4, 5]) })).json['code']
const need = async (officerId: string): Promise<unknown> => {
  const { json } = await world.reveal(world.need('plain', officerId), officerId)
  return json['code'] ?? json['outcome']
}
/** So many, under the two accounts in turn, all at the same moment. */
const together = <T>(count: number, ask: (officerId: string) => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: count }, (_, n) => ask(ACCOUNTS[n % 2]!)))
const countOf = (answers: readonly unknown[], what: string): number => answers.filter((answer) => answer === what).length

test('the budget of reveals is a person’s: two accounts have one, also at the same moment', async () => {
  const answers = await together(10, (officerId) => reveal(officerId, 4))
  expect([countOf(answers, 'allow'), countOf(answers, 'REVEAL_SIGN_IN_NEEDED')]).toEqual([4, 6])
  expect(await reveal(ALONE, 4), 'a colleague').toBe('allow')
})

test('look-ups, references that were tried, what is refused, and what waits are counted for the person too', async () => {
  limit({ lookupsPerHour: 3 })
  const found = await together(8, find)
  expect([countOf(found, 'allow'), countOf(found, 'FIND_CAP_REACHED')]).toEqual([3, 5])
  limit({ missedOpensPerHour: 3 })
  const opened = await together(8, open)
  expect([countOf(opened, 'NOT_FOUND'), countOf(opened, 'FIND_CAP_REACHED')]).toEqual([3, 5])
  limit({ waitingRequests: 3 })
  const waiting = await together(8, need)
  expect([countOf(waiting, 'needs-approval'), countOf(waiting, 'APPROVAL_TOO_MANY_WAITING')]).toEqual([3, 5])
  limit({ ...shippedLimits(), refusedPerHour: 5 })
  const refused = await together(6, need)
  expect([countOf(refused, 'needs-approval'), countOf(refused, 'REVEAL_TOO_MANY_REFUSED')]).toEqual([2, 4])
  limit({ refusedPerHour: 2, lookupsPerHour: 1 })
  expect(await Promise.all([find(ALONE), open(ALONE), need(ALONE)]), 'a colleague').toEqual(['allow', 'NOT_FOUND', 'needs-approval'])
})

test('a household that was looked at three times under two accounts is told of as one person’s repeats', async () => {
  for (const officerId of [ACCOUNTS[0], ACCOUNTS[1], ACCOUNTS[0]]) expect(await reveal(officerId, 40)).toBe('allow')
  const alerts = await listAlerts(world.hub.hub.services.db, 'priya.nair', { kind: 'team', team: 'customer-contact', district: 'canterbury' }, new Date(), 50)
  expect(alerts.filter(({ kind }) => kind === 'never-allocated-repeats').map(({ figures }) => figures.count)).toEqual([3])
})
