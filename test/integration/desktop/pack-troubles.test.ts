import { randomBytes } from 'node:crypto'
import { exportJWK, generateKeyPair } from 'jose'
import type pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { MyPack } from '../../../shared/ipc/visit-pack-contract'
import type { HouseholdRecord } from '../../../shared/model/household'
import type { FieldGroup } from '../../../shared/model/codes'
import { P256PublicJwkSchema, type P256PublicJwk } from '../../../shared/model/ids'
import { uuidV7 } from '../../../shared/model/uuid-v7'
import { jsonAnswer, startFaultProxy, type FaultProxy } from '../../support/fault-proxy'
import { startService, type TestService } from '../../support/service'
import { configOf } from './config-of'
import { StoreDriver } from './store-driver'

const HOUR_MS = 3_600_000

let service: TestService
let hub: FaultProxy
let vault: FaultProxy
let worker: StoreDriver
let supervisor: StoreDriver
let database: pg.Client
let homes: HouseholdRecord[]
let windowKey: P256PublicJwk

beforeAll(async () => {
  service = await startService({ households: 120 })
  ;[hub, vault] = [await startFaultProxy(service.hubUrl), await startFaultProxy(service.vaultUrl)]
  database = await service.database('hub')
  worker = await new StoreDriver({ config: configOf(service, { hubUrl: hub.url, vaultUrl: vault.url }), persona: 'officer', hasOwnClock: true }).start()
  supervisor = await new StoreDriver({ config: configOf(service), persona: 'supervisor' }).start()
  for (const driver of [worker, supervisor]) {
    await driver.signInAndEnrol()
    await driver.call('sync', 'syncNow', {})
  }
  const { rows } = await database.query<{ document: string }>(
    "select document from households where not (document::jsonb ->> 'isProtected')::boolean and district = 'canterbury' and allocated_team = 'income-and-debt' order by reference limit 3",
  )
  homes = rows.map(({ document }) => JSON.parse(document) as HouseholdRecord)
  const { kty, crv, x, y } = await exportJWK((await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true })).publicKey)
  windowKey = P256PublicJwkSchema.parse({ kty, crv, x, y })
}, 240_000)
afterEach(() => {
  for (const proxy of [hub, vault]) proxy.heal()
})
afterAll(async () => {
  await database.end()
  for (const driver of [worker, supervisor]) await driver.stop()
  for (const proxy of [hub, vault]) await proxy.close()
  await service.stop()
})

async function wish(of: readonly HouseholdRecord[]) {
  const purpose = (await worker.call('reveal', 'listPurposes', {})).purposes.find(({ code }) => code === 'home-visit')!
  const at = (hours: number): string => new Date(Date.now() + hours * HOUR_MS).toISOString()
  return {
    requestId: uuidV7(Date.now(), randomBytes(10)), visits: of.map(({ householdId }) => ({ householdId, reason: 'To agree the repayment plan in person' })), whom: 'contactable' as const, purpose: 'home-visit', wordingHash: purpose.wordingHash,
    fieldGroups: ['identity', 'address', 'contact'] as FieldGroup[], outing: { from: at(-1), until: at(6), windowMinutes: 60 }, pack: null as string | null,
  }
}
/** Asked for, not decided. */
async function asked(of: readonly HouseholdRecord[]): Promise<string> {
  const packed = await wish(of)
  await worker.call('visitPack', 'ask', packed)
  return packed.requestId
}
async function approved(of: readonly HouseholdRecord[]): Promise<string> {
  const requestId = await asked(of)
  await approve(requestId)
  return requestId
}
async function approve(requestId: string): Promise<void> {
  const list = (await supervisor.call('contactList', 'listQueue', {})).lists.find((each) => each.requestId === requestId)!
  await supervisor.call('contactList', 'decide', { requestId, decision: 'approve', fieldGroups: list.fieldGroups, openForMinutes: list.openForMinutes, items: list.items.map(({ item }) => item), workForHours: list.workForHours, words: null })
}
async function packUp(requestId: string): Promise<void> {
  while (!(await worker.call('visitPack', 'seal', { requestId })).isDone);
}
async function packed(of: readonly HouseholdRecord[]): Promise<string> {
  const requestId = await approved(of)
  await packUp(requestId)
  return requestId
}
const pack = async (requestId: string, refresh = false): Promise<MyPack> => (await worker.call('visitPack', 'list', { refresh })).packs.find((each) => each.requestId === requestId)!
const statesOf = ({ permits }: MyPack): string[] => permits.map(({ state }) => state)

describe('a bad signal while packing', () => {
  it('an answer of the hub or the vault that was lost is asked for again: the ledger has no permit that is on no laptop', async () => {
    const requestId = await approved(homes.slice(0, 1))
    hub.set({ kind: 'cut', afterBytes: 0 }, '/reveals')
    expect(await worker.refusal('visitPack', 'seal', { requestId })).toMatch(/^(REVEAL_OFFLINE|HUB_RUBBISH)$/)
    hub.heal()
    vault.set({ kind: 'cut', afterBytes: 0 }, '/details')
    expect(await worker.refusal('visitPack', 'seal', { requestId })).toMatch(/^VAULT_/)
    vault.heal()
    await packUp(requestId)
    await worker.call('sync', 'syncNow', {})
    const whole = await pack(requestId, true)
    expect(statesOf(whole)).toEqual(['ready', 'ready'])
    expect(whole.account.map(({ revealId, state }) => [revealId, state])).toEqual(whole.permits.map(({ revealId }) => [revealId, 'sealed']))
  })

  it('a permit that came to no laptop is said to be unopened, and does not count as possibly seen', async () => {
    const requestId = await approved(homes.slice(0, 1))
    hub.set({ kind: 'cut', afterBytes: 0 }, '/reveals')
    expect(await worker.refusal('visitPack', 'seal', { requestId })).toMatch(/^(REVEAL_OFFLINE|HUB_RUBBISH)$/)
    hub.heal()
    // The laptop is locked meanwhile: nobody asks for that answer again.
    await worker.stop()
    await worker.start()
    await worker.unlock()
    await packUp(requestId)
    await worker.until(async () => {
      const { permits, account } = await pack(requestId, true)
      await worker.call('sync', 'syncNow', {})
      return account.length === 3 && account.every(({ revealId, state }) => state === (permits.some((permit) => permit.revealId === revealId) ? 'sealed' : 'unopened'))
    })
  })

  it('a visit that nothing can be sealed for any more does not keep the stops after it from being packed', async () => {
    const requestId = await approved(homes)
    const refused = jsonAnswer(403, { code: 'APPROVAL_USED', detail: {} })
    hub.set({ kind: 'rewrite', rewrite: (answer, body) => (body.includes(homes[0]!.householdId) ? refused : answer) }, '/reveals')
    let code = ''
    for (let tries = 0; code === '' && tries < 12; tries += 1) code = await worker.call('visitPack', 'seal', { requestId }).then(() => '', (error: { problem: { code: string } }) => error.problem.code)
    expect(code).toBe('APPROVAL_USED')
    expect((await pack(requestId)).permits.map(({ householdId }) => householdId)).toEqual([homes[1], homes[1], homes[2], homes[2]].map((home) => home!.householdId))
    // Said also after a lock, without signal: what is left out of it, and why. Sealed after all, it is left out no more.
    const leftOut = ['travel', 'door'].map((part) => ({ householdId: homes[0]!.householdId, part, code: 'APPROVAL_USED' }))
    await worker.stop()
    await worker.start()
    await worker.unlock()
    expect((await pack(requestId)).refused.toSorted((a, b) => b.part.localeCompare(a.part))).toEqual(leftOut)
    hub.heal()
    await packUp(requestId)
    expect((await pack(requestId)).refused).toEqual([])
  })
})

it('an answer that was overtaken says nothing newer: a pack that was approved and sealed meanwhile stays', async () => {
  const requestId = await asked(homes.slice(0, 1))
  let release = (): void => undefined
  hub.forget()
  hub.set({ kind: 'hold', until: new Promise<void>((resolve) => { release = resolve }) }, '/lists/mine')
  const late = worker.call('visitPack', 'list', { refresh: true })
  await new Promise((resolve) => setTimeout(resolve, 500)) // it was asked while the pack waited
  hub.heal()
  await approve(requestId)
  await packUp(requestId)
  release()
  await late
  expect(statesOf(await pack(requestId))).toEqual(['ready', 'ready'])
})

describe('a pack that is over before its time', () => {
  it('opens nothing once it was cancelled, also where the signal went in that moment', async () => {
    const requestId = await packed(homes.slice(0, 1))
    const { permits } = await pack(requestId)
    for (const path of ['/lists/mine', '/requests']) hub.set({ kind: 'refuse' }, path)
    await worker.call('contactList', 'cancel', { requestId })
    expect((await pack(requestId)).state).toBe('cancelled')
    expect(await worker.refusal('visitPack', 'open', { revealId: permits[0]!.revealId, windowKey })).toBe('PACK_NOT_HERE')
  })

  it('what a window still holds of it is neither shown again nor copied', async () => {
    const requestId = await packed(homes.slice(0, 1))
    const { revealId } = (await pack(requestId)).permits[1]!
    await worker.call('visitPack', 'open', { revealId, windowKey })
    await worker.call('reveal', 'record', { requestId: revealId, event: 'displayed-again', fieldGroup: null })
    await worker.call('visitPack', 'destroy', { requestId })
    expect(await worker.refusal('reveal', 'record', { requestId: revealId, event: 'displayed-again', fieldGroup: null })).toBe('REVEAL_GRANT_EXPIRED')
    expect(await worker.refusal('reveal', 'record', { requestId: revealId, event: 'copied', fieldGroup: 'contact' })).toBe('REVEAL_GRANT_EXPIRED')
    await worker.call('reveal', 'record', { requestId: revealId, event: 're-masked', fieldGroup: null })
  })

  it('a household that may not be in a pack any more is taken out of it, and the other stays', async () => {
    const requestId = await packed(homes.slice(0, 2))
    const { householdId } = homes[0]!
    const set = (isProtected: boolean) => database.query("update households set document = jsonb_set(document::jsonb, '{isProtected}', to_jsonb($2::boolean))::text where household_id = $1", [householdId, isProtected])
    await set(true)
    try {
      const { permits } = await pack(requestId, true)
      expect(permits.map((permit) => [permit.householdId === householdId, permit.state])).toEqual([[true, 'destroyed'], [true, 'destroyed'], [false, 'ready'], [false, 'ready']])
      expect(await worker.refusal('visitPack', 'open', { revealId: permits[0]!.revealId, windowKey })).toBe('PACK_NOT_HERE')
    } finally {
      await set(false)
    }
  })
})

it('asked for again after its answer was lost and the laptop was locked, a pack is asked for once; also when it was approved meanwhile', async () => {
  const first = await wish(homes.slice(0, 2))
  hub.set({ kind: 'cut', afterBytes: 0 }, '/lists')
  expect(await worker.refusal('visitPack', 'ask', first)).toMatch(/^(APPROVAL_OFFLINE|HUB_RUBBISH|HUB_UNREACHABLE)$/)
  hub.heal()
  await worker.stop()
  await worker.start()
  await worker.unlock()
  // The window is a new one and has a new id; the plan is the draft's.
  const again = async () => worker.call('visitPack', 'ask', { ...first, requestId: uuidV7(Date.now(), randomBytes(10)) })
  expect(await again()).toEqual({ state: 'waiting', requestId: first.requestId })
  await approve(first.requestId)
  expect(await again()).toEqual({ state: 'approved', requestId: first.requestId })
  const same = (await worker.call('visitPack', 'list', { refresh: true })).packs.filter(({ outing }) => outing.from === first.outing.from)
  expect(same.map(({ requestId }) => requestId)).toEqual([first.requestId])
  await worker.call('contactList', 'cancel', { requestId: first.requestId })
  const anew = await again()
  expect([anew.state, anew.requestId === first.requestId]).toEqual(['waiting', false])
})

describe('destroyed by hand', () => {
  it('without signal, with its emergency permits; nothing is sealed of it any more, and each permit is accounted for at the next sync', async () => {
    const requestId = await packed(homes.slice(0, 2))
    const purpose = (await worker.call('reveal', 'listPurposes', {})).purposes.find(({ code }) => code === 'safeguarding-adult')!
    const visits = await pack(requestId)
    const emergencies = uuidV7(Date.now(), randomBytes(10))
    await worker.call('visitPack', 'ask', { ...(await wish(homes.slice(0, 2))), requestId: emergencies, pack: requestId, outing: visits.outing, purpose: purpose.code, wordingHash: purpose.wordingHash, fieldGroups: purpose.usualFieldGroups })
    await approve(emergencies)
    await worker.call('visitPack', 'seal', { requestId: emergencies }) // one of two
    for (const proxy of [hub, vault]) proxy.set({ kind: 'refuse' })
    await worker.call('visitPack', 'open', { revealId: visits.permits[0]!.revealId, windowKey })
    expect(await worker.refusal('visitPack', 'destroy', { requestId: uuidV7(Date.now(), randomBytes(10)) })).toBe('NOT_FOUND')
    await worker.call('visitPack', 'destroy', { requestId })
    await worker.call('visitPack', 'destroy', { requestId }) // asked twice, done once
    expect(statesOf(await pack(requestId))).toEqual(['used', 'destroyed', 'destroyed', 'destroyed'])
    expect([statesOf(await pack(emergencies)), (await pack(emergencies)).destroyedAt === null]).toEqual([['destroyed'], false])
    for (const { revealId } of visits.permits) expect(await worker.refusal('visitPack', 'open', { revealId, windowKey })).toBe('PACK_NOT_HERE')
    // What was written for its visits waits to be sent, and its stops can be worked on.
    await worker.call('household', 'addContact', { householdId: homes[0]!.householdId, channel: 'visit', outcome: 'no-answer', note: 'Nobody in, left the letter', aboutPersonId: null, nextAction: null })
    await worker.call('contactList', 'setStep', { requestId, householdId: homes[0]!.householdId, step: 'done', skipReason: null })
    for (const proxy of [hub, vault]) proxy.heal()
    for (const id of [requestId, emergencies]) expect(await worker.refusal('visitPack', 'seal', { requestId: id })).toBe('PACK_NOT_HERE')
    await worker.until(async () => {
      await worker.call('sync', 'syncNow', {})
      return (await pack(emergencies, true)).account.every(({ state }) => state === 'unopened')
    })
    expect((await pack(requestId, true)).account.map(({ state }) => state)).toEqual(['opened', 'unopened', 'unopened', 'unopened'])
    expect((await worker.call('sync', 'listOutbox', {})).items).toEqual([])
    expect((await pack(requestId)).items[0]?.step?.step).toBe('done')
  })

  it('while it is packed: what was under way is not kept, and is said to be unopened', async () => {
    const requestId = await approved(homes.slice(0, 1))
    let release = (): void => undefined
    vault.set({ kind: 'hold', until: new Promise<void>((resolve) => { release = resolve }) }, '/details')
    hub.forget()
    const late = worker.refusal('visitPack', 'seal', { requestId })
    await worker.until(async () => (await Promise.resolve(hub.passed)).some(({ path }) => path.startsWith('/lists/evidence'))) // granted, and asked of the vault
    await worker.call('visitPack', 'destroy', { requestId })
    vault.heal()
    release()
    expect(await late).toBe('PACK_NOT_HERE')
    expect((await pack(requestId)).permits).toEqual([])
    await worker.until(async () => {
      await worker.call('sync', 'syncNow', {})
      const { account } = await pack(requestId, true)
      return account.length === 1 && account[0]?.state === 'unopened'
    })
  })
})
