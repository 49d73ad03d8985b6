import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { RequestOfEntry } from '../../../shared/ipc/define-contract'
import { NO_FILTERS } from '../../../shared/ipc/household-contract'
import type { revealContract } from '../../../shared/ipc/reveal-contract'
import { P256PublicJwkSchema } from '../../../shared/model/ids'
import { uuidV7 } from '../../../shared/model/uuid-v7'
import { PERSONAS, type PersonaName } from '../../../service/demo/personas'
import { rewriteJson, startFaultProxy, type FaultProxy } from '../../support/fault-proxy'
import { startService, type TestService } from '../../support/service'
import { configOf } from './config-of'
import { describeStatements } from './statement-cases'
import { StoreDriver } from './store-driver'

type Need = RequestOfEntry<typeof revealContract.request>
type Shape = Record<string, unknown>

const REASON = 'Confirming the caller before talking about the account'
const WIDE = { from: '2026-01-01', to: '2099-12-31' }
const NO_SEARCH = {
  officerId: null,
  purpose: null,
  period: null,
  outcome: null,
  kind: null,
  district: null,
  after: null,
  limit: 50,
}

let service: TestService
let hub: FaultProxy
let vault: FaultProxy
let officer: StoreDriver
let supervisor: StoreDriver
let lead: StoreDriver
let admin: StoreDriver
let reference: string
let need: Need

const enrolAs = async (persona: PersonaName): Promise<StoreDriver> => {
  const driver = await new StoreDriver({
    config: configOf(service, { hubUrl: hub.url, vaultUrl: vault.url }),
    persona,
  }).start()
  await driver.signInAndEnrol()
  await driver.call('sync', 'syncNow', {})
  return driver
}

beforeAll(async () => {
  service = await startService({ households: 60 })
  hub = await startFaultProxy(service.hubUrl)
  vault = await startFaultProxy(service.vaultUrl)
  officer = await enrolAs('officer')
  supervisor = await enrolAs('supervisor')
  lead = await enrolAs('ig-lead')
  admin = await enrolAs('admin')
  const { rows } = await officer.call('household', 'listWorklist', {
    filters: NO_FILTERS,
    sort: 'urgency',
    after: null,
    limit: 50,
  })
  const row = rows.find(({ isProtected }) => !isProtected)
  const purpose = (await officer.call('reveal', 'listPurposes', {})).purposes.find(({ code }) => code === 'own-contact')
  if (row === undefined || purpose === undefined) throw new Error('nothing to reveal')
  reference = row.reference
  const { household } = await officer.call('household', 'get', { householdId: row.householdId })
  const { kty, crv, x, y } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' })
  need = {
    requestId: uuidV7(Date.now(), randomBytes(10)),
    householdId: row.householdId,
    persons: household.members.slice(0, 1).map(({ personId }) => personId),
    purpose: purpose.code,
    wordingHash: purpose.wordingHash,
    reason: REASON,
    fieldGroups: ['identity'],
    windowKey: P256PublicJwkSchema.parse({ kty, crv, x, y }),
  }
  await officer.call('reveal', 'request', need)
  for (const [event, fieldGroup] of [
    ['shown', null],
    ['copied', 'identity'],
    ['re-masked', null],
  ] as const)
    await officer.call('reveal', 'record', { requestId: need.requestId, event, fieldGroup })
  await officer.call('sync', 'syncNow', {})
})
afterAll(async () => {
  for (const driver of [officer, supervisor, lead, admin]) await driver.stop()
  await hub.close()
  await vault.close()
  await service.stop()
})
beforeEach(() => {
  for (const proxy of [hub, vault]) {
    proxy.heal()
    proxy.forget()
  }
})

const whoLooked = () => lead.call('oversight', 'whoLooked', { reference, after: null, limit: 50 })

describe('review', () => {
  it('shows the supervisor what the own team revealed, in figures and words', async () => {
    const { reveals } = await supervisor.call('oversight', 'teamReveals', {
      period: WIDE,
      officerId: null,
      purpose: null,
      after: null,
      limit: 50,
    })
    expect(reveals).toMatchObject([
      { reference, reason: REASON, outcome: 'shown', copies: 1, purposeTitle: "Resident's own contact" },
    ])
    const { total, officers } = await supervisor.call('oversight', 'teamActivity', { period: WIDE })
    expect(total).toMatchObject({ reveals: 1, shown: 1, copies: 1 })
    expect(officers.find(({ officerId }) => officerId === 'amara.okafor')).toMatchObject({ reveals: 1 })
  })

  it('proves on the lead’s laptop each entry that is shown, and that it says what is shown', async () => {
    const { acts, ledgerSize } = await whoLooked()
    const [act] = acts
    if (act?.act !== 'reveal') throw new Error('no reveal')
    expect(act.look).toMatchObject({ proof: 'proved', reason: REASON, outcome: 'shown', displays: 1, copies: 1 })
    expect(act.events.map(({ event, proof }) => [event, proof])).toEqual([
      ['shown', 'proved'],
      ['copied', 'proved'],
      ['re-masked', 'proved'],
    ])
    expect(ledgerSize).toBeGreaterThanOrEqual(5)
    const { looks } = await lead.call('oversight', 'searchLedger', { ...NO_SEARCH, officerId: 'amara.okafor' })
    expect(looks).toHaveLength(4)
    expect(looks.every(({ proof }) => proof === 'proved')).toBe(true)
  })

  const forged: readonly (readonly [string, string, (answer: Shape) => unknown, string])[] = [
    [
      'the hub tells other words than were stated',
      '/oversight/household',
      (answer) => deep(answer, 'reason', 'Something quite different was said'),
      'unproved',
    ],
    [
      'the hub names somebody else',
      '/oversight/household',
      (answer) => deep(answer, 'officerId', 'tom.brennan'),
      'unproved',
    ],
    [
      'the hub names another purpose',
      '/oversight/household',
      (answer) => deep(answer, 'code', 'safeguarding-adult'),
      'unproved',
    ],
    [
      'the hub leaves out a group that was opened',
      '/oversight/household',
      (answer) => deep(answer, 'fieldGroups', ['address']),
      'unproved',
    ],
    ['the hub sends no evidence', '/oversight/evidence', () => ({ evidence: [] }), 'unproved'],
    [
      'the inclusion proof is another',
      '/oversight/evidence',
      (answer) => deep(answer, 'inclusionProof', [`${'A'.repeat(43)}=`]),
      'unproved',
    ],
    [
      'the leaf is another',
      '/oversight/evidence',
      (answer) => deep(answer, 'statedAt', '2020-01-01T00:00:00.000Z'),
      'unproved',
    ],
  ]
  it.each(forged)('does not call an entry proved when %s', async (_words, path, tamper, proof) => {
    expect((await firstLook()).proof).toBe('proved')
    hub.set(
      rewriteJson((body) => tamper(body as Shape)),
      path,
    )
    expect((await firstLook()).proof).toBe(proof)
  })

  it('says inconsistent when the ledger no longer continues what this laptop saw', async () => {
    await whoLooked()
    await officer.call('reveal', 'request', { ...need, requestId: uuidV7(Date.now(), randomBytes(10)) })
    hub.set(
      rewriteJson((body) => deep(body, 'consistencyProof', [`${'A'.repeat(43)}=`])),
      '/oversight/evidence',
    )
    expect((await firstLook()).proof).toBe('inconsistent')
    hub.heal()
    expect((await firstLook()).proof).toBe('proved')
  })

  const firstLook = async () => {
    const act = (await whoLooked()).acts.at(-1)
    if (act?.act !== 'reveal') throw new Error('no reveal')
    return act.look
  }

  it('needs a connection, and says so in words that fit', async () => {
    hub.set({ kind: 'refuse' })
    expect(await lead.refusal('oversight', 'whoLooked', { reference, after: null, limit: 5 })).toBe('OVERSIGHT_OFFLINE')
    expect(await lead.refusal('oversight', 'searchLedger', NO_SEARCH)).toBe('OVERSIGHT_OFFLINE')
    expect(await supervisor.refusal('oversight', 'teamActivity', { period: WIDE })).toBe('OVERSIGHT_OFFLINE')
    expect(await admin.refusal('admin', 'listDevices', { after: null, limit: 5 })).toBe('OVERSIGHT_OFFLINE')
  })

  it('is refused to every other role, and for what is no reference before anything is asked', async () => {
    for (const driver of [officer, supervisor, admin])
      expect(await driver.refusal('oversight', 'whoLooked', { reference, after: null, limit: 5 })).toBe(
        'ACCESS_ROLE_FORBIDDEN',
      )
    for (const driver of [officer, lead, admin])
      expect(await driver.refusal('oversight', 'teamActivity', { period: WIDE })).toBe('ACCESS_ROLE_FORBIDDEN')
    for (const driver of [officer, supervisor])
      expect(await driver.refusal('admin', 'listDevices', { after: null, limit: 5 })).toBe('ACCESS_ROLE_FORBIDDEN')
    hub.forget()
    expect(await lead.refusal('oversight', 'whoLooked', { reference: 'nonsense', after: null, limit: 5 })).toBe(
      'FIND_CRITERIA_INVALID',
    )
    expect(hub.passed.filter(({ path }) => path.startsWith('/oversight'))).toEqual([])
  })
})

describeStatements(() => ({ service, hub, officer, lead, reference, reason: REASON, enrolAs }))

describe('administration', () => {
  const laptopsOf = async (officerId: string) =>
    (await admin.call('admin', 'listDevices', { after: null, limit: 200 })).devices.filter(
      ({ owner }) => owner.officerId === officerId,
    )

  it('shows what intake loaded, as its runs reported it', async () => {
    const { runs } = await admin.call('admin', 'listIntakeRuns', { after: null, limit: 50 })
    expect(runs.length).toBeGreaterThanOrEqual(2)
    expect(Math.max(...runs.map(({ loaded }) => loaded))).toBeGreaterThan(0)
    // A small source may have nothing of these few households.
    for (const run of runs) expect(run.in).toBe(run.loaded + run.unchanged + run.rejected)
  })

  it('shows the signed purposes, verified here', async () => {
    const { purposes } = await admin.call('oversight', 'listPurposes', {})
    expect(purposes.map(({ code }) => code)).toContain('homelessness-prevention')
  })

  it('marks the laptop in use here, and does not revoke it', async () => {
    const [own] = await laptopsOf(PERSONAS.admin.officerId)
    expect(own?.isThis).toBe(true)
    expect(await admin.refusal('admin', 'revokeDevice', { deviceId: own?.deviceId ?? '' })).toBe('ADMIN_OWN_DEVICE')
    expect(vault.passed).toEqual([])
  })

  const postOf = (role: 'supervisor' | 'admin') => ({ role, team: PERSONAS.supervisor.team, district: PERSONAS.supervisor.district })

  it('changes nothing at the hub when the vault does not list the administrator', async () => {
    await admin.call('admin', 'changePerson', { ...withoutName(PERSONAS.supervisor), role: 'admin', from: postOf('supervisor') })
    const [target] = await laptopsOf(PERSONAS.officer.officerId)
    expect(await supervisor.refusal('admin', 'revokeDevice', { deviceId: target?.deviceId ?? '' })).toBe(
      'ADMIN_VAULT_REFUSED',
    )
    expect(hub.passed.filter(({ path }) => path === '/devices/revoke')).toEqual([])
    expect((await laptopsOf(PERSONAS.officer.officerId))[0]?.state).toBe('in-use')
    await admin.call('admin', 'changePerson', { ...withoutName(PERSONAS.supervisor), from: postOf('admin') })
  })

  it('revokes at the vault first; when the hub fails in between it says so, and once more mends it', async () => {
    const [target] = await laptopsOf(PERSONAS.officer.officerId)
    const deviceId = target?.deviceId ?? ''
    hub.set({ kind: 'refuse' }, '/devices/revoke')
    expect(await admin.refusal('admin', 'revokeDevice', { deviceId })).toBe('ADMIN_REVOKED_AT_VAULT_ONLY')
    const again = { ...need, requestId: uuidV7(Date.now(), randomBytes(10)) }
    expect(await officer.refusal('reveal', 'request', again), 'granted, and nothing opens').toBe(
      'ACCESS_DEVICE_REVOKED',
    )
    hub.heal()
    await admin.call('admin', 'revokeDevice', { deviceId })
    expect((await laptopsOf(PERSONAS.officer.officerId))[0]?.state).toBe('revoked')
    // It may have heard of it by itself meanwhile, and erased itself: then nothing is unlocked any more.
    expect(await officer.refusal('sync', 'syncNow', {})).toMatch(/^ACCESS_(DEVICE_REVOKED|LOCKED)$/)
  })
})

const withoutName = ({ officerId, role, team, district }: (typeof PERSONAS)[PersonaName]) => ({
  officerId,
  role,
  team,
  district,
})

/** The same answer with every field of that name changed. */
function deep(value: unknown, name: string, to: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => deep(item, name, to))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, key === name && inner !== null ? to : deep(inner, name, to)]),
  )
}
