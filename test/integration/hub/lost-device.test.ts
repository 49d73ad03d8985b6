import { randomBytes } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hubApi } from '../../../shared/api/hub-api'
import { lostDeviceApi, type LostDevice } from '../../../shared/api/lost-device-api'
import { oversightApi } from '../../../shared/api/oversight-api'
import { run } from '../../support/postgres'
import { HubHarness } from './hub-harness'
import type { TestDevice } from './test-device'
import { makeFacts } from './test-facts'

let hub: HubHarness
let admin: TestDevice
let lead: TestDevice
let officer: TestDevice
beforeAll(async () => {
  hub = await HubHarness.start()
  ;[admin, lead, officer] = [await hub.enrol('dev.patel'), await hub.enrol('helen.marsh'), await hub.enrol('amara.okafor')]
  await hub.load([makeFacts()])
})
afterAll(() => hub.stop())

const nonce = () => randomBytes(32).toString('base64url')
const lost = async (who: TestDevice, device = officer) => (await hub.asDevice(who, lostDeviceApi.lostDevice, { deviceId: device.deviceId })).json as LostDevice & { code?: string }
const ask = (device: TestDevice, more: object = {}) => hub.inject(lostDeviceApi.wipeOrder, device.sign({ v: 1, type: 'wipe-question', deviceId: device.deviceId, nonce: nonce(), ...more }))
const receiptOf = (device: TestDevice, unsent = 2) => device.sign({ v: 1, type: 'wipe-receipt', deviceId: device.deviceId, at: new Date().toISOString(), unsent })
const revoke = (device: TestDevice) => hub.asDevice(admin, oversightApi.revokeDevice, { deviceId: device.deviceId })

test('the lead is told which households it can hold, the administrator how many, nobody else; each look is kept before', async () => {
  const { households, device, unsent, wiped } = await lost(lead)
  expect(households.total).toBe(1)
  expect(households.references).toHaveLength(1)
  expect([device.deviceId, unsent, wiped]).toEqual([officer.deviceId, null, null])
  expect((await lost(admin)).households).toEqual({ total: 1, references: null })
  expect((await lost(officer)).code).toBe('ACCESS_ROLE_FORBIDDEN')
  expect(await hub.sql(`select officer_id from oversight_accesses where act = 'lost-laptop' order by access_id`)).toEqual([{ officer_id: 'helen.marsh' }, { officer_id: 'dev.patel' }])
  expect((await hub.asDevice(lead, lostDeviceApi.lostDevice, { deviceId: '0193a000-0000-7000-8000-000000000009' })).json['code']).toBe('NOT_FOUND')
})

test('a household that left its scope counts until the laptop has fetched that change', async () => {
  const { cursor } = (await hub.asDevice(officer, hubApi.startSync, {})).json as { cursor: string }
  await hub.asDevice(officer, hubApi.changePage, { cursor, limit: 10 })
  const [before] = await hub.sql('select district, allocated_team, band from households')
  await hub.sql(`insert into changes (household_id, previous_district, previous_team, previous_band) select household_id, district, allocated_team, band from households`)
  await hub.sql(`update households set district = 'dover', allocated_team = 'outreach', band = 'low'`)
  await hub.settle()
  expect((await lost(lead)).households.total, 'it still holds it').toBe(1)
  const page = await hub.asDevice(officer, hubApi.changePage, { cursor, limit: 10 })
  const end = JSON.parse(page.text.trim().split('\n').at(-1) ?? '') as { cursor?: string; next?: string }
  await hub.asDevice(officer, hubApi.changePage, { cursor: end.next ?? end.cursor ?? '', limit: 10 })
  expect((await lost(lead)).households, 'it was told to let it go').toEqual({ total: 0, references: [] })
  await hub.sql('update households set district = $1, allocated_team = $2, band = $3', [before?.['district'], before?.['allocated_team'], before?.['band']])
})

test('whoever was given another role or team since is lost with what was theirs when the laptop last fetched', async () => {
  const change = async (role: string, team: string) => {
    const [from] = await hub.sql(`select role, team, district from officers where officer_id = 'amara.okafor'`)
    return hub.asDevice(admin, oversightApi.changePerson, { officerId: 'amara.okafor', role, team, district: 'canterbury', from })
  }
  const { cursor } = (await hub.asDevice(officer, hubApi.startSync, {})).json as { cursor: string }
  await hub.asDevice(officer, hubApi.changePage, { cursor, limit: 10 })
  expect((await lost(lead)).households.total).toBe(1)
  // Somebody leaves: their account is made one without case work, and the laptop never came back.
  for (const [role, team] of [['officer', 'housing-options'], ['ig-lead', 'customer-contact']] as const) expect((await change(role, team)).status).toBe(200)
  await hub.settle()
  expect((await lost(lead)).households.total).toBe(1)
  const { cursor: anew } = (await hub.asDevice(officer, hubApi.startSync, {})).json as { cursor: string }
  await hub.asDevice(officer, hubApi.changePage, { cursor: anew, limit: 10 })
  expect((await lost(lead)).households.total, 'it has let them go').toBe(0)
  await change('officer', 'income-and-debt')
  await hub.settle()
})

test('what it said last that it had not sent', async () => {
  await hub.asDevice(officer, lostDeviceApi.reportWaiting, { waiting: 3 })
  expect((await lost(admin)).unsent).toMatchObject({ count: 3 })
  await hub.asDevice(officer, lostDeviceApi.reportWaiting, { waiting: 0 })
  expect((await lost(admin)).unsent).toMatchObject({ count: 0 })
  expect((await hub.asDevice(officer, lostDeviceApi.reportWaiting, { waiting: -1 })).json['code']).toBe('REQUEST_INVALID')
})

test('a laptop in use gets no order to erase itself and leaves no receipt, by the hub or around it', async () => {
  expect((await ask(officer)).json['code']).toBe('NOT_FOUND')
  expect((await hub.inject(lostDeviceApi.reportWiped, receiptOf(officer))).json['code']).toBe('NOT_FOUND')
  const insert = `insert into device_wipes values ('${officer.deviceId}', '{}', now(), 0, now())`
  await expect(run(hub.config.databaseUrl, insert)).rejects.toThrow('a laptop in use has no receipt')
  await hub.sql('alter table device_wipes disable trigger device_wipes_guard')
  await run(hub.config.databaseUrl, insert) // with its guard off it would pass
  await hub.sql('delete from device_wipes')
  await hub.sql('alter table device_wipes enable trigger device_wipes_guard')
})

test('a revoked one proves itself by its key alone, is answered for its own question, and its first receipt stands', async () => {
  const old = await hub.enrol('priya.nair')
  await revoke(old)
  const question = nonce()
  const { order } = (await ask(old, { nonce: question })).json as { order: string }
  expect(decodeProtectedHeader(order)).toMatchObject({ alg: 'EdDSA', typ: 'casement-wipe-order' })
  expect(decodeJwt(order)).toMatchObject({ deviceId: old.deviceId, nonce: question })
  const forged = { ...old.sign({ v: 1, type: 'wipe-question', deviceId: old.deviceId, nonce: nonce() }), signature: officer.sign({}).signature }
  expect((await hub.inject(lostDeviceApi.wipeOrder, forged)).json['code']).toBe('ACCESS_DEVICE_PROOF_INVALID')
  expect((await hub.inject(lostDeviceApi.reportWiped, { ...receiptOf(old), payload: receiptOf(old, 0).payload })).json['code']).toBe('ACCESS_DEVICE_PROOF_INVALID')
  expect((await hub.inject(lostDeviceApi.wipeOrder, receiptOf(old))).json['code'], 'one signed thing is never taken for another').toBe('REQUEST_INVALID')
  for (const unsent of [2, 5]) expect((await hub.inject(lostDeviceApi.reportWiped, receiptOf(old, unsent))).status).toBe(200)
  expect((await lost(admin, old)).wiped).toMatchObject({ unsent: 2 })
  for (const statement of ['delete from device_wipes', 'update device_wipes set unsent = 0']) await expect(run(hub.config.databaseUrl, statement)).rejects.toThrow('permission denied')
})
