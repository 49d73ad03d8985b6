import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { vaultApi } from '../../../shared/api/vault-api'
import { P256PublicJwkSchema } from '../../../shared/model/ids'
import type { RelatedRevealRequest } from '../../../shared/model/reveal'
import { EMERGENCY_PURPOSES } from '../../../shared/purposes/emergency-purposes'
import { EMERGENCY_CHECKS } from '../../../service/vault/domain/checks/emergency-checks'
import { RELEASE_CHECKS } from '../../../service/vault/domain/checks/release-checks'
import { run } from '../../support/postgres'
import { identityRow } from './identity-row-factory'
import { TestHub } from './test-hub'
import { startVaultWorld, type TestDevice, type VaultWorld } from './vault-world'

let world: VaultWorld
let hub: TestHub
let officers: TestDevice[]
let guarded: { person: string; household: string }
let windowKey: { kty: 'EC'; crv: 'P-256'; x: string; y: string }
let thumbprint: string

beforeAll(async () => {
  world = await startVaultWorld()
  await world.restart()
  officers = [await world.enrol('officer'), await world.enrol('outreach'), await world.enrol('supervisor')]
  const minted = await world.mint([identityRow({ row: 1, forenames: 'Gerda', lines: ['2 Invented Street'], isProtected: true })])
  guarded = { person: String(minted[0]?.personId), household: String(minted[0]?.householdId) }
  const { publicKey } = await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true })
  const { kty, crv, x, y } = await exportJWK(publicKey)
  windowKey = P256PublicJwkSchema.parse({ kty, crv, x, y })
  thumbprint = await calculateJwkThumbprint(windowKey)
  hub = new TestHub(world.files)
})
afterAll(() => world.stop())

/** As an honest laptop signs an emergency and a hub grants it, but for what is reached into. */
const body = (device: TestDevice, wish: Readonly<{ purpose?: string; reach?: (request: RelatedRevealRequest) => void }> = {}) =>
  hub.reveal(device, { persons: [guarded.person], householdId: guarded.household, fieldGroups: ['identity'], windowKey, thumbprint, purpose: wish.purpose ?? 'safeguarding-adult' }, {
    request: (request) => { request.emergency = true; wish.reach?.(request) },
  })

async function release(device: TestDevice, sent: Awaited<ReturnType<typeof body>>) {
  const first = await world.call(vaultApi.releaseDetails, { ...sent, approval: null }, { device })
  const size = first.problem.code === 'VAULT_PROOF_NEEDED' ? first.problem.detail['knownSize'] : undefined
  const answer = typeof size === 'number'
    ? await world.call(vaultApi.releaseDetails, { ...sent, approval: null, evidence: { ...sent.evidence, vaultKnownSize: size, vaultConsistencyProof: hub.consistency(size, sent.evidence.receipt.treeSize) } }, { device })
    : first
  if (answer.status === 200) hub.vaultKnownSize = answer.body.ledgerSize
  return answer
}
const without = (name: string) => ({ ...RELEASE_CHECKS, decision: RELEASE_CHECKS.decision.filter((check) => check.name !== name) })

test('a signed emergency opens protected people without approval, and the vault counts by itself: three in a day', async () => {
  const [officer] = officers as [TestDevice]
  const first = await body(officer)
  expect((await release(officer, first)).status).toBe(200)
  expect((await release(officer, first)).status).toBe(200) // a lost answer fetched again is no second use
  for (let n = 0; n < 2; n += 1) expect((await release(officer, await body(officer))).status).toBe(200)
  expect((await release(officer, await body(officer))).problem.code).toBe('EMERGENCY_QUOTA_USED')
  expect(await run(world.database.adminUrl, 'select 1 from emergency_releases where officer_id = $1', [officer.officerId])).toHaveLength(3)
  await run(world.database.adminUrl, `update emergency_releases set released_at = released_at - interval '25 hours'`)
  expect((await release(officer, await body(officer))).status).toBe(200)
})

test('each check matters: a hub that grants what it should not is stopped by it, and by nothing else', async () => {
  const [, officer] = officers as [TestDevice, TestDevice]
  const attacks = [
    { guard: 'emergency-purpose', make: () => body(officer, { purpose: 'debt-advice' }) },
    { guard: 'emergency-not-sealed', make: () => body(officer, { reach: (request) => void Object.assign(request, { v: 4, permit: { requestId: '0192f000-0000-7000-8000-000000000002', grantId: '0192f000-0000-4000-8000-000000000003' } }) }) },
    { guard: 'approval-present', make: () => body(officer, { reach: (request) => { request.emergency = false } }) },
  ]
  for (const { guard, make } of attacks) {
    expect((await release(officer, await make())).problem.detail['check'] ?? guard).toBe(guard)
    await world.restart({ releaseChecks: without(guard) })
    expect((await release(officer, await make())).status, guard).toBe(200)
    await world.restart()
  }
  for (let n = 0; n < 3; n += 1) await release(officer, await body(officer))
  expect((await release(officer, await body(officer))).problem.code).toBe('EMERGENCY_QUOTA_USED')
  await world.restart({ releaseChecks: without('emergency-quota') })
  expect((await release(officer, await body(officer))).status).toBe(200)
  await world.restart()
})

test('an emergency that also names an approval opens nothing', async () => {
  const [, , officer] = officers as [TestDevice, TestDevice, TestDevice]
  const sent = await body(officer, { reach: (request) => { request.approval = { requestId: '0192f000-0000-7000-8000-000000000001', decisions: ['a'.repeat(64)] } } })
  expect((await release(officer, sent)).problem.detail['check']).toBe('emergency-alone')
})

test('the vault’s own list of purposes is the window’s', () => {
  const check = EMERGENCY_CHECKS.find(({ name }) => name === 'emergency-purpose')
  const passes = (code: string): boolean => {
    try {
      void check?.check({ signed: { payload: { v: 3, emergency: true, approval: null, purpose: { code } } } } as never)
      return true
    } catch {
      return false
    }
  }
  for (const code of [...EMERGENCY_PURPOSES, 'homelessness-prevention', 'own-contact', 'court-or-law-enforcement']) expect([code, passes(code)]).toEqual([code, EMERGENCY_PURPOSES.includes(code)])
})
