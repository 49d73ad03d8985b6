import { randomBytes, randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { CasementError } from '../shared/errors/casement-error'
import type { Session } from './domain/session'
import { newId } from './domain/new-id'
import { createSession, openDatabases, type SessionOptions } from './create-session'
import { createDeviceKeys, publicKeysOf } from './keys/device-keys'
import { NO_KEYS_BEFORE, openKeyBundle } from './keys/key-bundle'
import { wrapKey } from './keys/key-wrapping'
import { calibrateKdf } from './keys/passphrase-key'
import { toInstant } from './settings/clock'
import { DeviceRepository, type DeviceKeys } from './store/repositories/device-repository'
import { LedgerRepository } from './store/repositories/ledger-repository'
import { createHubClient } from './sync/hub-client'
import type { SignedIn } from './sync/oidc-client'
import { TokenSession } from './sync/token-session'
import { createVaultClient } from './sync/vault-client'

export interface KeyStoreHalf {
  readonly secret: Uint8Array | null
  readonly backend: string
}

/** Enrols this laptop: keys, hub, vault, databases, wrap. The wrap file comes last: until then nothing counts as enrolled, and a second try goes on with the same device. */
export class DeviceEnrolment {
  readonly #options: SessionOptions
  readonly #half: KeyStoreHalf
  #prepared: { officerId: string; deviceId: string; keys: DeviceKeys } | null = null

  constructor(options: SessionOptions, half: KeyStoreHalf) {
    this.#options = options
    this.#half = half
  }

  async enrol({ officerId, refreshToken }: SignedIn, passphrase: string): Promise<Session> {
    const { config, clock, wraps, spool, logger } = this.#options
    let latest = refreshToken
    const { hub, vault } = this.#clients(refreshToken, (token) => {
      latest = token ?? latest
    })
    const signed = await hub.keys({})
    const trusted = await openKeyBundle(signed, config.rootPublicKey, NO_KEYS_BEFORE)
    if (this.#prepared?.officerId !== officerId)
      this.#prepared = { officerId, deviceId: newId(clock), keys: createDeviceKeys() }
    const { deviceId, keys } = this.#prepared
    // A passphrase that was forgotten must not cost one of the few places that the controller allows.
    const replaces = wraps.lastSetAside(officerId)
    const device = { deviceId, name: deviceName(), ...publicKeysOf(keys), replaces }
    const { officer, epoch } = await hub.enrolDevice(device)
    if (officer.officerId !== officerId) throw new CasementError('ACCESS_SIGN_IN_FAILED')
    // Its ledger size may be that of another epoch, so it is not kept: the first release asks for the right proof (VAULT_PROOF_NEEDED).
    await vault.enrolDevice(device)

    const key = new Uint8Array(randomBytes(32))
    const kdf = await calibrateKdf(randomBytes(16), () => clock.elapsed())
    const about = { deviceId, officer, keyStore: this.#half.secret === null ? null : this.#half.backend }
    const wrap = await wrapKey(key, kdf, { passphrase, keyStoreSecret: this.#half.secret, about })
    const name = toInstant(clock.now()).replaceAll(/[:.]/g, '-')
    wraps.setLeftoversAside(`enrol-${name}`)
    const databases = openDatabases(this.#options, key)
    databases.kept.transaction(() => {
      const devices = new DeviceRepository(databases.kept)
      devices.create({ deviceId, keys, officer, epoch })
      devices.saveRefreshToken(latest)
      devices.saveServiceKeys({ serial: trusted.serial, ...signed }, toInstant(clock.now()))
      new LedgerRepository(databases.kept).saveVaultSize(epoch, 0)
    })
    spool.beginRecovery(officerId, `${name}-${randomUUID().slice(0, 8)}`)
    wraps.save(wrap)
    wraps.saveAttempts({ wrong: 0, waitUntil: 0 })
    this.#prepared = null // the next enrolment here, after a wiping, is another device
    logger.info('enrolled', {})
    return createSession(this.#options, databases)
  }

  #clients(refreshToken: string, keep: (token: string | null) => void) {
    const { oidc, clock, logger, config, fetch } = this.#options
    const tokens = new TokenSession(refreshToken, {
      refresh: (token, audience) => oidc.refresh(token, audience),
      clock,
      keep,
      onSignedOut: () => undefined,
    })
    const http = { fetch, clock, logger, signer: null }
    return {
      hub: createHubClient({ ...http, baseUrl: config.hubUrl, token: (isFresh) => tokens.token('hub', isFresh) }),
      vault: createVaultClient({
        ...http,
        baseUrl: config.vaultUrl,
        token: (isFresh) => tokens.token('vault', isFresh),
      }),
    }
  }
}

/** What an administrator sees in the list of laptops. */
const deviceName = (): string => hostname().slice(0, 60) || 'laptop'
