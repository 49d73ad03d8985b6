import path from 'node:path'
import { isCasementError } from '../shared/errors/casement-error'
import type { Officer } from '../shared/model/officer'
import { LeaseKeeper } from './domain/lease-keeper'
import { destroyWhatIsOver } from './domain/pack-keeper'
import type { Session } from './domain/session'
import { SureTime } from './domain/sure-time'
import { CacheTerm } from './keys/cache-term'
import { createDeviceSigner } from './keys/device-keys'
import { NO_KEYS_BEFORE, openKeyBundle, withNewer, type TrustedKeys } from './keys/key-bundle'
import { packKeys } from './keys/pack-key'
import type { WrapStore } from './keys/wrap-store'
import type { Logger } from './logging/logger'
import type { BuildConfig } from './settings/build-config'
import { toInstant, type Clock } from './settings/clock'
import type { RandomSource } from './settings/random-source'
import type { Timers } from './settings/timers'
import { emptyCache } from './store/empty-cache'
import { CACHE_MIGRATIONS, KEPT_MIGRATIONS } from './store/migrations/index'
import { openDatabase, type OpenDatabase } from './store/process/open-database'
import type { RecoverySpool } from './store/recovery-spool'
import { CaseloadListRepository } from './store/repositories/caseload-list-repository'
import { ContactListRepository } from './store/repositories/contact-list-repository'
import { DeviceRepository, type Device } from './store/repositories/device-repository'
import { DraftRepository } from './store/repositories/draft-repository'
import { HouseholdRepository } from './store/repositories/household-repository'
import { LeaseRepository } from './store/repositories/lease-repository'
import { LedgerRepository } from './store/repositories/ledger-repository'
import { OutboxRepository } from './store/repositories/outbox-repository'
import { PlaceRepository } from './store/repositories/place-repository'
import { QueuedNeedRepository } from './store/repositories/queued-need-repository'
import { RequestRepository } from './store/repositories/request-repository'
import { RevealRepository } from './store/repositories/reveal-repository'
import { SeenAllocationRepository } from './store/repositories/seen-allocation-repository'
import { VisitPermitRepository } from './store/repositories/visit-permit-repository'
import { createHubClient, type HubClient } from './sync/hub-client'
import type { OidcClient } from './sync/oidc-client'
import { RequestWatch } from './sync/request-watch'
import { SyncEngine } from './sync/sync-engine'
import { TokenSession } from './sync/token-session'
import { createVaultClient } from './sync/vault-client'
import { CasementError } from '../shared/errors/casement-error'

export interface SessionOptions {
  readonly dataDir: string
  readonly config: BuildConfig
  readonly clock: Clock
  readonly timers: Timers
  readonly random: RandomSource
  readonly logger: Logger
  readonly fetch: typeof fetch
  readonly oidc: Pick<OidcClient, 'refresh'>
  readonly wraps: WrapStore
  readonly spool: RecoverySpool
  readonly emit: (name: string, data: unknown) => void
  /** Sign-in, officer or role changed. */
  readonly onAccessChanged: () => void
  readonly onRevoked: () => void
}
export interface Databases {
  readonly kept: OpenDatabase
  readonly cache: OpenDatabase
}

/** Opens both files with the database key. A cache that cannot be read is put aside and begun anew; kept.db never is. */
export function openDatabases(
  { dataDir, wraps, clock, logger }: Pick<SessionOptions, 'dataDir' | 'wraps' | 'clock' | 'logger'>,
  key: Uint8Array,
): Databases {
  const kept = openDatabase(path.join(dataDir, 'kept.db'), key, KEPT_MIGRATIONS)
  const file = path.join(dataDir, 'cache.db')
  try {
    return { kept, cache: openDatabase(file, key, CACHE_MIGRATIONS) }
  } catch (error) {
    if (!isCasementError(error) || error.code !== 'STORE_CORRUPTED') {
      kept.close()
      throw error
    }
    logger.warn('cache-replaced', {})
    wraps.setCacheAside(`cache-${toInstant(clock.now()).replaceAll(/[:.]/g, '-')}`)
    return { kept, cache: openDatabase(file, key, CACHE_MIGRATIONS) }
  }
}

/** Wires everything that lives while unlocked. Throws STORE_CORRUPTED for a kept.db that holds no enrolment; both files are closed then, so that they can be put aside. */
export function createSession(options: SessionOptions, databases: Databases): Session {
  try {
    return wireSession(options, databases)
  } catch (error) {
    databases.cache.close()
    databases.kept.close()
    throw error
  }
}

function wireSession(options: SessionOptions, { kept, cache }: Databases): Session {
  const { config, clock, timers, random, logger, oidc, spool, emit } = options
  const devices = new DeviceRepository(kept)
  const device = devices.find()
  if (device === null) throw new CasementError('STORE_CORRUPTED', { table: 'devices' })
  const signer = createDeviceSigner(device.deviceId, device.keys)
  const tokens = new TokenSession(devices.findRefreshToken(), {
    refresh: (token, audience) => oidc.refresh(token, audience),
    clock,
    keep: (token) => devices.saveRefreshToken(token),
    onSignedOut: () => {
      engine.tellStatus()
      options.onAccessChanged()
    },
  })
  const http = { fetch: options.fetch, clock, timers, random, logger, signer }
  const hub = createHubClient({
    ...http,
    baseUrl: config.hubUrl,
    token: (isFresh) => tokens.token('hub', isFresh),
    onReachable: (isReachable) => engine.noteReachable(isReachable),
    onKeysSerial: (serial) => trust.hear(serial),
    // Signed anew since the last round: the next list of purposes is the one that the hub works with.
    onRefused: async (code) => {
      if (code === 'REVEAL_PURPOSE_OUTDATED' || code === 'REVEAL_PURPOSE_UNKNOWN') await trust.refresh().catch(() => undefined)
    },
  })
  const vault = createVaultClient({
    ...http,
    baseUrl: config.vaultUrl,
    token: (isFresh) => tokens.token('vault', isFresh),
  })
  // A new bundle may have retired the key of the lease: the round that follows asks for another.
  const trust = createTrust(options, devices, hub, () => engine.kick())
  const households = new HouseholdRepository(cache)
  const places = new PlaceRepository(cache)
  const outbox = new OutboxRepository(kept)
  // Before a sync can find that nothing waits, and begin the spool anew.
  try {
    const unknown = spool.recoverUnknown(device.officer.officerId, (id) => outbox.isKnown(id))
    if (unknown > 0) logger.warn('older-copy', { count: unknown })
  } catch {
    // No room on the disk: the spool keeps it for the next unlock, and this one must not fail.
  }
  const caseloadLists = new CaseloadListRepository(cache)
  let current: Device = device
  const setOfficer = (officer: Officer): void => {
    const isSame = JSON.stringify(officer) === JSON.stringify(current.officer)
    current = { ...current, officer }
    if (!isSame) options.onAccessChanged()
  }
  const ledger = new LedgerRepository(kept)
  const engine: SyncEngine = new SyncEngine({
    hub,
    vault,
    cache,
    households,
    places,
    caseloadLists,
    outbox,
    conflicts: ledger,
    devices,
    spool,
    officerId: device.officer.officerId,
    clock,
    timers,
    random,
    logger,
    isSignedIn: () => tokens.isSignedIn(),
    refreshKeys: trust.refresh,
    onOfficer: setOfficer,
    renewLease: () => lease.renewInPassing(),
    onRevoked: options.onRevoked,
    onStatus: (status) => emit('sync:status-changed', status),
    onChanged: (householdIds) => emit('household:changed', { householdIds }),
  })
  const requests = new RequestRepository(kept)
  const contactLists = new ContactListRepository(kept)
  const permits = new VisitPermitRepository(kept)
  const sureTime = new SureTime(clock, permits)
  // Before anything can ask for it: what expired while this laptop was locked is gone.
  try {
    destroyWhatIsOver({ permits, contactLists, sureTime })
  } catch {
    // No room on the disk: nothing that is over opens all the same, and it is tried again while the laptop is unlocked. Unsent work must stay reachable.
  }
  const lease = new LeaseKeeper({
    hub, leases: new LeaseRepository(kept), term: new CacheTerm(options.dataDir), keys: trust.keys, sureTime, clock, timers, logger, deviceId: device.deviceId, officerId: device.officer.officerId,
    betweenRounds: (work) => engine.betweenRounds(work),
    emptyCache: () => {
      emptyCache(cache)
      households.forgetCounts()
    },
    isCacheEmpty: () => places.find() === null && households.count() === 0,
    onCacheGone: () => {
      emit('household:changed', { householdIds: null })
      engine.tellStatus()
      engine.kick()
    },
  })
  lease.start()
  const watch = new RequestWatch({
    hub,
    requests,
    contactLists,
    clock,
    timers,
    isSignedIn: () => tokens.isSignedIn(),
    isSupervisor: () => current.officer.role === 'supervisor',
    onRevoked: options.onRevoked,
    onChanged: (counts) => emit('request:changed', counts),
  })
  watch.start()
  return {
    deviceId: device.deviceId,
    officer: () => current.officer,
    epoch: () => devices.find()?.epoch ?? device.epoch,
    clock,
    random,
    dutyDesk: options.config.dutyDesk ?? null,
    kept,
    signer,
    devices,
    households,
    outbox,
    ledger,
    drafts: new DraftRepository(kept),
    reveals: new RevealRepository(kept),
    caseloadLists,
    seenAllocations: new SeenAllocationRepository(kept),
    requests,
    contactLists,
    permits,
    queuedNeeds: new QueuedNeedRepository(kept),
    packKeys,
    sureTime,
    lease,
    spool,
    hub,
    vault,
    tokens,
    engine,
    watch,
    keys: trust.keys,
    close: () => {
      watch.stop()
      lease.stop()
      cache.close()
      kept.close()
    },
  }
}

function createTrust(
  { config, clock }: SessionOptions,
  devices: DeviceRepository,
  hub: HubClient,
  onNewer: () => void,
): { keys: () => Promise<TrustedKeys>; refresh: () => Promise<void>; hear: (serial: number) => void } {
  let heard = 0
  let trusted: Promise<TrustedKeys> | null = null
  const before = async (): Promise<Readonly<{ serial: number; purposesSerial: number }>> => {
    const have = devices.findServiceKeys()
    if (have === null) return NO_KEYS_BEFORE
    // What is kept and does not open any more (another root) is held to its bundle's number alone, as that stands beside it.
    return openKeyBundle(have, config.rootPublicKey, NO_KEYS_BEFORE).catch(() => ({ serial: have.serial, purposesSerial: 0 }))
  }
  const refresh = async (): Promise<void> => {
    const fetched = await hub.keys({})
    // An older bundle could bring a retired key back, older purposes what they let be stated: serials never go down.
    const opened = await openKeyBundle(fetched, config.rootPublicKey, await before())
    devices.saveServiceKeys({ serial: opened.serial, ...fetched }, toInstant(clock.now()))
    trusted = Promise.resolve(withNewer(opened, newer))
  }
  // The services may change keys between two rounds of sync: whoever works on must not be locked out until the next failure or unlock.
  const newer = async (): Promise<TrustedKeys | null> => {
    const known = (await before()).serial
    await refresh().catch(() => undefined)
    const now = await trusted
    return now !== null && now.serial > known ? now : null
  }
  const load = async (): Promise<TrustedKeys> => {
    const kept = devices.findServiceKeys()
    if (kept === null) {
      await refresh()
      return load()
    }
    return withNewer(await openKeyBundle(kept, config.rootPublicKey, { serial: kept.serial, purposesSerial: 0 }), newer)
  }
  // Nothing else tells a laptop that is never locked and meets no failure which keys are retired by now, and what it must seal to no more.
  const hear = (serial: number): void => {
    if (serial <= heard) return
    try {
      const have = devices.findServiceKeys()
      if (have === null) return // its first round is about to fetch them
      heard = serial
      if (serial > have.serial) void refresh().then(onNewer, () => (heard = 0))
    } catch {
      // Locked meanwhile: the next session asks by itself.
    }
  }
  return {
    refresh,
    hear,
    keys: () => {
      trusted ??= load().catch((error: unknown) => {
        trusted = null
        throw error
      })
      return trusted
    },
  }
}
