import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createDeviceKeys, createDeviceSigner, publicKeysOf, type DeviceSigner } from '../../../main/keys/device-keys'
import { NO_KEYS_BEFORE, openKeyBundle } from '../../../main/keys/key-bundle'
import { createLogger } from '../../../main/logging/logger'
import { systemClock } from '../../../main/settings/clock'
import { CACHE_MIGRATIONS, KEPT_MIGRATIONS } from '../../../main/store/migrations/index'
import { openDatabase, type OpenDatabase } from '../../../main/store/process/open-database'
import { RecoverySpool } from '../../../main/store/recovery-spool'
import { CaseloadListRepository } from '../../../main/store/repositories/caseload-list-repository'
import { DeviceRepository } from '../../../main/store/repositories/device-repository'
import { HouseholdRepository } from '../../../main/store/repositories/household-repository'
import { LedgerRepository } from '../../../main/store/repositories/ledger-repository'
import { OutboxRepository, type OutboxKind } from '../../../main/store/repositories/outbox-repository'
import { PlaceRepository } from '../../../main/store/repositories/place-repository'
import { createHubClient } from '../../../main/sync/hub-client'
import { SyncEngine } from '../../../main/sync/sync-engine'
import { createVaultClient } from '../../../main/sync/vault-client'
import { hubApi } from '../../../shared/api/hub-api'
import { OfficerSchema } from '../../../shared/model/officer'
import type { HubHarness } from '../hub/hub-harness'

/** A laptop in this process: its own encrypted databases, its own keys, and the app's own sync engine and clients; only the wire to the hub is a call. */
export class SyncLaptop {
  private constructor(
    readonly officerId: string, readonly deviceId: string, readonly signer: DeviceSigner, readonly outbox: OutboxRepository, readonly households: HouseholdRepository,
    readonly engine: SyncEngine, private readonly databases: { kept: OpenDatabase; cache: OpenDatabase; folder: string },
  ) {}

  static async enrol(hub: HubHarness, officerId: string): Promise<SyncLaptop> {
    const [deviceId, keys, folder] = [randomUUID(), createDeviceKeys(), mkdtempSync(path.join(tmpdir(), 'casement-laptop-'))]
    const answer = await hub.asOfficer(officerId, hubApi.enrolDevice, { deviceId, name: 'Laptop', ...publicKeysOf(keys), replaces: null })
    if (answer.status !== 200) throw new Error(answer.text)
    const [officer, epoch] = [OfficerSchema.parse(answer.json['officer']), String(answer.json['epoch'])]
    const key = new Uint8Array(randomBytes(32))
    const kept = openDatabase(path.join(folder, 'kept.db'), key, KEPT_MIGRATIONS)
    const cache = openDatabase(path.join(folder, 'cache.db'), key, CACHE_MIGRATIONS)
    const [devices, outbox, households] = [new DeviceRepository(kept), new OutboxRepository(kept), new HouseholdRepository(cache)]
    devices.create({ deviceId, keys, officer, epoch })
    const signer = createDeviceSigner(deviceId, keys)
    const http = { fetch: fetchFrom(hub), clock: systemClock, logger: createLogger(null, () => 0, () => undefined), signer, token: () => hub.issuer.token({ subject: officerId }) }
    const client = createHubClient({ ...http, baseUrl: 'http://hub' })
    const engine = new SyncEngine({
      hub: client, vault: createVaultClient({ ...http, baseUrl: 'http://vault' }), cache, households, places: new PlaceRepository(cache), caseloadLists: new CaseloadListRepository(cache), outbox,
      conflicts: new LedgerRepository(kept), devices, spool: new RecoverySpool(folder), officerId, clock: systemClock, logger: http.logger, isSignedIn: () => true,
      refreshKeys: async () => void (await openKeyBundle(await client.keys({}), hub.config.controllerRootKey, NO_KEYS_BEFORE)), onStatus: () => undefined, onChanged: () => undefined, onOfficer: () => undefined,
    onRevoked: () => undefined,
    })
    return new SyncLaptop(officerId, deviceId, signer, outbox, households, engine, { kept, cache, folder })
  }

  /** Keeps something to be sent, as the domain does. Answers its id. */
  write(kind: OutboxKind, about: Readonly<Record<string, unknown>> & { readonly householdId?: string }, at: string): string {
    const operationId = randomUUID()
    const payload = kind === 'device-event'
      ? { v: 1, type: 'device-event', eventId: operationId, deviceId: this.deviceId, at, ...about }
      : { v: 1, type: 'operation', kind, operationId, deviceId: this.deviceId, at, baseVersion: 1, ...about }
    this.outbox.add({ operationId, target: 'hub', kind, householdId: about.householdId ?? null, reference: null, at, body: JSON.stringify(this.signer(payload)) })
    return operationId
  }

  /** What this laptop believes to be safe with the hub. */
  acknowledged(): { id: string; kind: string }[] {
    return this.databases.kept.all("SELECT operation_id, kind FROM operations WHERE state = 'acknowledged'").map((row) => ({ id: String(row['operation_id']), kind: String(row['kind']) }))
  }

  async stop(): Promise<void> {
    await this.engine.stop()
    this.databases.kept.close()
    this.databases.cache.close()
    rmSync(this.databases.folder, { recursive: true, force: true })
  }
}

/** The client's fetch with the hub's whole app at the other end; the vault is not there. */
export const fetchFrom = (hub: HubHarness): typeof fetch => async (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input)
  if (url.hostname !== 'hub') throw new TypeError('fetch failed')
  const method = init?.method === 'GET' ? 'GET' : 'POST'
  const headers = Object.fromEntries(new Headers(init?.headers).entries())
  const response = await hub.hub.app.inject({ method, url: url.pathname, headers, ...(typeof init?.body === 'string' ? { payload: init.body } : {}) })
  return new Response(new Uint8Array(response.rawPayload), { status: response.statusCode, headers: { 'content-type': String(response.headers['content-type'] ?? '') } })
}
