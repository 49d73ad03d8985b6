import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { NO_FILTERS } from '../../../shared/ipc/household-contract'
import { uuidV7 } from '../../../shared/model/uuid-v7'
import { startService, type TestService } from '../../support/service'
import { configOf } from './config-of'
import { StoreDriver } from './store-driver'

const KWAME = { name: 'Kwame Asante-Boyd', dateOfBirth: '1989-09-27', addressLine: null, postcode: null }

let service: TestService
let amara: StoreDriver
let priya: StoreDriver
beforeAll(async () => {
  service = await startService({ households: 40 })
  const driver = async (persona: string) => {
    const started = await new StoreDriver({ config: configOf(service), persona }).start()
    await started.signInAndEnrol()
    await started.call('sync', 'syncNow', {})
    return started
  }
  amara = await driver('officer')
  priya = await driver('supervisor')
})
afterAll(async () => {
  for (const driver of [amara, priya]) await driver?.stop()
  await service?.stop()
})

const lookup = { purpose: 'own-contact', criteria: { name: KWAME.name, dateOfBirth: KWAME.dateOfBirth } } as const
const holds = async (driver: StoreDriver, householdId: string): Promise<boolean> => {
  await driver.call('sync', 'syncNow', {})
  return (await driver.call('household', 'listWorklist', { filters: NO_FILTERS, sort: 'urgency', after: null, limit: 200 })).rows.some((row) => row.householdId === householdId)
}

it('the whole way: declared on the laptop, refused by the vault at once, gone from the laptop when the courier was there, back when somebody else agrees', async () => {
  const found = await amara.call('household', 'lookup', lookup)
  if (found.outcome !== 'found') throw new Error('the scripted caller is not there')
  const { householdId } = found
  expect(await holds(amara, householdId)).toBe(true)

  const declarationId = uuidV7(Date.now(), randomBytes(10))
  const { declared } = await amara.call('circle', 'declare', { declarationId, kind: 'friend', words: KWAME })
  expect(declared).toMatchObject({ declarationId, kind: 'friend', state: 'standing' })
  expect(await amara.refusal('household', 'lookup', lookup)).toBe('CIRCLE_OWN')
  await amara.until(async () => !(await holds(amara, householdId)))
  expect(await amara.refusal('household', 'get', { householdId })).toBe('CIRCLE_OWN')
  expect(await holds(priya, householdId)).toBe(true)
  // What was tried is told to the supervisor, in figures.
  await priya.until(async () => (await priya.call('review', 'listAlerts', {})).alerts.some(({ kind, officer, reference }) => kind === 'own-circle' && officer === 'Amara Okafor' && reference === null))

  await amara.call('circle', 'askWithdrawal', { declarationId })
  const kept = (await priya.call('circle', 'listKept', {})).declarations
  expect(kept.find((each) => each.declarationId === declarationId)).toMatchObject({ officerId: 'amara.okafor', state: 'withdrawal-asked' })
  expect(JSON.stringify(kept)).not.toMatch(/Kwame|Asante|1989/)
  expect(await amara.refusal('circle', 'decide', { declarationId, agrees: true })).toBe('ACCESS_ROLE_FORBIDDEN')
  await priya.call('circle', 'decide', { declarationId, agrees: true })
  await amara.until(async () => holds(amara, householdId))
})

it('nothing of it is kept on the laptop: without a connection it is said, and the demonstration’s own declaration works', async () => {
  const declarationId = uuidV7(Date.now(), randomBytes(10))
  const tom = await new StoreDriver({ config: configOf(service), persona: 'outreach' }).start()
  await tom.signInAndEnrol()
  expect((await tom.call('circle', 'listOwn', {})).declarations).toMatchObject([{ kind: 'neighbour', state: 'standing' }])
  expect(await tom.refusal('household', 'lookup', { purpose: 'own-contact', criteria: { name: 'Harjit Bhandalwar', dateOfBirth: '1969-01-23' } })).toBe('CIRCLE_OWN')
  await tom.stop()
  await service.vault.stop()
  expect(await amara.refusal('circle', 'declare', { declarationId, kind: 'friend', words: KWAME })).toBe('CIRCLE_OFFLINE')
  expect(await amara.refusal('circle', 'declare', { declarationId, kind: 'friend', words: { ...KWAME, dateOfBirth: null } })).toBe('CIRCLE_WORDS_INVALID')
})
