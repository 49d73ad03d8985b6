import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { compactDecrypt, decodeProtectedHeader, exportJWK, generateKeyPair } from 'jose'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Granted } from '../../../shared/ipc/reveal-contract'
import type { MyPack } from '../../../shared/ipc/visit-pack-contract'
import type { HouseholdRecord } from '../../../shared/model/household'
import { RevealedDetailsSchema } from '../../../shared/model/identity'
import { P256PublicJwkSchema, type P256PublicJwk } from '../../../shared/model/ids'
import { uuidV7 } from '../../../shared/model/uuid-v7'
import { unwrapKey, WrapFileSchema } from '../../../main/keys/key-wrapping'
import { KEPT_MIGRATIONS } from '../../../main/store/migrations/index'
import { openDatabase } from '../../../main/store/process/open-database'
import { openWithContentKey } from '../../../renderer/features/reveal/window-key'
import { rewriteJson, startFaultProxy, type FaultProxy } from '../../support/fault-proxy'
import { ledgerCommand } from '../../support/ledger-command'
import { startService, type TestService } from '../../support/service'
import { configOf } from './config-of'
import { PASSPHRASE, StoreDriver } from './store-driver'

const HOUR_MS = 3_600_000
const REASONS = ['To agree the repayment plan in person', 'To check the heating after the repair', 'To help with the benefit form'] as const

let service: TestService
let hub: FaultProxy
let vault: FaultProxy
let worker: StoreDriver
let supervisor: StoreDriver
let database: pg.Client
let homes: HouseholdRecord[]
let window: { publicJwk: P256PublicJwk; privateKey: CryptoKey }

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
  const pair = await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true })
  const { kty, crv, x, y } = await exportJWK(pair.publicKey)
  window = { publicJwk: P256PublicJwkSchema.parse({ kty, crv, x, y }), privateKey: pair.privateKey }
}, 240_000)
afterAll(async () => {
  await database.end()
  for (const driver of [worker, supervisor]) await driver.stop()
  for (const proxy of [hub, vault]) await proxy.close()
  await service.stop()
})

const at = (hours: number): string => new Date(Date.now() + hours * HOUR_MS).toISOString()
const cut = (): void => [hub, vault].forEach((proxy) => proxy.set({ kind: 'refuse' }))
const heal = (): void => [hub, vault].forEach((proxy) => proxy.heal())
const wish = async (from: number, until: number, of: readonly HouseholdRecord[] = homes) => {
  const purpose = (await worker.call('reveal', 'listPurposes', {})).purposes.find(({ code }) => code === 'home-visit')
  return {
    requestId: uuidV7(Date.now(), randomBytes(10)), visits: of.map(({ householdId }, i) => ({ householdId, reason: REASONS[i] ?? REASONS[0] })), whom: 'contactable' as const, purpose: 'home-visit',
    wordingHash: purpose?.wordingHash ?? '', fieldGroups: ['identity' as const, 'address' as const, 'contact' as const], outing: { from: at(from), until: at(until), windowMinutes: 60 },
  }
}
const pack = async (requestId: string, refresh = false): Promise<MyPack> => {
  const found = (await worker.call('visitPack', 'list', { refresh })).packs.find((each) => each.requestId === requestId)
  if (found === undefined) throw new Error('not a pack of mine')
  return found
}
const approve = async (requestId: string, without: readonly string[] = []) => {
  const list = (await supervisor.call('contactList', 'listQueue', {})).lists.find((each) => each.requestId === requestId)
  if (list === undefined) throw new Error('not in the queue')
  const items = list.items.filter(({ reason }) => !without.includes(reason ?? '')).map(({ item }) => item)
  const decision = without.length === 0 ? ('approve' as const) : ('narrow' as const)
  await supervisor.call('contactList', 'decide', { requestId, decision, fieldGroups: list.fieldGroups, openForMinutes: list.openForMinutes, items, workForHours: list.workForHours, words: null })
  return list
}
const packUp = async (requestId: string): Promise<number[]> => {
  const seen: number[] = []
  for (;;) {
    const { sealed, isDone } = await worker.call('visitPack', 'seal', { requestId })
    seen.push(sealed)
    if (isDone) return seen
  }
}
const packed = async (from: number, until: number, of: readonly HouseholdRecord[] = homes): Promise<string> => {
  const asked = await wish(from, until, of)
  expect(await worker.call('visitPack', 'ask', asked)).toEqual({ state: 'waiting', requestId: asked.requestId })
  await approve(asked.requestId)
  await packUp(asked.requestId)
  return asked.requestId
}
const open = (revealId: string): Promise<Granted> => worker.call('visitPack', 'open', { revealId, windowKey: window.publicJwk })
const read = (granted: Granted) => openWithContentKey(granted.sealed, granted.contentKey ?? '', window, granted)
const permitOf = (of: MyPack, nth: number, part: 'travel' | 'door') => of.permits.find((permit) => permit.householdId === homes[nth]?.householdId && permit.part === part)!

describe('a visit pack on the laptop', () => {
  it('is planned, approved by somebody else with a reason for each visit, sealed permit by permit, opened with the network cut, and accounted for', async () => {
    const asked = await wish(-1, 6)
    expect(await worker.call('visitPack', 'ask', asked)).toEqual({ state: 'waiting', requestId: asked.requestId })
    expect(await worker.refusal('visitPack', 'seal', { requestId: asked.requestId })).toBe('APPROVAL_NOT_GIVEN')
    const queued = await approve(asked.requestId)
    expect(queued.items.map(({ reason }) => reason)).toEqual([...REASONS])
    expect(queued.outing).toEqual(asked.outing)
    expect(await packUp(asked.requestId)).toEqual([1, 2, 3, 4, 5, 6])
    const whole = await pack(asked.requestId, true)
    expect(whole).toMatchObject({ state: 'approved', permitsWanted: 6, items: [{ reason: REASONS[0] }, { reason: REASONS[1] }, { reason: REASONS[2] }] })
    expect(whole.permits.map(({ number, part, state }) => [number, part, state])).toEqual([1, 2, 3, 4, 5, 6].map((n) => [n, n % 2 === 1 ? 'travel' : 'door', 'ready']))
    expect(whole.account.map(({ state }) => state)).toEqual(Array(6).fill('sealed'))
    // A contact list it is not, although it went the same way.
    expect((await worker.call('contactList', 'list', { refresh: false })).lists.map(({ requestId }) => requestId)).not.toContain(asked.requestId)

    cut()
    try {
      const waiting = (await worker.call('sync', 'listOutbox', {})).items.length
      const travel = await open(permitOf(whole, 0, 'travel').revealId)
      expect(travel).toMatchObject({ fieldGroups: ['address'], reason: REASONS[0] })
      const address = await read(travel)
      expect(Object.keys(address.people[0]?.details ?? {})).toEqual(['address'])
      const door = await open(permitOf(whole, 0, 'door').revealId)
      expect(door.openForMs).toBeLessThanOrEqual(60 * 60_000)
      expect((await read(door)).people.every(({ details }) => details.address === undefined && details.identity !== undefined)).toBe(true)
      await open(permitOf(whole, 0, 'door').revealId)
      await worker.call('reveal', 'record', { requestId: permitOf(whole, 0, 'door').revealId, event: 're-masked', fieldGroup: null })
      await worker.call('household', 'addContact', { householdId: homes[0]!.householdId, channel: 'visit', outcome: 'spoke-advice-given', note: null, aboutPersonId: null, nextAction: null })
      expect((await worker.call('sync', 'listOutbox', {})).items.length).toBe(waiting + 5)
      // Killed in the middle: what was opened is known, and the rest can still be opened.
      await worker.kill()
      await worker.start()
      await worker.unlock()
      const after = await pack(asked.requestId)
      expect(after.permits.map(({ state, displays }) => [state, displays])).toEqual([['open', 1], ['open', 2], ...[1, 2, 3, 4].map(() => ['ready', 0])])
      await read(await open(permitOf(whole, 1, 'door').revealId))
    } finally {
      heal()
    }
    await worker.call('visitPack', 'destroy', { requestId: asked.requestId })
    await worker.until(async () => {
      await worker.call('sync', 'syncNow', {})
      return (await pack(asked.requestId, true)).account.every(({ state }) => state !== 'sealed')
    })
    expect((await pack(asked.requestId, true)).account.map(({ state }) => state)).toEqual(['opened', 'opened', 'unopened', 'opened', 'unopened', 'unopened'])
    expect(await worker.refusal('visitPack', 'open', { revealId: permitOf(whole, 2, 'door').revealId, windowKey: window.publicJwk })).toBe('PACK_NOT_HERE')
    const { rows } = await database.query<{ flag: string | null }>("select distinct flag from ledger_entries where kind = 'device-event'")
    expect(rows).toEqual([{ flag: null }])
  })

  it('the address opens two hours before the outing, the rest when it begins; left out by the supervisor, a visit has no permit', async () => {
    const asked = await wish(1, 6)
    await worker.call('visitPack', 'ask', asked)
    await approve(asked.requestId, [REASONS[2]])
    await packUp(asked.requestId)
    const whole = await pack(asked.requestId)
    expect(whole.permits.map(({ householdId, state }) => [householdId, state])).toEqual(homes.slice(0, 2).flatMap(({ householdId }) => [[householdId, 'ready'], [householdId, 'early']]))
    expect(await worker.refusal('visitPack', 'open', { revealId: permitOf(whole, 0, 'door').revealId, windowKey: window.publicJwk })).toBe('PACK_TOO_EARLY')
    expect((await open(permitOf(whole, 0, 'travel').revealId)).fieldGroups).toEqual(['address'])
    await worker.call('visitPack', 'destroy', { requestId: asked.requestId })
  })

  it('a clock that was set back opens nothing until it is right again; set forward beyond the outing, everything is gone, also before the next unlock is over', async () => {
    const requestId = await packed(-1, 6, homes.slice(0, 2))
    const { permits } = await pack(requestId)
    cut()
    try {
      worker.setClock(-10 * 60_000)
      expect((await worker.call('visitPack', 'list', { refresh: false })).isClockBehind).toBe(true)
      expect(await worker.refusal('visitPack', 'open', { revealId: permits[0]!.revealId, windowKey: window.publicJwk })).toBe('PACK_CLOCK')
      await worker.kill()
      await worker.start()
      await worker.unlock()
      expect(await worker.refusal('visitPack', 'open', { revealId: permits[0]!.revealId, windowKey: window.publicJwk })).toBe('PACK_CLOCK')
      worker.setClock(0)
      await open(permits[0]!.revealId)
      // Set ahead while it runs: shut, and nothing is destroyed.
      worker.setClock(7 * HOUR_MS)
      expect(await worker.refusal('visitPack', 'open', { revealId: permits[0]!.revealId, windowKey: window.publicJwk })).toBe('PACK_CLOCK')
      expect((await pack(requestId)).permits.map(({ state }) => state)).toEqual(['open', 'ready', 'ready', 'ready'])
      worker.setClock(0)
      await open(permits[0]!.revealId)
      await worker.kill()
      worker.setClock(7 * HOUR_MS)
      await worker.start()
      await worker.unlock()
      for (const { revealId } of permits) expect(await worker.refusal('visitPack', 'open', { revealId, windowKey: window.publicJwk })).toBe('PACK_NOT_HERE')
      expect((await pack(requestId)).permits.map(({ state }) => state)).toEqual(['used', 'destroyed', 'destroyed', 'destroyed'])
    } finally {
      worker.setClock(0)
      heal()
    }
  })

  it('an hour after it was opened a permit is over, and its sealed details are gone while the others stay', async () => {
    const requestId = await packed(-1, 6, homes.slice(0, 1))
    const { permits } = await pack(requestId)
    await open(permits[0]!.revealId)
    cut()
    try {
      worker.setPassed(61 * 60_000)
      expect(await worker.refusal('visitPack', 'open', { revealId: permits[0]!.revealId, windowKey: window.publicJwk })).toMatch(/^PACK_(OVER|NOT_HERE)$/)
      expect((await pack(requestId)).permits.map(({ state }) => state)).toEqual(['used', 'ready'])
    } finally {
      worker.setPassed(0)
      heal()
    }
  })

  it('without a lease of the hub’s nothing opens offline, and contact mends it', async () => {
    const requestId = await packed(-1, 6, homes.slice(0, 1))
    const { permits } = await pack(requestId)
    const opening = { revealId: permits[0]!.revealId, windowKey: window.publicJwk }
    await worker.stop()
    const wrap = WrapFileSchema.parse(JSON.parse(readFileSync(path.join(worker.dataDir, 'wrap.json'), 'utf8')))
    const kept = openDatabase(path.join(worker.dataDir, 'kept.db'), await unwrapKey(wrap, PASSPHRASE, null), KEPT_MIGRATIONS)
    kept.run('DELETE FROM leases')
    kept.close()
    cut()
    try {
      await worker.start()
      await worker.unlock()
      expect((await worker.call('lease', 'get', {})).state).toBe('none')
      expect(await worker.refusal('visitPack', 'open', opening)).toBe('LEASE_OVER')
      await worker.call('household', 'addContact', { householdId: homes[0]!.householdId, channel: 'visit', outcome: 'no-answer', note: null, aboutPersonId: null, nextAction: null })
    } finally {
      heal()
    }
    await worker.call('sync', 'syncNow', {})
    expect((await worker.call('lease', 'get', {})).state).toBe('runs')
    cut()
    try {
      await open(opening.revealId)
    } finally {
      heal()
    }
    await worker.call('visitPack', 'destroy', { requestId })
  })

  it('what the hub does not say truly, a supervisor does not see; an outing that is over or too long is refused', async () => {
    const asked = await wish(1, 3, homes.slice(0, 2))
    await worker.call('visitPack', 'ask', asked)
    const lying = await startFaultProxy(service.hubUrl)
    const fooled = await new StoreDriver({ config: configOf(service, { hubUrl: lying.url }), persona: 'supervisor' }).start()
    try {
      await fooled.signInAndEnrol()
      lying.set(rewriteJson((answer) => {
        const { lists } = answer as { lists: { outing: unknown; items: { reason: unknown }[] }[] }
        const own = lists.find(({ outing }) => outing !== null)
        const [first, second] = own?.items ?? []
        if (first !== undefined && second !== undefined) [first.reason, second.reason] = [second.reason, first.reason]
        return answer
      }), '/lists/queue')
      expect(await fooled.refusal('contactList', 'listQueue', {})).toBe('HUB_RUBBISH')
    } finally {
      await fooled.stop()
      await lying.close()
    }
    for (const [from, until] of [[-3, -1], [1, 14], [70, 75], [2, 1]] as const) expect(await worker.refusal('visitPack', 'ask', await wish(from, until))).toBe('PACK_TIMES')
    await worker.call('contactList', 'cancel', { requestId: asked.requestId })
  })
})

it('the window opens a permit with nothing but its own key: the sealed answer is for the pack, its key for the window', async () => {
  const requestId = await packed(-1, 6, homes.slice(0, 1))
  const { permits } = await pack(requestId)
  const granted = await open(permits[0]!.revealId)
  expect(decodeProtectedHeader(granted.sealed)).toMatchObject({ alg: 'ECDH-ES', enc: 'A256GCM' })
  await expect(compactDecrypt(granted.sealed, window.privateKey)).rejects.toThrow()
  expect(RevealedDetailsSchema.parse(await read(granted)).grantId).toBe(granted.grantId)
  await expect(openWithContentKey(granted.sealed, granted.contentKey ?? '', window, { ...granted, persons: [] })).rejects.toMatchObject({ code: 'REVEAL_GRANT_INVALID' })
})

describe('offline emergency', () => {
  const WORDS = 'Neighbour hears screaming, nobody answers the door'
  /** A visit pack and its emergency permits, both approved and sealed. */
  async function withEmergency(of: readonly HouseholdRecord[]): Promise<{ visits: string; emergencies: string }> {
    const visits = await packed(-1, 6, of)
    const { outing } = await pack(visits)
    const purpose = (await worker.call('reveal', 'listPurposes', {})).purposes.find(({ code }) => code === 'safeguarding-adult')!
    const asked = { ...(await wish(-1, 6, of)), outing, pack: visits, purpose: purpose.code, wordingHash: purpose.wordingHash, fieldGroups: purpose.fieldGroups }
    expect(await worker.call('visitPack', 'ask', asked)).toEqual({ state: 'waiting', requestId: asked.requestId })
    expect(await approve(asked.requestId)).toMatchObject({ pack: visits, purpose: { title: purpose.title } })
    await packUp(asked.requestId)
    return { visits, emergencies: asked.requestId }
  }
  const emergency = (revealId: string, reason = WORDS) => worker.call('visitPack', 'openEmergency', { revealId, reason, windowKey: window.publicJwk })
  const synced = () => worker.until(async () => {
    await worker.call('sync', 'syncNow', {})
    return (await worker.call('sync', 'listOutbox', {})).items.length === 0
  })

  it('opens what was sealed for it with the network cut, its entry and reason durable first; heard of later it is an emergency reveal that somebody else reviews', async () => {
    const { visits, emergencies } = await withEmergency(homes.slice(0, 2))
    const [first, second] = (await pack(emergencies)).permits
    expect(first).toMatchObject({ part: 'emergency', state: 'ready', fieldGroups: ['address', 'contact', 'health', 'identity', 'notes'] })
    const door = (await pack(visits)).permits.find(({ householdId, part }) => householdId === first!.householdId && part === 'door')!
    let openingId = ''
    cut()
    try {
      // A window that has passed: the door's permit is gone for good, and the emergency's is still there.
      await open(door.revealId)
      worker.setPassed(61 * 60_000)
      expect(await worker.refusal('visitPack', 'open', { revealId: door.revealId, windowKey: window.publicJwk })).toMatch(/^PACK_(OVER|NOT_HERE)$/)
      worker.setPassed(0)
      expect(await worker.refusal('visitPack', 'open', { revealId: first!.revealId, windowKey: window.publicJwk })).toBe('PACK_NOT_HERE') // not without a reason
      expect(await worker.refusal('visitPack', 'openEmergency', { revealId: first!.revealId, reason: 'asdf', windowKey: window.publicJwk })).toMatch(/^REVEAL_REASON/)
      expect(await worker.refusal('visitPack', 'openEmergency', { revealId: door.revealId, reason: WORDS, windowKey: window.publicJwk })).toMatch(/^PACK_/)
      const before = await worker.call('visitPack', 'emergencyStanding', {})
      expect(before).toEqual({ used: 0, quota: 3, withinHours: 24, dutyDesk: '01632 960700' })
      const granted = await emergency(first!.revealId)
      openingId = granted.requestId
      expect(granted).toMatchObject({ reason: WORDS, fieldGroups: first!.fieldGroups })
      expect(openingId).not.toBe(first!.revealId)
      expect(Object.keys((await read(granted)).people[0]?.details ?? {})).toEqual(expect.arrayContaining(['identity', 'address']))
      const kinds = (await worker.call('sync', 'listOutbox', {})).items.map(({ kind }) => kind)
      expect(kinds.slice(-2)).toEqual(['emergency-opening', 'device-event'])
      // A power cut at once: entry and reason were durable, and it is shown again without a second use.
      await worker.kill()
      await worker.start()
      await worker.unlock()
      expect((await emergency(first!.revealId, '')).requestId).toBe(openingId)
      expect(await worker.call('visitPack', 'emergencyStanding', {})).toMatchObject({ used: 1 })
      expect((await pack(emergencies)).permits.map(({ state, displays }) => [state, displays])).toEqual([['open', 2], ['ready', 0]])
    } finally {
      worker.setPassed(0)
      heal()
    }
    await synced()
    const { rows: [task] } = await database.query("select t.causes, o.reason, f.emergency, f.relationship, u.officer_id from review_tasks t join ledger_openings o using (epoch, entry_index) join ledger_facts f using (epoch, entry_index) join emergency_uses u on u.request_id = t.request_id where t.request_id = $1", [openingId])
    expect(task).toMatchObject({ causes: ['emergency'], reason: WORDS, emergency: true, relationship: 'approved-visit', officer_id: 'amara.okafor' })
    expect((await database.query("select kind from alerts where request_id = $1", [openingId])).rows).toEqual([{ kind: 'emergency' }])
    expect((await database.query("select flag from ledger_entries where kind = 'device-event' and convert_from(leaf, 'UTF8')::jsonb #>> '{payload,requestId}' = $1", [openingId])).rows).toEqual([{ flag: null }, { flag: null }])
    // Somebody else reads the words that were signed at the door, proved from the ledger; whoever opened it is refused.
    const queue = await supervisor.call('review', 'listQueue', {})
    expect(queue.tasks.find(({ requestId }) => requestId === openingId)).toMatchObject({ look: { reason: WORDS, isEmergency: true }, causes: ['emergency'] })
    expect((await worker.call('review', 'listMine', {})).emergency).toMatchObject({ used: 1 })
    await worker.call('visitPack', 'destroy', { requestId: emergencies })
    await worker.call('visitPack', 'destroy', { requestId: visits })
    await synced()
    expect((await pack(emergencies, true)).account.map(({ revealId, state }) => [revealId, state])).toEqual([[first!.revealId, 'opened'], [second!.revealId, 'unopened']])
    expect((await worker.call('reveal', 'listMine', { before: null, limit: 50 })).reveals.find(({ requestId }) => requestId === openingId)).toMatchObject({ reason: WORDS, displays: 2 })
    // The controller's side of it: every seal has its entry, and what was opened is not counted as never fetched.
    const bundle = path.join(service.dataDir, 'opened.ndjson')
    expect((await ledgerCommand(service.dataDir, 'export', '--out', bundle)).code).toBe(0)
    const held = await ledgerCommand(service.dataDir, 'reconcile', '--bundle', bundle)
    expect(held).toMatchObject({ code: 0, err: '' })
    expect(held.out).toContain('\n  opened without signal, from permits released before: 1\n  not shown (granted, never fetched): 0\n')
  })

  it('no more than the quota, by this laptop’s own count; and without the visit pack nothing of it stays', async () => {
    const { visits, emergencies } = await withEmergency(homes)
    const { permits } = await pack(emergencies)
    cut()
    try {
      for (const { revealId } of permits.slice(0, 2)) await emergency(revealId)
      expect(await worker.call('visitPack', 'emergencyStanding', {})).toMatchObject({ used: 3 })
      expect(await worker.refusal('visitPack', 'openEmergency', { revealId: permits[2]!.revealId, reason: WORDS, windowKey: window.publicJwk })).toBe('EMERGENCY_QUOTA_USED')
    } finally {
      heal()
    }
    await synced()
    await worker.call('contactList', 'cancel', { requestId: visits })
    await worker.call('visitPack', 'list', { refresh: true })
    expect(await worker.refusal('visitPack', 'openEmergency', { revealId: permits[0]!.revealId, reason: WORDS, windowKey: window.publicJwk })).toBe('PACK_NOT_HERE')
    expect((await database.query('select count(*)::int as uses from emergency_uses')).rows).toEqual([{ uses: 3 }])
  })

  it('is for packed people, and for safeguarding: the hub has no such request otherwise', async () => {
    const visits = await packed(-1, 6, homes.slice(0, 1))
    const { outing } = await pack(visits)
    const of = async (code: string, more: object = {}, who = homes.slice(0, 1)) => {
      const purpose = (await worker.call('reveal', 'listPurposes', {})).purposes.find((each) => each.code === code)!
      return { ...(await wish(-1, 6, who)), outing, pack: visits, purpose: code, wordingHash: purpose.wordingHash, fieldGroups: purpose.usualFieldGroups, ...more }
    }
    expect(await worker.refusal('visitPack', 'ask', await of('home-visit'))).toBe('LIST_FORBIDDEN')
    expect(await worker.refusal('visitPack', 'ask', await of('safeguarding-adult', {}, homes.slice(0, 2)))).toBe('NOT_FOUND')
    expect(await worker.refusal('visitPack', 'ask', await of('safeguarding-adult', { pack: uuidV7(Date.now(), randomBytes(10)) }))).toBe('NOT_FOUND')
    expect(await worker.refusal('visitPack', 'ask', await of('safeguarding-adult', { outing: { ...outing, until: at(7) } }))).toBe('NOT_FOUND')
    await worker.call('visitPack', 'destroy', { requestId: visits })
  })
})
