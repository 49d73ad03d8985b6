import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openKeyBundle, NO_KEYS_BEFORE } from '../../../main/keys/key-bundle'
import { rotateKey } from '../../../service/controller/rotate-key'
import type { HubKeys } from '../../../service/hub/hub-keys'
import { LeaseSchema } from '../../../shared/model/lease'
import { HubHarness } from '../hub/hub-harness'
import { LeaseLaptop } from './lease-laptop'

let hub: HubHarness
let laptop: LeaseLaptop
/** What the hub signed by before: whoever has stolen it signs on. */
let stolen: HubKeys

beforeAll(async () => {
  hub = await HubHarness.start({ deviceAllowance: 1_000 })
})
afterAll(() => hub.stop())
beforeEach(async () => {
  laptop = await LeaseLaptop.enrol(hub, 'amara.okafor')
  await laptop.keeper.renewInPassing()
  stolen = hub.hub.services.keys
  await rotateKey({ folder: hub.folder, rootFile: path.join(hub.folder, 'controller-root.json'), use: 'hub-grant' }, Date.now())
  await hub.restart()
  return () => laptop.remove()
})

const kidOfLease = (): string => (JSON.parse(Buffer.from(laptop.leases.find()?.signed.split('.')[0] ?? '', 'base64url').toString()) as { kid: string }).kid
const inUse = (): string => hub.hub.services.bundle.active('hub-grant').kid

test('a laptop that has heard of nothing works on; at the contact that brings the new bundle it has a new lease, however young the old one was', async () => {
  expect(kidOfLease()).not.toBe(inUse())
  await laptop.keeper.requireRunning()
  await laptop.fetchKeys(hub)
  await expect(laptop.keeper.requireRunning(), 'a lease by the retired key opens nothing').rejects.toMatchObject({ code: 'LEASE_OVER' })
  await laptop.keeper.renewInPassing()
  expect(kidOfLease()).toBe(inUse())
  await laptop.keeper.requireRunning()
})

test('a lease that the retired key signs is not taken, though it answers this very question', async () => {
  await laptop.fetchKeys(hub)
  await laptop.keeper.renewInPassing()
  const before = laptop.leases.find()?.signed
  laptop.lie = async ({ nonce }) => {
    const { lease } = await laptop.hub.lease({ nonce })
    const claims = LeaseSchema.parse(JSON.parse(Buffer.from(lease.split('.')[1] ?? '', 'base64url').toString()))
    return { lease: await stolen.signGrant({ ...claims, cacheUntil: new Date(Date.now() + 300 * 86_400_000).toISOString() }) }
  }
  await expect(laptop.keeper.renew()).rejects.toMatchObject({ code: 'KEY_RETIRED' })
  expect(laptop.leases.find()?.signed).toBe(before)
})

test('the laptop takes no bundle of before again, in which the stolen key is in use', async () => {
  const before = await laptop.hub.keys({})
  await rotateKey({ folder: hub.folder, rootFile: path.join(hub.folder, 'controller-root.json'), use: 'hub-grant' }, Date.now())
  await hub.restart()
  await laptop.fetchKeys(hub)
  await openKeyBundle(before, hub.config.controllerRootKey, NO_KEYS_BEFORE)
  await expect(openKeyBundle(before, hub.config.controllerRootKey, laptop.trusted)).rejects.toMatchObject({ code: 'KEY_BUNDLE_INVALID' })
})
