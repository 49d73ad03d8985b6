import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { vaultApi } from '../../../shared/api/vault-api'
import { ControllerFolder } from '../../support/controller-files'
import { run } from '../../support/postgres'
import { identityRow } from './identity-row-factory'
import { TestHub, type RevealWish, type Tampering } from './test-hub'
import { startVaultWorld, type TestDevice, type VaultWorld } from './vault-world'

let world: VaultWorld
let controller: ControllerFolder
let device: TestDevice
let wish: RevealWish
let asMade: () => void

beforeAll(async () => {
  world = await startVaultWorld()
  controller = new ControllerFolder(path.dirname(world.files.bundleFile))
  const [minted] = await world.mint([identityRow({ row: 1, forenames: 'Wilma', surname: 'Testbourne', niNumber: 'QQ121212A' })])
  device = await world.enrol('officer')
  const { x = '', y = '' } = await exportJWK((await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true })).publicKey)
  const windowKey = { kty: 'EC', crv: 'P-256', x, y } as const
  wish = { persons: [minted?.personId ?? ''], householdId: minted?.householdId ?? '', fieldGroups: ['identity'], windowKey, thumbprint: await calculateJwkThumbprint(windowKey) }
  asMade = controller.keep()
})
afterAll(() => world.stop())
beforeEach(async () => {
  asMade()
  await run(world.database.adminUrl, 'truncate releases, lookups, signed_serials; delete from witnessed_checkpoints')
  await world.restart()
})

const release = async (hub: TestHub, tampering: Pick<Tampering<never, never>, 'grantKey' | 'checkpointKey'> = {}) => {
  const { status, problem } = await world.call(vaultApi.releaseDetails, await hub.reveal(device, wish, tampering), { device })
  return status === 200 ? 'opened' : [problem.code, problem.detail?.['check']]
}
const find = async (hub: TestHub, tampering: Pick<Tampering<never, never>, 'grantKey'>) => {
  const { status, problem } = await world.call(vaultApi.lookup, await hub.lookup(device, { niNumber: 'QQ121212A', name: 'Wilma Testbourne' }, tampering), { device })
  return status === 200 ? 'answered' : [problem.code, problem.detail?.['check']]
}
const starts = (): Promise<unknown> => world.restart().then(() => 'started', (error: unknown) => (error as { code?: string; name: string }).code ?? (error as Error).name)

describe('after a change of keys', () => {
  test('the retired grant key, which may have leaked, opens and finds nothing more; the new one does', async () => {
    const hub = new TestHub(world.files)
    const before = hub.key('hub-grant')
    const grantKey = await controller.change('hub-grant')
    await world.restart()
    expect(await release(hub, { grantKey: before })).toEqual(['REVEAL_GRANT_INVALID', 'grant-signature'])
    expect(await find(hub, { grantKey: before })).toEqual(['REVEAL_GRANT_INVALID', 'grant-signature'])
    expect(await release(hub, { grantKey })).toBe('opened')
    hub.vaultKnownSize = hub.tree.size
    expect(await find(hub, { grantKey })).toBe('answered')
  })

  test('a checkpoint by the retired key is no receipt of today', async () => {
    const hub = new TestHub(world.files)
    const before = hub.key('hub-checkpoint')
    const checkpointKey = await controller.change('hub-checkpoint')
    await world.restart()
    expect(await release(hub, { checkpointKey: before })).toEqual(['REVEAL_RECEIPT_INVALID', 'checkpoint-signature'])
    expect(await release(hub, { checkpointKey })).toBe('opened')
  })

  test('purposes are those of the key in use: what the retired one signs keeps the vault from starting', async () => {
    const former = controller.purposesKey
    const key = await controller.change('purposes')
    expect(await starts()).toBe('KEY_BUNDLE_INVALID')
    await controller.signPurposes((set) => set, key)
    expect(await starts(), 'the same set signed anew').toBe('started')
    await controller.signPurposes((set) => ({ ...set, serial: set.serial + 1 }), former)
    expect(await starts()).toBe('KEY_BUNDLE_INVALID')
  })
})

describe('what the controller signed goes forward only', () => {
  test('older purposes, which may open more, keep the vault from starting; so does another content under the same number', async () => {
    const older = controller.keep()
    await controller.signPurposes((set) => ({ ...set, serial: set.serial + 1 }))
    expect(await starts()).toBe('started')
    older()
    expect(await starts()).toBe('KEY_BUNDLE_INVALID')
    await controller.signPurposes((set) => ({ ...set, serial: set.serial + 1, purposes: set.purposes.map((purpose) => ({ ...purpose, approval: 'none' as const })) }))
    expect(await starts(), 'the same number, other content').toBe('KEY_BUNDLE_INVALID')
    await controller.signPurposes((set) => ({ ...set, serial: set.serial + 1 }))
    expect(await starts(), 'the next number').toBe('started')
  })

  test('an older key bundle, in which a retired key is in use again, keeps the vault from starting', async () => {
    const older = controller.keep()
    await controller.change('hub-grant')
    expect(await starts()).toBe('started')
    older()
    expect(await starts()).toBe('KEY_BUNDLE_INVALID')
  })
})

describe('the vault’s own keys', () => {
  const change = async (key: 'matchingKey' | 'keyEncryptionKey'): Promise<unknown> => {
    const kept = readFileSync(world.files.vaultKeysFile, 'utf8')
    const keys = JSON.parse(kept) as Record<string, unknown>
    writeFileSync(world.files.vaultKeysFile, JSON.stringify({ ...keys, [key]: Buffer.alloc(32, 7).toString('base64url') }))
    const answer = await starts()
    writeFileSync(world.files.vaultKeysFile, kept)
    return answer
  }

  test.each(['matchingKey', 'keyEncryptionKey'] as const)('with another %s it does not start: nobody would be known again, or nothing opened', async (key) => {
    expect(await change(key)).toBe('OtherKeysError')
    expect(await starts()).toBe('started')
  })

  test('a database that was filled before its keys were noted is held to what it holds', async () => {
    await run(world.database.adminUrl, 'truncate key_checks')
    expect(await change('keyEncryptionKey')).toBe('OtherKeysError')
    expect(await starts()).toBe('started')
  })
})
