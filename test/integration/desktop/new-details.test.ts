import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { compactDecrypt, importJWK } from 'jose'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { unwrapKey, WrapFileSchema } from '../../../main/keys/key-wrapping'
import type { HouseholdRecord } from '../../../shared/model/household'
import { RevealedDetailsSchema } from '../../../shared/model/identity'
import { HouseholdIdSchema, P256PublicJwkSchema } from '../../../shared/model/ids'
import { uuidV7 } from '../../../shared/model/uuid-v7'
import { startFaultProxy, type FaultProxy } from '../../support/fault-proxy'
import { sentinelFinder } from '../../support/sentinel-finder'
import { scanDatabase, scanFolders } from '../../support/sentinel-scan'
import { startService, type TestService } from '../../support/service'
import { settle } from '../../support/settle'
import { configOf } from './config-of'
import { everyByteOf } from './sealed-bytes'
import { PASSPHRASE, StoreDriver } from './store-driver'

const NUMBER = '07700 900123'
const NAME = 'Marigold Testbourne-Quill, her sister'
const SENTINELS = [{ name: 'the number', value: NUMBER }, { name: 'the number as typed', value: '+44 (0)7700 900123' }, { name: 'the name', value: NAME }]

let service: TestService
let hub: FaultProxy
let vault: FaultProxy
let driver: StoreDriver
let home: HouseholdRecord

beforeAll(async () => {
  service = await startService({ households: 120 })
  ;[hub, vault] = [await startFaultProxy(service.hubUrl), await startFaultProxy(service.vaultUrl)]
  driver = await new StoreDriver({ config: configOf(service, { hubUrl: hub.url, vaultUrl: vault.url }), persona: 'officer' }).start()
  await driver.signInAndEnrol()
  await driver.call('sync', 'syncNow', {})
  const database = await service.database('hub')
  const { rows } = await database.query<{ household_id: string }>(
    "select household_id from households where not (document::jsonb ->> 'isProtected')::boolean and district = 'canterbury' and allocated_team = 'income-and-debt' order by reference limit 1")
  await database.end()
  home = (await driver.call('household', 'get', { householdId: HouseholdIdSchema.parse(rows[0]?.household_id) })).household
})
afterAll(async () => {
  await driver.stop()
  for (const proxy of [hub, vault]) await proxy.close()
  await service.stop()
})

const add = (kind: 'mobile' | 'name', value: string) => driver.call('newDetails', 'add', { householdId: home.householdId, personId: home.members[0]!.personId, kind, value, safety: 'unsafe', origin: 'resident' })
const seen = async () => (await driver.call('household', 'get', { householdId: home.householdId }))

/** Both databases with everything deleted and not yet written back, the spool, and whatever else lies in the laptop's folder. */
async function everythingOnTheLaptop() {
  const key = await unwrapKey(WrapFileSchema.parse(JSON.parse(readFileSync(path.join(driver.dataDir, 'wrap.json'), 'utf8'))), PASSPHRASE, null)
  const find = sentinelFinder(SENTINELS)
  return [...['cache.db', 'kept.db'].flatMap((file) => find(file, everyByteOf(path.join(driver.dataDir, file), key))), ...scanFolders([driver.dataDir], SENTINELS).hits]
}

it('given at a door without signal: sealed at once and nowhere to be read, sent when there is a connection, and shown by a reveal of its group alone', async () => {
  for (const proxy of [hub, vault]) proxy.set({ kind: 'refuse' })
  expect(await driver.refusal('newDetails', 'add', { householdId: home.householdId, personId: home.members[0]!.personId, kind: 'mobile', value: '12', safety: 'safe', origin: 'resident' })).toBe('REQUEST_INVALID')
  const { detailId } = await add('mobile', '+44 (0)7700 900123')
  await add('name', NAME)
  const offline = await seen()
  expect(offline.household.newDetails.map(({ kind, by, team }) => [kind, by, team])).toEqual(expect.arrayContaining([['mobile', 'amara.okafor', 'income-and-debt'], ['name', 'amara.okafor', 'income-and-debt']]))
  expect(offline.pending.map(({ contactId, state }) => [contactId, state])).toContainEqual([detailId, 'waiting'])
  expect(await everythingOnTheLaptop()).toEqual([])
  // A power cut, and the words that wait still say nothing.
  await driver.kill()
  await driver.start()
  await driver.unlock()
  const { items } = await driver.call('sync', 'listOutbox', {})
  expect(items.map(({ words }) => words).toSorted()).toEqual(['New contact details waiting to send', 'New contact details waiting to send', 'That new contact details were given waiting to send', 'That new contact details were given waiting to send'])
  expect(await everythingOnTheLaptop()).toEqual([])

  for (const proxy of [hub, vault]) proxy.heal()
  await driver.until(async () => {
    await driver.call('sync', 'syncNow', {})
    return (await driver.call('sync', 'listOutbox', {})).items.length === 0
  })
  await settle(service.databases.hub.adminUrl)
  await driver.call('sync', 'syncNow', {})
  const after = await seen()
  expect(after.pending).toEqual([])
  expect(after.household.newDetails).toHaveLength(2)
  expect(await everythingOnTheLaptop()).toEqual([])
  for (const name of ['hub', 'vault'] as const) {
    const database = await service.database(name)
    expect((await scanDatabase(database, SENTINELS)).hits, name).toEqual([])
    await database.end()
  }

  const [mobile] = (await reveal(['contact'])).filter((reported) => reported.kind === 'mobile')
  expect(mobile).toMatchObject({ detailId, value: NUMBER, safety: 'unsafe', origin: 'resident', by: 'amara.okafor', wrong: null })
  expect(await reveal(['identity'])).toEqual([])
  expect(await everythingOnTheLaptop()).toEqual([])
})

it('what the service refuses needs attention, in words, with a way out, and holds nothing else up', async () => {
  vault.set({ kind: 'refuse' })
  const { detailId } = await driver.call('newDetails', 'add', { householdId: home.householdId, personId: home.members[0]!.personId, kind: 'email', value: 'jo@example.org', safety: 'unknown', origin: 'family' })
  const database = await service.database('vault')
  // The vault has something else of this officer under that number already.
  const { rows } = await database.query("update reported_details set detail_id = $1 where detail_id = (select detail_id from reported_details limit 1) returning 1", [detailId])
  await database.end()
  expect(rows).toHaveLength(1)
  vault.heal()
  await driver.until(async () => {
    await driver.call('sync', 'syncNow', {})
    return (await driver.call('sync', 'listOutbox', {})).items.every(({ state }) => state !== 'waiting')
  })
  const [item, ...others] = (await driver.call('sync', 'listOutbox', {})).items
  expect(item).toMatchObject({ kind: 'sealed-details', state: 'needs-attention', code: 'SYNC_OPERATION_REFUSED' })
  expect(item?.words).toMatch(/^New contact details needs attention: The service did not believe/)
  expect(others).toEqual([])
  await driver.call('sync', 'putAway', { id: item?.id ?? '' })
  expect((await driver.call('sync', 'listOutbox', {})).items).toMatchObject([{ state: 'put-away' }])
})

it('what would have been asked for without signal is kept through a power cut, stated anew or for somebody else too, until it is done with', async () => {
  const need = { householdId: home.householdId, persons: [home.members[0]!.personId], purpose: 'own-contact', fieldGroups: ['contact' as const], reason: 'Confirming the caller before talking about the account' }
  await driver.call('queuedNeed', 'keep', need)
  const { needId } = await driver.call('queuedNeed', 'keep', { ...need, reason: 'Confirming the caller once more, about the account' })
  const other = await driver.call('queuedNeed', 'keep', { ...need, purpose: 'debt-advice', reason: 'Looking at the arrears with the caller' })
  await driver.kill()
  await driver.start()
  await driver.unlock()
  expect((await driver.call('queuedNeed', 'list', {})).needs).toMatchObject([
    { needId: other.needId }, { needId, reference: home.reference, reason: 'Confirming the caller once more, about the account' },
  ])
  await driver.call('queuedNeed', 'remove', { needId: other.needId })
  await driver.call('queuedNeed', 'remove', { needId })
  expect(await driver.refusal('queuedNeed', 'remove', { needId })).toBe('NOT_FOUND')
  expect(await driver.call('queuedNeed', 'list', {})).toEqual({ needs: [] })
})

async function reveal(fieldGroups: ('contact' | 'identity')[]) {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { kty, crv, x, y } = pair.publicKey.export({ format: 'jwk' })
  const purpose = (await driver.call('reveal', 'listPurposes', {})).purposes.find(({ code }) => code === 'own-contact')
  const answer = await driver.call('reveal', 'request', {
    requestId: uuidV7(Date.now(), randomBytes(10)), householdId: home.householdId, persons: [home.members[0]!.personId], purpose: 'own-contact', wordingHash: purpose?.wordingHash ?? '',
    reason: 'Confirming the caller before talking about the account', fieldGroups, windowKey: P256PublicJwkSchema.parse({ kty, crv, x, y }),
  })
  if (answer.outcome !== 'granted') throw new Error(answer.outcome)
  const { plaintext } = await compactDecrypt(answer.sealed, await importJWK(pair.privateKey.export({ format: 'jwk' }), 'ECDH-ES'))
  return RevealedDetailsSchema.parse(JSON.parse(new TextDecoder().decode(plaintext))).people.flatMap(({ reported }) => reported ?? [])
}
