import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NO_FILTERS } from '../../../shared/ipc/household-contract'
import { startFaultProxy, type FaultProxy } from '../../support/fault-proxy'
import { startService, type TestService } from '../../support/service'
import { configOf } from './config-of'
import { StoreDriver } from './store-driver'

let service: TestService
let hub: FaultProxy
let vault: FaultProxy
const open: StoreDriver[] = []

beforeAll(async () => {
  service = await startService({ households: 60, deviceAllowance: 2 })
  hub = await startFaultProxy(service.hubUrl)
  vault = await startFaultProxy(service.vaultUrl)
})
afterAll(async () => {
  await Promise.all(open.map((driver) => driver.stop()))
  await hub.close()
  await vault.close()
  await service.stop()
})

async function start(dataDir?: string): Promise<StoreDriver> {
  const config = configOf(service, { hubUrl: hub.url, vaultUrl: vault.url })
  const driver = await new StoreDriver({ config, ...(dataDir === undefined ? {} : { dataDir }) }).start()
  open.push(driver)
  return driver
}

/** A contact written offline: waits in the outbox and the spool. */
async function unsent(driver: StoreDriver): Promise<string> {
  await driver.call('sync', 'syncNow', {})
  const asked = { filters: NO_FILTERS, sort: 'urgency', after: null, limit: 1 } as const
  const { rows } = await driver.call('household', 'listWorklist', asked)
  const [row] = rows
  if (row === undefined) throw new Error('no household in the cache')
  for (const proxy of [hub, vault]) proxy.set({ kind: 'refuse' })
  const { contactId } = await driver.call('household', 'addContact', {
    householdId: row.householdId,
    channel: 'phone',
    outcome: 'left-message',
    note: 'She will ring back on Friday',
    aboutPersonId: null,
    nextAction: null,
  })
  return contactId
}

async function count(name: 'hub' | 'vault', sql: string, parameters: readonly unknown[] = []): Promise<number> {
  const client = await service.database(name)
  const { rows } = await client.query<{ n: number }>(sql, [...parameters])
  await client.end()
  return rows[0]?.n ?? -1
}

describe('starting again with an allowance of two', () => {
  it('works every time a passphrase is forgotten, leaves the other place free, and loses no unsent work', async () => {
    let driver = await start()
    await driver.signInAndEnrol()
    const written: string[] = []
    for (const passphrase of [
      'umbrella copper walnut drizzle',
      'pencil harbour violin meadow',
      'lantern walrus gravel teapot',
    ]) {
      written.push(await unsent(driver))
      await driver.stop()
      driver = await start(driver.dataDir)
      expect(await driver.call('access', 'startAgain', {})).toMatchObject({ phase: 'signed-out', recoverable: 2 })
      for (const proxy of [hub, vault]) proxy.heal()
      await driver.signInAndEnrol(passphrase)
      await driver.call('sync', 'syncNow', {})
      expect((await driver.call('access', 'getState', {})).recoverable).toBe(0)
    }
    expect(written).toHaveLength(3)
    expect(await count('hub', 'SELECT count(*)::int AS n FROM contacts WHERE contact_id = ANY($1)', [written])).toBe(3)
    const inUse =
      'SELECT count(*)::int AS n FROM devices WHERE device_id NOT IN (SELECT device_id FROM device_replacements)'
    for (const name of ['hub', 'vault'] as const) expect(await count(name, inUse)).toBe(1)

    const other = await start()
    expect(await other.signInAndEnrol()).toMatchObject({ phase: 'unlocked' })
    const third = await start()
    await third.call('access', 'signIn', {})
    expect(await third.refusal('access', 'enrol', { passphrase: 'umbrella copper walnut drizzle' })).toBe(
      'ACCESS_DEVICE_LIMIT',
    )
  })
})
