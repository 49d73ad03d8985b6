import { CasementError } from '../shared/errors/casement-error'
import type { Envelope } from '../shared/ipc/result'
import type { ToStore } from '../shared/ipc/store-port'
import { createSession, openDatabases, type SessionOptions } from './create-session'
import { AccessService } from './domain/access-service'
import { LaptopWipe } from './domain/laptop-wipe'
import { createServices, type Services } from './domain/services'
import type { Session } from './domain/session'
import { DeviceEnrolment } from './enrol-device'
import { createStoreAnswering } from './ipc/answer-store-call'
import { createStoreHandlers } from './ipc/handlers/store-handlers'
import { CacheTerm, dropOldCache } from './keys/cache-term'
import { unwrapKey } from './keys/key-wrapping'
import { WipeFile } from './keys/wipe-file'
import { WrapStore } from './keys/wrap-store'
import type { Logger } from './logging/logger'
import { BuildConfigSchema } from './settings/build-config'
import type { Clock } from './settings/clock'
import { systemRandom } from './settings/random-source'
import { systemTimers } from './settings/timers'
import { RecoverySpool } from './store/recovery-spool'
import { createHubClient } from './sync/hub-client'
import { OidcClient } from './sync/oidc-client'

export interface StoreAppOptions {
  readonly start: Extract<ToStore, { type: 'start' }>
  readonly clock: Clock
  readonly logger: Logger
  readonly emit: (name: string, data: unknown) => void
  readonly openBrowser: (url: string) => void
}
export interface StoreApp {
  call(channel: string, request: unknown): Promise<Envelope<unknown>>
  /** Ends the sync and closes the databases. */
  close(): Promise<void>
}

const CLOSE_WAIT_MS = 300

/** Wires the store process: the one place that makes services. */
export function createStoreApp({ start, clock, logger, emit, openBrowser }: StoreAppOptions): StoreApp {
  const config = BuildConfigSchema.parse(start.buildConfig)
  const { dataDir, keyStoreSecret } = start
  const wraps = new WrapStore(dataDir)
  const spool = new RecoverySpool(dataDir)
  const oidc = new OidcClient({ issuer: config.issuer, clientId: config.clientId, fetch, openBrowser })
  const options: SessionOptions = {
    dataDir,
    config,
    clock,
    timers: systemTimers,
    random: systemRandom,
    logger,
    fetch,
    oidc,
    wraps,
    spool,
    emit,
    onAccessChanged: () => emit('access:state-changed', access.getState()),
    onRevoked: () => {
      if (access.isUnlocked()) void wipe.noteRevoked(access.session())
    },
  }
  const closeSession = async (): Promise<void> => {
    const session = access.endSession()
    if (session === null) return
    // A call to the service may take its time; what is committed is safe whether or not it ends.
    await Promise.race([session.engine.stop(), new Promise((resolve) => setTimeout(resolve, CLOSE_WAIT_MS))])
    session.close()
  }
  const wipe = new LaptopWipe({
    clock,
    logger,
    file: new WipeFile(dataDir),
    // By the laptop's key alone: its officer may be signed out, or have no account any more.
    hub: createHubClient({ fetch, clock, logger, signer: null, baseUrl: config.hubUrl, token: () => Promise.reject(new CasementError('ACCESS_SIGNED_OUT')) }),
    erase: () => wraps.erase(),
    eraseCaches: () => void wraps.removeCaches(),
    endSession: closeSession,
    onWiped: () => emit('access:wiped', {}),
  })
  wipe.resume()
  if (dropOldCache(new CacheTerm(dataDir), wraps, clock.now())) logger.warn('cache-dropped', {})
  const enrolment = new DeviceEnrolment(options, { secret: keyStoreSecret, backend: start.keyStoreBackend })
  const access: AccessService = new AccessService({
    clock,
    wraps,
    spool,
    hasKeyStore: keyStoreSecret !== null,
    isTestRuntime: start.isTestRuntime,
    needsKeyStore: config.production,
    signIn: (how) => oidc.signIn(how),
    stopSignIn: () => oidc.stopSignIn(),
    enrol: (signedIn, passphrase) => enrolment.enrol(signedIn, passphrase),
    unwrap: async (wrap, passphrase) => {
      const key = await unwrapKey(wrap, passphrase, keyStoreSecret)
      logger.info('key-ready', {})
      return key
    },
    open: (_wrap, key) => createSession(options, openDatabases(options, key)),
    wipedAt: () => wipe.wipedAt(),
    onEnrolled: () => wipe.forget(),
    onChanged: (state) => emit('access:state-changed', state),
  })
  const services = createServicesOnce(() => access.session())
  const handlers = createStoreHandlers(access, services)
  return {
    call: createStoreAnswering(handlers, () => access.isUnlocked(), logger),
    close: async () => {
      wipe.stop()
      await closeSession()
    },
  }
}

function createServicesOnce(session: () => Session): () => Services {
  let made: { session: Session; services: Services } | null = null
  return () => {
    const current = session()
    if (made?.session !== current) made = { session: current, services: createServices(current) }
    return made.services
  }
}
