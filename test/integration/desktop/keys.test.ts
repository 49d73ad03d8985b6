import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { NO_FILTERS } from '../../../shared/ipc/household-contract'
import { P256PublicJwkSchema } from '../../../shared/model/ids'
import { uuidV7 } from '../../../shared/model/uuid-v7'
import { ControllerFolder } from '../../support/controller-files'
import { rewriteJson, startFaultProxy, type FaultProxy } from '../../support/fault-proxy'
import { startService, type TestService } from '../../support/service'
import { configOf } from './config-of'
import { StoreDriver } from './store-driver'

let service: TestService
let hub: FaultProxy
let driver: StoreDriver
let controller: ControllerFolder
let householdId: string
let persons: string[]

beforeAll(async () => {
  service = await startService({ households: 60 })
  controller = new ControllerFolder(path.join(service.dataDir, 'keys'))
  hub = await startFaultProxy(service.hubUrl)
  driver = await new StoreDriver({ config: configOf(service, { hubUrl: hub.url }) }).start()
  await driver.signInAndEnrol()
  await driver.call('sync', 'syncNow', {})
  const { rows } = await driver.call('household', 'listWorklist', { filters: NO_FILTERS, sort: 'urgency', after: null, limit: 50 })
  householdId = rows.find(({ isProtected }) => !isProtected)?.householdId ?? ''
  persons = (await driver.call('household', 'get', { householdId })).household.members.slice(0, 1).map(({ personId }) => personId)
})
afterAll(async () => {
  await driver.stop()
  await hub.close()
  await service.stop()
})

const ownContact = async () => {
  const purpose = (await driver.call('reveal', 'listPurposes', {})).purposes.find(({ code }) => code === 'own-contact')
  if (purpose === undefined) throw new Error('no such purpose')
  return purpose
}
const need = async () => {
  const { kty, crv, x, y } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' })
  const { code, wordingHash } = await ownContact()
  return {
    requestId: uuidV7(Date.now(), randomBytes(10)), householdId, persons, purpose: code, wordingHash, reason: 'Confirming the caller before talking about the account', fieldGroups: ['identity' as const],
    windowKey: P256PublicJwkSchema.parse({ kty, crv, x, y }),
  }
}
/** Both services by what the controller has signed meanwhile; the laptop has no round of sync that would notice. */
const restart = async (): Promise<void> => {
  for (const part of [service.hub, service.vault]) {
    await part.stop()
    await part.start()
  }
  hub.forget()
}
const wereFetched = (): boolean => hub.passed.some(({ path: called }) => called === '/keys')

test('whoever works on while the services change their keys reveals with the new ones', async () => {
  for (const use of ['hub-grant', 'hub-checkpoint'] as const) {
    await controller.change(use)
    await restart()
    expect([use, (await driver.call('reveal', 'request', await need())).outcome]).toEqual([use, 'granted'])
    expect(wereFetched()).toBe(true)
  }
}, 120_000)

const newWording = (version: number, wording: string) =>
  controller.signPurposes((set) => ({ ...set, serial: set.serial + 1, purposes: set.purposes.map((purpose) => (purpose.code === 'own-contact' ? { ...purpose, version, wording } : purpose)) }))

test('after a new wording the old one is refused once, and the list is the one that the hub works with', async () => {
  const stated = await need()
  await newWording(3, 'I am speaking to the resident now.')
  await restart()
  expect(await driver.refusal('reveal', 'request', stated)).toBe('REVEAL_PURPOSE_OUTDATED')
  expect((await ownContact()).wording).toBe('I am speaking to the resident now.')
  expect((await driver.call('reveal', 'request', await need())).outcome).toBe('granted')
}, 120_000)

test('purposes older than those that the laptop has are not taken, though the controller signed them once', async () => {
  const file = path.join(service.dataDir, 'keys', 'purposes.jws')
  const [older, stated] = [readFileSync(file, 'utf8').trim(), await need()]
  await newWording(4, 'I am speaking to the resident at this moment.')
  await restart()
  expect(await driver.refusal('reveal', 'request', stated)).toBe('REVEAL_PURPOSE_OUTDATED')
  expect((await ownContact()).wording).toBe('I am speaking to the resident at this moment.')
  hub.set(rewriteJson((body) => ({ ...(body as object), purposes: older })), '/keys')
  await newWording(5, 'I am speaking to them.')
  await restart()
  expect(await driver.refusal('reveal', 'request', await need())).toBe('REVEAL_PURPOSE_OUTDATED')
  expect(wereFetched()).toBe(true)
  expect((await ownContact()).wording, 'neither the older nor, for want of an answer, the newer').toBe('I am speaking to the resident at this moment.')
  hub.heal()
}, 120_000)
