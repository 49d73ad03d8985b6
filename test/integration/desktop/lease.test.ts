import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CacheTerm, dropOldCache } from '../../../main/keys/cache-term'
import { WrapStore } from '../../../main/keys/wrap-store'
import { OutboxRepository } from '../../../main/store/repositories/outbox-repository'
import { HubHarness } from '../hub/hub-harness'
import { LeaseLaptop } from './lease-laptop'
import { everyByteOf } from './sealed-bytes'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const OVER = expect.objectContaining({ code: 'LEASE_OVER' }) as Error

let hub: HubHarness
let laptop: LeaseLaptop
let offset = 0
beforeAll(async () => {
  hub = await HubHarness.start({ deviceAllowance: 1_000, clock: { now: () => Date.now() + offset } })
})
afterAll(() => hub.stop())
beforeEach(async () => {
  offset = 0
  laptop = await LeaseLaptop.enrol(hub, 'amara.okafor')
})
afterEach(() => laptop.remove())

const signed = () => laptop.leases.find()?.signed
const refused = async (code: string) => {
  const before = [signed(), laptop.sureTime.now()]
  await expect(laptop.keeper.renew()).rejects.toMatchObject({ code })
  expect([signed(), laptop.sureTime.now()], 'neither lease nor time is taken').toEqual(before)
}

describe('a lease', () => {
  it('comes at contact, lets details open offline for 72 hours, is kept over a restart, and is over after that', async () => {
    await expect(laptop.keeper.requireRunning()).rejects.toThrow(OVER)
    expect(laptop.keeper.view()).toEqual({ state: 'none', expiresAt: null, cacheUntil: null })
    await laptop.keeper.renew()
    await laptop.keeper.requireRunning()
    laptop.close()
    laptop.open()
    laptop.pass(59 * HOUR_MS)
    await laptop.keeper.requireRunning()
    expect(laptop.keeper.view().state).toBe('runs')
    laptop.pass(12 * HOUR_MS)
    expect(laptop.keeper.view().state).toBe('ends-soon')
    laptop.pass(2 * HOUR_MS)
    await expect(laptop.keeper.requireRunning()).rejects.toThrow(OVER)
    expect(laptop.keeper.view().state).toBe('over')
    offset = 73 * HOUR_MS
    await laptop.keeper.renew()
    await laptop.keeper.requireRunning()
  })

  it('is over by the time that is certain, whatever the wall clock is set to', async () => {
    await laptop.keeper.renew()
    laptop.pass(73 * HOUR_MS)
    laptop.clock.wall -= 73 * HOUR_MS
    await expect(laptop.keeper.requireRunning()).rejects.toThrow(OVER)
  })

  it('sets the laptop’s clock right by its signed time', async () => {
    laptop.clock.wall -= 5 * HOUR_MS
    laptop.close()
    laptop.open()
    await laptop.keeper.renew()
    expect(Math.abs(laptop.sureTime.now() - Date.now())).toBeLessThan(60_000)
  })

  it('is taken only from the hub, for this laptop and officer, and as the answer to its own question', async () => {
    await laptop.keeper.renew()
    const real = laptop.hub.lease
    const other = await LeaseLaptop.enrol(hub, 'amara.okafor')
    const nonce = randomBytes(32).toString('base64url')
    const late = await real({ nonce })
    const lies: [LeaseLaptop['lie'], string][] = [
      [async (request) => ({ lease: (await real(request)).lease.replace(/.{8}$/, 'AAAAAAAA') }), 'KEY_BUNDLE_INVALID'],
      [(request) => other.hub.lease(request), 'HUB_RUBBISH'],
      [() => Promise.resolve(late), 'HUB_RUBBISH'],
      // Signed by the hub, and something else: a grant would be of another `typ`.
      [async () => ({ lease: await hub.hub.services.keys.signGrant({ v: 1, type: 'wipe-order', deviceId: laptop.deviceId, nonce, endedAt: new Date().toISOString() }) }), 'KEY_BUNDLE_INVALID'],
    ]
    try {
      for (const [lie, code] of lies) {
        laptop.lie = lie
        await refused(code)
      }
    } finally {
      other.remove()
    }
  })

  it('of a hub whose clock ran ahead is healed by its next answer', async () => {
    offset = 48 * HOUR_MS
    await laptop.keeper.renew()
    const ahead = laptop.keeper.view().expiresAt ?? ''
    offset = 0
    await laptop.keeper.renew()
    expect(Date.parse(ahead) - Date.parse(laptop.keeper.view().expiresAt ?? '')).toBeGreaterThan(47 * HOUR_MS)
    expect(laptop.keeper.view().state).toBe('runs')
  })

  it('that somebody wrote into kept.db by hand opens nothing', async () => {
    await laptop.keeper.renew()
    const far = new Date(Date.now() + 300 * DAY_MS).toISOString()
    laptop.kept.run('UPDATE leases SET expires_at = ?, cache_until = ?', [far, far])
    laptop.pass(73 * HOUR_MS)
    await expect(laptop.keeper.requireRunning(), 'the signed text counts').rejects.toThrow(OVER)
    const [head = '', , tail = ''] = (signed() ?? '').split('.')
    const claims = { v: 1, type: 'lease', officerId: laptop.officerId, deviceId: laptop.deviceId, nonce: 'n'.repeat(43), issuedAt: new Date().toISOString(), expiresAt: far, cacheUntil: far, chainLength: 0 }
    laptop.kept.run('UPDATE leases SET signed = ?', [`${head}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${tail}`])
    await expect(laptop.keeper.requireRunning()).rejects.toThrow(OVER)
  })

  it('is not asked for at each round of sync, and trouble with it ends no round', async () => {
    let asked = 0
    laptop.lie = (request) => { asked += 1; return laptop.hub.lease(request) }
    await laptop.keeper.renewInPassing()
    await laptop.keeper.renewInPassing()
    expect(asked).toBe(1)
    laptop.pass(11 * 60_000)
    await laptop.keeper.renewInPassing()
    expect(asked).toBe(2)
    laptop.pass(HOUR_MS)
    laptop.lie = () => Promise.reject(new Error('no signal'))
    await laptop.keeper.renewInPassing()
    expect(laptop.keeper.view().state).toBe('runs')
  })
})

describe('the cache, long after the lease', () => {
  const SENTINEL = 'Household-in-the-cache-'.repeat(20)
  const isInCache = () => everyByteOf(path.join(laptop.folder, 'cache.db'), laptop.key).includes(SENTINEL.slice(0, 60))
  const unsent = () => new OutboxRepository(laptop.kept).counts().waiting
  beforeEach(async () => {
    await laptop.keeper.renew()
    laptop.fillCache(SENTINEL)
    new OutboxRepository(laptop.kept).add({ operationId: laptop.deviceId, target: 'hub', kind: 'contact-outcome', householdId: null, reference: null, body: '{}', at: new Date().toISOString() })
    laptop.kept.run("INSERT INTO drafts (key, value, saved_at) VALUES ('d', 'half a note', 'x')")
  })

  it('is emptied while the app runs, to the last byte; what waits to be sent and drafts stay', async () => {
    laptop.pass((72 + 14 * 24 - 1) * HOUR_MS)
    await laptop.keeper.dropCacheIfOver()
    expect([isInCache(), laptop.gone]).toEqual([true, 0])
    laptop.pass(HOUR_MS)
    await laptop.keeper.dropCacheIfOver()
    expect([isInCache(), laptop.gone, unsent(), laptop.keeper.view().state]).toEqual([false, 1, 1, 'cache-gone'])
    expect(laptop.kept.get("SELECT value FROM drafts WHERE key = 'd'")).toEqual({ value: 'half a note' })
    await laptop.keeper.dropCacheIfOver()
    expect(laptop.gone, 'once').toBe(1)
  })

  it('is not emptied under a round of sync, nor when that round brought another lease', async () => {
    laptop.pass((72 + 14 * 24) * HOUR_MS)
    offset = (72 + 14 * 24) * HOUR_MS
    laptop.round = laptop.keeper.renew()
    await laptop.keeper.dropCacheIfOver()
    expect([isInCache(), laptop.gone]).toEqual([true, 0])
  })

  it('is erased at start before anybody unlocks, also what was put aside; killed in between, the next start does the rest', () => {
    laptop.close()
    const aside = path.join(laptop.folder, 'set-aside', '2026-11-01')
    mkdirSync(aside, { recursive: true })
    for (const file of ['cache.db', 'kept.db']) writeFileSync(path.join(aside, file), 'x')
    const [term, wraps] = [new CacheTerm(laptop.folder), new WrapStore(laptop.folder)]
    const caches = () => [laptop.folder, aside].flatMap((folder) => readdirSync(folder).filter((file) => file.startsWith('cache.db')))
    const over = Date.now() + (72 + 14 * 24) * HOUR_MS + 60_000
    expect(dropOldCache(term, wraps, over - HOUR_MS)).toBe(false)
    expect(caches()).not.toEqual([])
    expect(dropOldCache(term, wraps, over)).toBe(true)
    expect(caches()).toEqual([])
    for (const folder of [laptop.folder, aside]) expect(existsSync(path.join(folder, 'kept.db'))).toBe(true)
    writeFileSync(path.join(laptop.folder, 'cache.db-wal'), 'left by a kill')
    expect(dropOldCache(term, wraps, over)).toBe(true)
    expect(caches()).toEqual([])
    laptop.open()
    expect(unsent()).toBe(1)
  })
})
