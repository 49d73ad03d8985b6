import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { decodeJwt } from 'jose'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sharingApi } from '../../../shared/api/sharing-api'
import { createHub } from '../../../service/hub/create-hub'
import { HUB_ROLE } from '../../../service/hub/migrations'
import { ControllerFolder } from '../../support/controller-files'
import { HubHarness } from './hub-harness'

let hub: HubHarness
let controller: ControllerFolder
beforeAll(async () => {
  hub = await HubHarness.start()
  controller = new ControllerFolder(hub.folder)
})
afterAll(() => hub.stop())

const starts = (): Promise<unknown> => createHub(hub.config).then(async (other) => { await other.close(); return 'started' }, (error: unknown) => (error as { code: string }).code)

test('a hub starts with no older purposes or key bundle than it worked with, nor with purposes that a retired key signed', async () => {
  const older = controller.keep()
  await controller.signPurposes((set) => ({ ...set, serial: set.serial + 1 }))
  expect(await starts()).toBe('started')
  older()
  expect(await starts(), 'older purposes').toBe('KEY_BUNDLE_INVALID')
  await controller.signPurposes((set) => ({ ...set, serial: set.serial + 2 }))
  const before = controller.keep()
  await controller.change('hub-grant')
  expect(await starts()).toBe('started')
  const last = controller.keep()
  before()
  expect(await starts(), 'an older bundle').toBe('KEY_BUNDLE_INVALID')
  last()
})

test('a hub starts with no sharing agreement but the one the controller signed last, whole and by the key in use', async () => {
  const whole = controller.keep()
  await controller.signSharing((agreement) => ({ ...agreement, serial: agreement.serial + 1, roles: { ...agreement.roles, outreach: { ...agreement.roles.outreach, housing: 'flag' } } }))
  expect(await starts()).toBe('started')
  const next = controller.keep()
  whole()
  expect(await starts(), 'an older agreement, under which an outreach worker saw more').toBe('KEY_BUNDLE_INVALID')
  next()
  await controller.signSharing((agreement) => ({ ...agreement, roles: { ...agreement.roles, admin: agreement.roles.officer } }))
  expect(await starts(), 'another content under the same version').toBe('KEY_BUNDLE_INVALID')
  next()
  const file = hub.config.sharingAgreementFile
  const [head = '', payload = '', signature = ''] = readFileSync(file, 'utf8').trim().split('.')
  const altered = Buffer.from(Buffer.from(payload, 'base64url').toString().replace('"hidden"', '"detail"')).toString('base64url')
  writeFileSync(file, [head, altered, signature].join('.'))
  expect(await starts(), 'altered').toBe('KEY_BUNDLE_INVALID')
  writeFileSync(file, JSON.stringify({ roles: {} }))
  expect(await starts(), 'not signed').toBe('KEY_BUNDLE_INVALID')
  writeFileSync(file, readFileSync(hub.config.purposesFile))
  expect(await starts(), 'something else that the same key signed').toBe('KEY_BUNDLE_INVALID')
  rmSync(file)
  expect(await starts(), 'none at all').toBe('KEY_BUNDLE_INVALID')
  next()
  const retired = controller.purposesKey
  const key = await controller.change('purposes')
  await controller.signPurposes((set) => set, key)
  expect(await starts(), 'the same content signed by the next key').toBe('started')
  await controller.signSharing((agreement) => ({ ...agreement, serial: agreement.serial + 1 }), retired)
  expect(await starts(), 'by a retired key').toBe('KEY_BUNDLE_INVALID')
})

test('each version that it worked with is told with its signature and since when, the one in force first', async () => {
  const device = await hub.enrol('dev.patel')
  const { versions } = (await hub.asDevice(device, sharingApi.sharingAgreement, {})).json as { versions: { signed: string; since: string }[] }
  expect(versions.map(({ signed }) => decodeJwt<{ serial: number; roles: { outreach: { housing: string } } }>(signed)).map(({ serial, roles }) => [serial, roles.outreach.housing])).toEqual([[2, 'flag'], [1, 'detail']])
  expect(versions.every(({ since }) => !Number.isNaN(Date.parse(since)))).toBe(true)
  expect((await hub.asOfficer('dev.patel', sharingApi.sharingAgreement, {})).status, 'without an enrolled laptop').toBe(401)
})

test('what it remembers of them is not its own to change', async () => {
  const client = new pg.Client({ connectionString: await hub.database.appUrl(HUB_ROLE) })
  await client.connect()
  for (const text of ['delete from signed_serials', 'update signed_serials set serial = 1', 'truncate signed_serials', 'delete from sharing_agreements', `update sharing_agreements set jws = ''`])
    expect(await client.query(text).then(() => 'done', (error: pg.DatabaseError) => error.code)).toBe('42501')
  await client.end()
})
