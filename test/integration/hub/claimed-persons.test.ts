import { afterAll, beforeAll, expect, test } from 'vitest'
import { hubApi } from '../../../shared/api/hub-api'
import { oversightApi } from '../../../shared/api/oversight-api'
import { standInsApi } from '../../../shared/api/stand-ins-api'
import { DEVICE_PROOF_HEADER } from '../../../shared/api/device-proof'
import { run } from '../../support/postgres'
import { HubHarness } from './hub-harness'
import { TestDevice } from './test-device'

let hub: HubHarness
beforeAll(async () => {
  hub = await HubHarness.start({ personClaim: 'employeeid' })
})
afterAll(() => hub.stop())

/** Signs in as this account of whoever has this number, and enrols a laptop. */
const enrol = async (officerId: string, person: string | number | null | undefined): Promise<{ device: TestDevice; code: unknown }> => {
  const device = new TestDevice(officerId)
  const body = { deviceId: device.deviceId, name: 'Laptop', signingKey: device.signingKey, ecdhKey: device.ecdhKey, replaces: null }
  const answer = await hub.inject(hubApi.enrolDevice, body, { authorization: `Bearer ${await hub.issuer.token({ subject: officerId, ...(person === undefined ? {} : { person }) })}` })
  return { device, code: answer.json['code'] ?? 'enrolled' }
}
const call = async (device: TestDevice, person: string, endpoint: Parameters<HubHarness['inject']>[0], body: unknown) => {
  const token = await hub.issuer.token({ subject: device.officerId, person })
  const text = JSON.stringify(body)
  return (await hub.inject(endpoint, text, { authorization: `Bearer ${token}`, [DEVICE_PROOF_HEADER]: device.proof({ method: endpoint.method, path: endpoint.path, body: text, token }) })).json
}
const addAccount = (officerId: string, role = 'supervisor') => hub.sql(`insert into officers values ($1, $1, $2, 'outreach', 'canterbury')`, [officerId, role])
const isSamePerson = async (one: string, other: string) => (await hub.sql('select is_same_person($1, $2) as same', [one, other]))[0]?.['same']

test('an administrator who adds an account for themselves is one person with it the moment it signs in, and it does nothing for them that they could not', async () => {
  const { device: admin } = await enrol('dev.patel', 'KM-7')
  await call(admin, 'KM-7', oversightApi.addPerson, { officerId: 'dev.second', displayName: 'Dev Second', role: 'supervisor', team: 'outreach', district: 'canterbury' })
  expect(await isSamePerson('dev.patel', 'dev.second')).toBe(false)
  const { device: second } = await enrol('dev.second', 'KM-7')
  expect(await isSamePerson('dev.patel', 'dev.second')).toBe(true)
  expect(await call(admin, 'KM-7', oversightApi.changePerson, { officerId: 'dev.second', role: 'ig-lead', team: 'outreach', district: 'canterbury', from: { role: 'supervisor', team: 'outreach', district: 'canterbury' } })).toMatchObject({ code: 'ADMIN_OWN_ROLE' })
  await expect(run(hub.config.databaseUrl, `insert into officer_changes (officer_id, changed_by, role, team, district, changed_at) values ('dev.patel', 'dev.second', 'ig-lead', 'outreach', 'canterbury', now())`)).rejects.toThrow()
  const { people } = await call(admin, 'KM-7', standInsApi.listAccounts, {}) as { people: { accounts: { officerId: string }[]; notedBy: string[] }[] }
  expect(people.map(({ accounts, notedBy }) => [accounts.map(({ officerId }) => officerId), notedBy])).toEqual([[['dev.patel', 'dev.second'], ['the sign-in service']]])
  expect((await hub.sql('select person_key from officer_claims')).every((row) => !String(row['person_key']).includes('KM-7'))).toBe(true)
  void second
})

test('a token that says not whose account it is enrols nobody: with it, an account would be nobody’s second one', async () => {
  for (const person of [undefined, null, '', '   ', 'x'.repeat(257), 1.5]) expect((await enrol('amara.okafor', person as string)).code, String(person)).toBe('ACCESS_TOKEN_INVALID')
  expect((await enrol('amara.okafor', 4_711)).code).toBe('enrolled')
  const intake = await hub.issuer.token({ subject: 'casement-intake', role: 'intake' })
  expect((await hub.inject(hubApi.loadFacts, { runId: '0193a000-0000-7000-8000-000000000000', source: 'housing', records: [] }, { authorization: `Bearer ${intake}` })).json['code']).not.toBe('ACCESS_TOKEN_INVALID')
})

test('people whom somebody had noted to be two are one when the provider says so, with all their accounts', async () => {
  for (const account of ['a.one', 'a.two', 'b.one', 'b.two', 'apart']) await addAccount(account, 'officer')
  for (const [pair, ref] of [[['a.one', 'a.two'], 'a'], [['b.one', 'b.two'], 'b']] as const) await hub.sql(`insert into officer_persons select unnest($1::text[]), $2, 'helen.marsh', now()`.replace('helen.marsh', 'dev.patel'), [pair, ref.repeat(32)])
  await enrol('a.one', 'KM-8')
  await enrol('b.one', 'KM-8')
  await enrol('apart', 'KM-9')
  expect([await isSamePerson('a.two', 'b.two'), await isSamePerson('a.one', 'b.two'), await isSamePerson('apart', 'a.one')]).toEqual([true, true, false])
})

test('an account that nobody has added yet is noted once it is there', async () => {
  expect((await enrol('late.comer', 'KM-8')).code).not.toBe('enrolled')
  await addAccount('late.comer')
  expect((await enrol('late.comer', 'KM-8')).code).toBe('enrolled')
  expect(await isSamePerson('late.comer', 'a.one')).toBe(true)
})

test('by the service’s own role there is no link that nobody noted and no provider said, and none is taken back', async () => {
  const url = hub.config.databaseUrl
  await expect(run(url, `insert into officer_persons values ('tom.brennan', $1, null, now())`, ['d'.repeat(32)])).rejects.toThrow('the provider says nothing of the kind')
  for (const text of ['delete from officer_claims', 'update officer_claims set noted_at = now()', 'delete from officer_persons', `update officer_persons set person_ref = repeat('f', 32)`]) await expect(run(url, text), text).rejects.toThrow('permission denied')
})
