import { afterAll, beforeAll, expect, it } from 'vitest'
import { NO_FILTERS } from '../../../shared/ipc/household-contract'
import type { SyncStatus } from '../../../shared/ipc/sync-contract'
import type { HouseholdId } from '../../../shared/model/ids'
import { jsonAnswer, rewriteJson, startFaultProxy, type Fault, type FaultProxy } from '../../support/fault-proxy'
import { startService, type TestService } from '../../support/service'
import { configOf } from './config-of'
import { StoreDriver } from './store-driver'

let service: TestService
let hub: FaultProxy
let vault: FaultProxy
let driver: StoreDriver
let householdId: HouseholdId

beforeAll(async () => {
  service = await startService({ households: 60 })
  hub = await startFaultProxy(service.hubUrl)
  vault = await startFaultProxy(service.vaultUrl)
  driver = await new StoreDriver({ config: configOf(service, { hubUrl: hub.url, vaultUrl: vault.url }) }).start()
  await driver.signInAndEnrol()
  await driver.call('sync', 'syncNow', {})
  const asked = { filters: NO_FILTERS, sort: 'urgency', after: null, limit: 1 } as const
  const [row] = (await driver.call('household', 'listWorklist', asked)).rows
  if (row === undefined) throw new Error('no household in the cache')
  householdId = row.householdId
})
afterAll(async () => {
  await driver.stop()
  await hub.close()
  await vault.close()
  await service.stop()
})

/** Writes a contact, upon which a round begins by itself: nobody presses "Sync now" here. */
const write = () =>
  driver.call('household', 'addContact', {
    householdId,
    channel: 'phone',
    outcome: 'left-message',
    note: 'She will ring back on Friday',
    aboutPersonId: null,
    nextAction: null,
  })
const told = (): SyncStatus[] =>
  driver.events.filter(({ name }) => name === 'sync:status-changed').map(({ data }) => data as SyncStatus)
const lastTold = (): SyncStatus['lastProblem'] | undefined => told().at(-1)?.lastProblem

const answer = (body: string): Fault => ({
  kind: 'answer',
  answer: { status: 200, headers: {}, body: Buffer.from(body) },
})
const troubles: readonly (readonly [words: string, act: () => void, code: SyncStatus['lastProblem']])[] = [
  ['a hub that answers rubbish', () => hub.set(answer('<h1>hotel wifi</h1>'), '/operations'), 'HUB_RUBBISH'],
  ['a page without its end record', () => hub.set(answer(''), '/sync/changes'), 'SYNC_PAGE_TRUNCATED'],
  [
    'a revoked laptop',
    () => hub.set({ kind: 'answer', answer: jsonAnswer(403, { code: 'ACCESS_DEVICE_REVOKED', detail: {} }) }, '/sync'),
    'ACCESS_DEVICE_REVOKED',
  ],
  ['a hub that hangs', () => hub.set({ kind: 'hang' }, '/sync/changes'), 'HUB_SLOW'],
  ['a vault that hangs', () => vault.set({ kind: 'hang' }), 'VAULT_SLOW'],
  ['a hub that is not there', () => hub.set({ kind: 'refuse' }), 'HUB_UNREACHABLE'],
  ['a vault that is not there', () => vault.set({ kind: 'refuse' }), 'VAULT_UNREACHABLE'],
]

it.each(troubles)(
  '%s shows in the status of a round that nobody asked for, until a clean one',
  async (_, act, code) => {
    act()
    try {
      await write()
      await driver.until(() => lastTold() === code, 50_000)
      expect((await driver.call('sync', 'getStatus', {})).lastProblem).toBe(code)
    } finally {
      for (const proxy of [hub, vault]) proxy.heal()
    }
    await driver.until(() => lastTold() === null)
    expect(await driver.call('sync', 'getStatus', {})).toMatchObject({ lastProblem: null, waitingToSend: 0 })
  },
  120_000,
)

it('a key bundle that nobody signed shows from the next unlock on', async () => {
  await driver.stop()
  await driver.start()
  const forged = (jws: string): string => `${jws.slice(0, -43)}${'A'.repeat(43)}`
  hub.set(
    rewriteJson((body) => {
      const { bundle, purposes } = body as { bundle: string; purposes: string }
      return { bundle: forged(bundle), purposes }
    }),
    '/keys',
  )
  try {
    await driver.unlock()
    await driver.until(() => lastTold() === 'KEY_BUNDLE_INVALID')
  } finally {
    hub.heal()
  }
  await driver.until(() => lastTold() === null)
})
