import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
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
  before()
  expect(await starts(), 'an older bundle').toBe('KEY_BUNDLE_INVALID')
})

test('what it remembers of them is not its own to change', async () => {
  const client = new pg.Client({ connectionString: await hub.database.appUrl(HUB_ROLE) })
  await client.connect()
  for (const text of ['delete from signed_serials', 'update signed_serials set serial = 1', 'truncate signed_serials'])
    expect(await client.query(text).then(() => 'done', (error: pg.DatabaseError) => error.code)).toBe('42501')
  await client.end()
})
