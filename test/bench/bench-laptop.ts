import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createDeviceKeys, createDeviceSigner, publicKeysOf } from '../../main/keys/device-keys'
import { NO_KEYS_BEFORE, openKeyBundle } from '../../main/keys/key-bundle'
import { createLogger } from '../../main/logging/logger'
import { systemClock } from '../../main/settings/clock'
import { CACHE_MIGRATIONS, KEPT_MIGRATIONS } from '../../main/store/migrations/index'
import { openDatabase, type OpenDatabase } from '../../main/store/process/open-database'
import { RecoverySpool } from '../../main/store/recovery-spool'
import { CaseloadListRepository } from '../../main/store/repositories/caseload-list-repository'
import { DeviceRepository } from '../../main/store/repositories/device-repository'
import { HouseholdRepository } from '../../main/store/repositories/household-repository'
import { LedgerRepository } from '../../main/store/repositories/ledger-repository'
import { OutboxRepository } from '../../main/store/repositories/outbox-repository'
import { PlaceRepository } from '../../main/store/repositories/place-repository'
import { createHubClient, type HubClient } from '../../main/sync/hub-client'
import { SyncEngine } from '../../main/sync/sync-engine'
import { createVaultClient } from '../../main/sync/vault-client'
import type { FilledHub } from './filled-hub'

/** A laptop without a window: the app's own encrypted databases, clients and sync engine, over real HTTP to a real hub. */
export class BenchLaptop {
  private constructor(readonly engine: SyncEngine, readonly hub: HubClient, readonly cache: OpenDatabase, readonly households: HouseholdRepository, private readonly kept: OpenDatabase, private readonly folder: string) {}

  static async enrol({ hubUrl, vaultUrl, rootKey, token }: FilledHub): Promise<BenchLaptop> {
    const [deviceId, keys, folder] = [randomUUID(), createDeviceKeys(), mkdtempSync(path.join(tmpdir(), 'casement-bench-laptop-'))]
    const key = new Uint8Array(randomBytes(32))
    const kept = openDatabase(path.join(folder, 'kept.db'), key, KEPT_MIGRATIONS)
    const cache = openDatabase(path.join(folder, 'cache.db'), key, CACHE_MIGRATIONS)
    const [devices, households] = [new DeviceRepository(kept), new HouseholdRepository(cache)]
    const http = { fetch, clock: systemClock, logger: createLogger(null, () => 0, () => undefined), token }
    const { officer, epoch } = await createHubClient({ ...http, signer: null, baseUrl: hubUrl }).enrolDevice({ deviceId, name: 'Laptop', ...publicKeysOf(keys), replaces: null })
    devices.create({ deviceId, keys, officer, epoch })
    const signer = createDeviceSigner(deviceId, keys)
    const hub = createHubClient({ ...http, signer, baseUrl: hubUrl })
    const engine = new SyncEngine({
      hub, vault: createVaultClient({ ...http, signer, baseUrl: vaultUrl }), cache, households, places: new PlaceRepository(cache), caseloadLists: new CaseloadListRepository(cache),
      outbox: new OutboxRepository(kept), conflicts: new LedgerRepository(kept), devices, spool: new RecoverySpool(folder), officerId: officer.officerId, clock: systemClock, logger: http.logger,
      isSignedIn: () => true, refreshKeys: async () => void (await openKeyBundle(await hub.keys({}), rootKey, NO_KEYS_BEFORE)), onStatus: () => undefined, onChanged: () => undefined, onOfficer: () => undefined,
      onRevoked: () => undefined,
    })
    return new BenchLaptop(engine, hub, cache, households, kept, folder)
  }

  async stop(): Promise<void> {
    await this.engine.stop()
    this.kept.close()
    this.cache.close()
    rmSync(this.folder, { recursive: true, force: true })
  }
}
