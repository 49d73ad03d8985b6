import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { compactDecrypt, importJWK } from 'jose'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HouseholdRecord } from '../../../shared/model/household'
import { RevealedDetailsSchema } from '../../../shared/model/identity'
import { P256PublicJwkSchema } from '../../../shared/model/ids'
import { uuidV7 } from '../../../shared/model/uuid-v7'
import { rewriteJson, startFaultProxy, type FaultProxy } from '../../support/fault-proxy'
import { startService, type TestService } from '../../support/service'
import { configOf } from './config-of'
import { StoreDriver } from './store-driver'

let service: TestService
let hub: FaultProxy
let officer: StoreDriver
let supervisor: StoreDriver
let lead: StoreDriver
let database: pg.Client
let homes: HouseholdRecord[]
let guarded: HouseholdRecord
const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const REASON = 'Telling residents that the payment plan ends next week'

beforeAll(async () => {
  service = await startService({ households: 120 })
  hub = await startFaultProxy(service.hubUrl)
  database = await service.database('hub')
  const start = async (persona: string, config = configOf(service)) => {
    const driver = await new StoreDriver({ config, persona }).start()
    await driver.signInAndEnrol()
    await driver.call('sync', 'syncNow', {})
    return driver
  }
  officer = await start('officer', configOf(service, { hubUrl: hub.url }))
  supervisor = await start('supervisor')
  lead = await start('ig-lead')
  const find = async (isProtected: boolean): Promise<HouseholdRecord[]> => {
    const { rows } = await database.query<{ document: string }>(
      "select document from households where (document::jsonb ->> 'isProtected')::boolean = $1 and district = 'canterbury' and allocated_team = 'income-and-debt' order by reference limit 4",
      [isProtected],
    )
    return rows.map(({ document }) => JSON.parse(document) as HouseholdRecord)
  }
  homes = await find(false)
  guarded = (await find(true))[0]!
}, 240_000)
afterAll(async () => {
  await database.end()
  for (const driver of [officer, supervisor, lead]) await driver.stop()
  await hub.close()
  await service.stop()
})

const newId = () => uuidV7(Date.now(), randomBytes(10))
const windowKey = () => {
  const { kty, crv, x, y } = pair.publicKey.export({ format: 'jwk' })
  return P256PublicJwkSchema.parse({ kty, crv, x, y })
}
const wish = async (of: readonly HouseholdRecord[], requestId = newId()) => {
  const purpose = (await officer.call('reveal', 'listPurposes', {})).purposes.find(({ code }) => code === 'debt-advice')
  return {
    requestId, householdIds: of.map(({ householdId }) => householdId), whom: 'contactable' as const, purpose: 'debt-advice', wordingHash: purpose?.wordingHash ?? '', reason: REASON,
    fieldGroups: ['identity' as const, 'contact' as const],
  }
}
const ask = async (of: readonly HouseholdRecord[] = homes.slice(0, 3)): Promise<string> => {
  const { state, requestId } = await officer.call('contactList', 'ask', await wish(of))
  expect(state).toBe('waiting')
  return requestId
}
const queued = async (requestId: string) => (await supervisor.call('contactList', 'listQueue', {})).lists.find((list) => list.requestId === requestId)
const approve = async (requestId: string) => {
  const list = await queued(requestId)
  if (list === undefined) throw new Error('not in the queue')
  return supervisor.call('contactList', 'decide', {
    requestId, decision: 'approve', fieldGroups: list.fieldGroups, openForMinutes: list.openForMinutes, items: list.items.map(({ item }) => item), workForHours: list.workForHours, words: null,
  })
}
const mine = async (requestId: string, refresh = true) => (await officer.call('contactList', 'list', { refresh })).lists.find((list) => list.requestId === requestId)
const opening = (requestId: string, { householdId }: HouseholdRecord, revealId = newId()) =>
  ({ requestId, householdId, revealId, windowKey: windowKey(), relationship: 'own-team' as const, linked: null })

describe('a contact list on the laptops', () => {
  it('asked, approved once, and worked through: each household is opened by a reveal of its own, in the ledger and proved', async () => {
    const described = (await officer.call('contactList', 'describe', { householdIds: homes.slice(0, 2).map(({ householdId }) => householdId), whom: 'all' })).households
    expect(described.map(({ reference, people, memberCount }) => [reference, people === memberCount])).toEqual(homes.slice(0, 2).map(({ reference }) => [reference, true]))
    const requestId = await ask()
    expect(await mine(requestId)).toMatchObject({ state: 'waiting', purposeTitle: 'Debt advice', reason: REASON, waitingWith: { district: 'canterbury', teams: ['income-and-debt'] } })
    const toDecide = await queued(requestId)
    expect(toDecide).toMatchObject({ reason: REASON, requester: { name: 'Amara Okafor' }, fieldGroups: ['contact', 'identity'] })
    expect(toDecide?.items.map(({ reference }) => reference)).toEqual(homes.slice(0, 3).map(({ reference }) => reference))
    expect(await approve(requestId)).toEqual({ state: 'approved' })
    await officer.until(async () => (await mine(requestId, false))?.state === 'approved', 10_000)

    const before = Number((await database.query<{ n: string }>("select count(*) as n from ledger_entries where kind = 'reveal'")).rows[0]?.n)
    for (const home of homes.slice(0, 3)) {
      const asked = opening(requestId, home)
      const granted = await officer.call('contactList', 'open', asked)
      expect(granted).toMatchObject({ outcome: 'granted', reason: REASON, fieldGroups: ['contact', 'identity'] })
      const key = await importJWK({ ...pair.privateKey.export({ format: 'jwk' }) }, 'ECDH-ES')
      const { plaintext } = await compactDecrypt(granted.sealed, key as never)
      const details = RevealedDetailsSchema.parse(JSON.parse(new TextDecoder().decode(plaintext)))
      expect(details.people.every(({ personId }) => home.members.some((member) => member.personId === personId))).toBe(true)
      await officer.call('reveal', 'record', { requestId: asked.revealId, event: 'shown', fieldGroup: null })
    }
    expect(Number((await database.query<{ n: string }>("select count(*) as n from ledger_entries where kind = 'reveal'")).rows[0]?.n)).toBe(before + 3)
    const reveals = (await officer.call('reveal', 'listMine', { before: null, limit: 10 })).reveals
    expect(reveals.slice(0, 3).map(({ proof, outcome }) => [proof, outcome])).toEqual([['proved', 'shown'], ['proved', 'shown'], ['proved', 'shown']])
  })

  it('outcomes and skips are kept: without a connection, over a lock and a restart', async () => {
    const requestId = await ask()
    await approve(requestId)
    await officer.until(async () => (await mine(requestId))?.state === 'approved', 10_000)
    hub.set({ kind: 'refuse' })
    try {
      await officer.call('household', 'addContact', { householdId: homes[0]!.householdId, channel: 'phone', outcome: 'spoke-advice-given', note: null, aboutPersonId: null, nextAction: null })
      await officer.call('contactList', 'setStep', { requestId, householdId: homes[0]!.householdId, step: 'done', skipReason: null })
      await officer.call('contactList', 'setStep', { requestId, householdId: homes[1]!.householdId, step: 'skipped', skipReason: 'not-now' })
      expect(await officer.refusal('contactList', 'open', opening(requestId, homes[2]!))).toBe('REVEAL_OFFLINE')
      expect(await officer.refusal('contactList', 'ask', await wish(homes.slice(0, 2)))).toBe('APPROVAL_OFFLINE')
      await officer.kill()
      await officer.start()
      await officer.unlock()
      const kept = await officer.call('contactList', 'list', { refresh: true })
      expect(kept.isFresh).toBe(false)
      expect(kept.lists.find((list) => list.requestId === requestId)?.items.map(({ step }) => [step?.step, step?.skipReason])).toEqual([['done', null], ['skipped', 'not-now'], [undefined, undefined]])
    } finally {
      hub.heal()
    }
    await officer.call('contactList', 'setStep', { requestId, householdId: homes[1]!.householdId, step: null, skipReason: null })
    expect((await mine(requestId))?.items[1]?.step).toBeNull()
    expect(await officer.refusal('contactList', 'setStep', { requestId, householdId: guarded.householdId, step: 'done', skipReason: null })).toBe('NOT_FOUND')
    expect(await officer.refusal('contactList', 'setStep', { requestId, householdId: homes[1]!.householdId, step: 'skipped', skipReason: null })).toBe('REQUEST_INVALID')
    expect(await officer.call('contactList', 'open', opening(requestId, homes[2]!))).toMatchObject({ outcome: 'granted' })
  })

  it('a lost answer is asked for again under the same id, also by a window that is new and has an id of its own: one list, one entry', async () => {
    const list = await wish([homes[2]!, homes[0]!])
    hub.set({ kind: 'cut', afterBytes: 1 }, '/lists')
    expect(await officer.refusal('contactList', 'ask', list)).toBe('HUB_RUBBISH')
    hub.heal()
    for (const again of [list, { ...list, requestId: newId() }]) expect(await officer.call('contactList', 'ask', again)).toEqual({ state: 'waiting', requestId: list.requestId })
    expect((await database.query('select 1 from ledger_entries where entry_key = $1', [`list:${list.requestId}`])).rowCount).toBe(1)
    await officer.call('contactList', 'cancel', { requestId: list.requestId })
    expect((await mine(list.requestId))?.state).toBe('cancelled')
    expect(await officer.refusal('contactList', 'open', opening(list.requestId, homes[0]!))).toBe('APPROVAL_NOT_GIVEN')
  })

  it('a protected record is refused in words, and a supervisor is shown nothing that was not signed', async () => {
    const envelope = await officer.send('contact-list:ask', await wish([homes[0]!, guarded]))
    expect(envelope).toMatchObject({ ok: false, error: { code: 'LIST_FORBIDDEN', detail: { rule: 'protected-record-not-in-list', item: 1 } } })
    const requestId = await ask(homes.slice(0, 2))
    const lying = await startFaultProxy(service.hubUrl)
    const fooled = await new StoreDriver({ config: configOf(service, { hubUrl: lying.url }), persona: 'supervisor' }).start()
    try {
      await fooled.signInAndEnrol()
      lying.set(rewriteJson((answer) => {
        const { lists } = answer as { lists: { items: { persons: { value: string } }[] }[] }
        const item = lists.at(-1)?.items[0]
        if (item !== undefined) item.persons.value = '0'.repeat(32)
        return answer
      }), '/lists/queue')
      expect(await fooled.refusal('contactList', 'listQueue', {})).toBe('HUB_RUBBISH')
    } finally {
      await fooled.stop()
      await lying.close()
    }
    expect(await officer.refusal('contactList', 'listQueue', {})).toBe('APPROVAL_FORBIDDEN')
    expect(await supervisor.refusal('contactList', 'decide', { requestId: newId(), decision: 'decline', fieldGroups: [], openForMinutes: 0, items: [], workForHours: 0, words: 'Write to them instead' })).toBe('NOT_FOUND')
    expect(await approve(requestId)).toEqual({ state: 'approved' })
  })

  it('the IG lead finds the list and its decision, proved, in the search and on each household’s record', async () => {
    const { looks } = await lead.call('oversight', 'searchLedger', { officerId: null, purpose: null, period: null, outcome: null, kind: 'list', district: null, after: null, limit: 20 })
    expect(looks.length).toBeGreaterThan(0)
    expect(new Set(looks.map(({ proof }) => proof))).toEqual(new Set(['proved']))
    const decisions = await lead.call('oversight', 'searchLedger', { officerId: null, purpose: null, period: null, outcome: 'approve', kind: 'decision', district: null, after: null, limit: 20 })
    expect(new Set(decisions.looks.map(({ proof, households }) => `${proof} ${typeof households}`))).toEqual(new Set(['proved number']))
    const { acts } = await lead.call('oversight', 'whoLooked', { reference: homes[0]!.reference, after: null, limit: 50 })
    const kinds = new Set(acts.flatMap((act) => (act.act === 'reveal' ? [`${act.look.kind} ${act.look.proof}`] : [])))
    for (const kind of ['list proved', 'decision proved', 'reveal proved']) expect(kinds).toContain(kind)
  })
})
