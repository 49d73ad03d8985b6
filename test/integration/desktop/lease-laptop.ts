import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { LeaseKeeper } from '../../../main/domain/lease-keeper'
import { SureTime } from '../../../main/domain/sure-time'
import { CacheTerm } from '../../../main/keys/cache-term'
import { createDeviceKeys, createDeviceSigner, publicKeysOf } from '../../../main/keys/device-keys'
import { NO_KEYS_BEFORE, openKeyBundle, type TrustedKeys } from '../../../main/keys/key-bundle'
import { createLogger } from '../../../main/logging/logger'
import { systemTimers } from '../../../main/settings/timers'
import { emptyCache } from '../../../main/store/empty-cache'
import { CACHE_MIGRATIONS, KEPT_MIGRATIONS } from '../../../main/store/migrations/index'
import { openDatabase, type OpenDatabase } from '../../../main/store/process/open-database'
import { LeaseRepository } from '../../../main/store/repositories/lease-repository'
import { PlaceRepository } from '../../../main/store/repositories/place-repository'
import { VisitPermitRepository } from '../../../main/store/repositories/visit-permit-repository'
import { createHubClient, type HubClient } from '../../../main/sync/hub-client'
import type { LeaseCalls } from '../../../main/sync/lease-calls'
import { hubApi } from '../../../shared/api/hub-api'
import type { HubHarness } from '../hub/hub-harness'
import { fetchFrom } from '../sync/sync-laptop'

const logger = createLogger(null, () => 0, () => undefined)

/** A laptop's lease against a real hub: real keys, real encrypted databases; only its clock is set by hand. */
export class LeaseLaptop {
  /** Monotonic time goes on with what passes and not with what is set. */
  readonly clock = { wall: Date.now(), passed: 0, now: (): number => this.clock.wall, elapsed: (): number => this.clock.passed }
  readonly key = new Uint8Array(randomBytes(32))
  kept!: OpenDatabase
  cache!: OpenDatabase
  leases!: LeaseRepository
  keeper!: LeaseKeeper
  sureTime!: SureTime
  /** What answers instead of the hub, once. */
  lie: LeaseCalls['lease'] | null = null
  /** A round of sync that is under way. */
  round: Promise<void> = Promise.resolve()
  gone = 0

  private constructor(readonly officerId: string, readonly deviceId: string, readonly hub: HubClient, readonly folder: string, public trusted: TrustedKeys) {
    this.open()
  }

  static async enrol(hub: HubHarness, officerId: string): Promise<LeaseLaptop> {
    const [deviceId, keys] = [randomUUID(), createDeviceKeys()]
    const answer = await hub.asOfficer(officerId, hubApi.enrolDevice, { deviceId, name: 'Laptop', ...publicKeysOf(keys), replaces: null })
    if (answer.status !== 200) throw new Error(answer.text)
    const client = createHubClient({
      fetch: fetchFrom(hub), clock: { now: Date.now, elapsed: () => performance.now() }, logger, signer: createDeviceSigner(deviceId, keys), token: () => hub.issuer.token({ subject: officerId, expiresIn: 60 * 86_400 }), baseUrl: 'http://hub',
    })
    return new LeaseLaptop(officerId, deviceId, client, mkdtempSync(path.join(tmpdir(), 'casement-lease-')), await openKeyBundle(await client.keys({}), hub.config.controllerRootKey, NO_KEYS_BEFORE))
  }

  /** What a round of sync does first: the bundle that the hub has by now. */
  async fetchKeys(hub: HubHarness): Promise<void> {
    this.trusted = await openKeyBundle(await this.hub.keys({}), hub.config.controllerRootKey, this.trusted)
  }

  pass(ms: number): void {
    this.clock.wall += ms
    this.clock.passed += ms
  }

  open(): void {
    this.kept = openDatabase(path.join(this.folder, 'kept.db'), this.key, KEPT_MIGRATIONS)
    this.cache = openDatabase(path.join(this.folder, 'cache.db'), this.key, CACHE_MIGRATIONS)
    this.leases = new LeaseRepository(this.kept)
    this.sureTime = new SureTime(this.clock, new VisitPermitRepository(this.kept))
    const { officerId, deviceId, clock, sureTime, leases } = this
    this.keeper = new LeaseKeeper({
      hub: { lease: (request) => (this.lie ?? this.hub.lease)(request) }, leases, term: new CacheTerm(this.folder), keys: () => Promise.resolve(this.trusted), sureTime, clock, timers: systemTimers, logger, deviceId, officerId,
      betweenRounds: async (work) => this.round.then(work),
      emptyCache: () => emptyCache(this.cache), isCacheEmpty: () => new PlaceRepository(this.cache).find() === null, onCacheGone: () => { this.gone += 1 },
    })
  }

  close(): void {
    this.kept.close()
    this.cache.close()
  }

  remove(): void {
    this.close()
    rmSync(this.folder, { recursive: true, force: true })
  }

  /** Something of which every byte can be looked for in the cache. */
  fillCache(sentinel: string): void {
    new PlaceRepository(this.cache).save({ epoch: 'e', cursor: 'e.1.1', resume: null, isStreaming: false, generation: 1, done: 1, total: 1, syncedAt: null })
    this.cache.run('INSERT INTO caseload_lists (id, lists) VALUES (1, ?)', [sentinel])
  }
}
