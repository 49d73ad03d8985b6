import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { vaultApi } from '../../../shared/api/vault-api'
import type { PersonaName } from '../../../service/demo/personas'
import { VaultEnvironmentSchema } from '../../../service/vault/config'
import { run } from '../../support/postgres'
import { startVaultWorld, type TestDevice, type VaultWorld } from './vault-world'

let world: VaultWorld
let admin: TestDevice
beforeAll(async () => {
  world = await startVaultWorld(2, ['dev.patel'])
  admin = await world.enrol('admin')
})
afterAll(() => world.stop())

const revoke = (deviceId: string, device = admin) => world.call(vaultApi.revokeDevice, { deviceId }, { device })
const isOpen = async (device: TestDevice) => (await world.call(vaultApi.pushOperations, { operations: [] }, { device })).problem.code === 'REQUEST_INVALID'

test('an administrator whom the vault lists revokes a laptop: it can call no more, and its place is free', async () => {
  const [lost, other] = [await world.enrol('officer'), await world.enrol('officer')]
  await expect(world.enrol('officer')).rejects.toThrow('ACCESS_DEVICE_LIMIT')
  expect((await revoke(lost.deviceId)).body).toEqual({ deviceId: lost.deviceId })
  expect((await revoke(lost.deviceId)).status, 'twice is fine').toBe(200)
  expect((await world.call(vaultApi.pushOperations, { operations: [] }, { device: lost })).problem.code).toBe('ACCESS_DEVICE_REVOKED')
  expect(await isOpen(other)).toBe(true)
  expect(await run(world.database.adminUrl, 'select revoked_by, revoked_from from device_revocations')).toEqual([{ revoked_by: 'dev.patel', revoked_from: admin.deviceId }])
  expect(await isOpen(await world.enrol('officer'))).toBe(true)
})

test.each(['officer', 'outreach', 'supervisor', 'ig-lead'] as const satisfies readonly PersonaName[])('%s revokes nobody\'s laptop, not even the own one', async (persona) => {
  const [own, theirs] = [await world.enrol(persona, persona === 'officer' ? undefined : randomUUID()).catch(() => null), admin]
  const device = own ?? (await world.enrol('outreach'))
  expect((await revoke(theirs.deviceId, device)).problem).toMatchObject({ code: 'ACCESS_ROLE_FORBIDDEN' })
  expect((await revoke(device.deviceId, device)).problem).toMatchObject({ code: 'ACCESS_ROLE_FORBIDDEN' })
  expect(await isOpen(admin)).toBe(true)
})

test('the laptop in use, one that is not there, and a call without a proof are refused', async () => {
  expect((await revoke(admin.deviceId)).problem.code).toBe('ADMIN_OWN_DEVICE')
  expect((await revoke(randomUUID())).problem.code).toBe('NOT_FOUND')
  expect((await revoke('nonsense')).problem.code).toBe('REQUEST_INVALID')
  expect((await world.call(vaultApi.revokeDevice, { deviceId: randomUUID() }, { token: admin.token })).problem.code).toBe('ACCESS_DEVICE_PROOF_INVALID')
})

test('the service cannot take a revocation back, and lists no administrator unless told', async () => {
  const appUrl = await world.database.appUrl('casement_vault')
  for (const statement of ['delete from device_revocations', 'update device_revocations set revoked_at = now()']) await expect(run(appUrl, statement)).rejects.toThrow('permission denied')
  const env = { VAULT_DATABASE_URL: 'postgres://x', VAULT_KEYS_FILE: 'k', KEY_BUNDLE_FILE: 'b', PURPOSES_FILE: 'p', CONTROLLER_ROOT_KEY: '{"kty":"OKP","crv":"Ed25519","x":"AAAA"}', OIDC_ISSUER: 'http://127.0.0.1:1', PORT: '1' }
  expect(VaultEnvironmentSchema.parse(env).VAULT_ADMINISTRATORS).toEqual([])
  expect(VaultEnvironmentSchema.parse({ ...env, VAULT_ADMINISTRATORS: 'a.b,c.d' }).VAULT_ADMINISTRATORS).toEqual(['a.b', 'c.d'])
  expect(VaultEnvironmentSchema.safeParse({ ...env, VAULT_ADMINISTRATORS: 'Not An Id' }).success).toBe(false)
})
