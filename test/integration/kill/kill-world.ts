import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { compactDecrypt, importJWK } from 'jose'
import type pg from 'pg'
import type { RequestOfEntry } from '../../../shared/ipc/define-contract'
import { NO_FILTERS } from '../../../shared/ipc/household-contract'
import type { revealContract } from '../../../shared/ipc/reveal-contract'
import { RevealedDetailsSchema } from '../../../shared/model/identity'
import { P256PublicJwkSchema } from '../../../shared/model/ids'
import { uuidV7 } from '../../../shared/model/uuid-v7'
import { startFaultProxy, type FaultProxy } from '../../support/fault-proxy'
import { startService, type TestService } from '../../support/service'
import { configOf } from '../desktop/config-of'
import { StoreDriver } from '../desktop/store-driver'
import { LedgerWitness } from './ledger-witness'

export const TARGETS = ['hub', 'vault', 'app'] as const
export type Target = (typeof TARGETS)[number]
type Need = RequestOfEntry<typeof revealContract.request>

/** More than a day: the budget counts by the hour and by the day. */
const LONG_AGO = "interval '25 hours'"

/** Real hub, vault and store process (the app's), each a process that can be killed and started again; PostgreSQL and the provider stay up. */
export class KillWorld {
  readonly #pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  #wish: Omit<Need, 'requestId'> | null = null

  private constructor(
    readonly service: TestService, readonly hub: FaultProxy, readonly vault: FaultProxy, readonly witness: LedgerWitness, readonly databases: Readonly<Record<'hub' | 'vault', pg.Client>>,
    readonly driver: StoreDriver,
  ) {}

  static async start(): Promise<KillWorld> {
    const service = await startService({ households: 60 })
    const [hub, vault] = [await startFaultProxy(service.hubUrl), await startFaultProxy(service.vaultUrl)]
    const databases = { hub: await service.database('hub'), vault: await service.database('vault') }
    const driver = await new StoreDriver({ config: configOf(service, { hubUrl: hub.url, vaultUrl: vault.url }) }).start()
    await driver.signInAndEnrol()
    await driver.call('sync', 'syncNow', {})
    const world = new KillWorld(service, hub, vault, new LedgerWitness(databases.hub, service.dataDir), databases, driver)
    await world.#prepare()
    return world
  }

  async stop(): Promise<void> {
    await this.driver.stop()
    await Promise.all([this.hub.close(), this.vault.close(), this.databases.hub.end(), this.databases.vault.end()])
    await this.service.stop()
  }

  newRequestId = (): string => uuidV7(Date.now(), randomBytes(10))

  /** As the window does: asks, opens what arrives with the window key, and says that it was shown. True once details were in clear. */
  async display(requestId: string, onShown: () => void = () => undefined): Promise<void> {
    if (this.#wish === null) throw new Error('nothing to reveal')
    const granted = await this.driver.call('reveal', 'request', { ...this.#wish, requestId })
    if (granted.outcome !== 'granted') throw new Error(granted.outcome)
    const { plaintext } = await compactDecrypt(granted.sealed, await importJWK(this.#pair.privateKey.export({ format: 'jwk' }), 'ECDH-ES'))
    RevealedDetailsSchema.parse(JSON.parse(new TextDecoder().decode(plaintext)))
    onShown()
    await this.driver.call('reveal', 'record', { requestId, event: 'shown', fieldGroup: null })
  }

  kill(target: Target): Promise<void> {
    return target === 'app' ? this.driver.kill() : this.service[target].kill()
  }

  async startAgain(target: Target): Promise<void> {
    if (target !== 'app') return this.service[target].start()
    await this.driver.start()
    await this.driver.unlock()
  }

  /** What was decided until now counts no more against the caps, which are not what this is about. */
  async forgetCaps(): Promise<void> {
    await this.databases.hub.query(`update reveal_decisions set decided_at = decided_at - ${LONG_AGO} where decided_at > now() - interval '1 day'`)
    await this.databases.hub.query(`update ledger_entries set entered_at = entered_at - ${LONG_AGO} where entered_at > now() - interval '1 day'`)
    await this.databases.vault.query(`update releases set released_at = released_at - ${LONG_AGO} where released_at > now() - interval '1 day'`)
  }

  /** Everything that waits on the laptop is in the ledger. */
  async settle(): Promise<void> {
    await this.driver.until(async () => {
      await this.driver.call('sync', 'syncNow', {}).catch(() => undefined)
      return (await this.driver.call('sync', 'getStatus', {})).waitingToSend === 0
    }, 60_000)
    await this.witness.read()
  }

  async deviceId(): Promise<string> {
    const { rows } = await this.databases.hub.query<{ device_id: string }>('select device_id from devices')
    return rows[0]?.device_id ?? ''
  }

  async #prepare(): Promise<void> {
    const { rows } = await this.driver.call('household', 'listWorklist', { filters: NO_FILTERS, sort: 'urgency', after: null, limit: 50 })
    const householdId = rows.find(({ isProtected }) => !isProtected)?.householdId
    const purpose = (await this.driver.call('reveal', 'listPurposes', {})).purposes.find(({ approval, fieldGroups }) => approval === 'none' && fieldGroups.includes('identity'))
    if (householdId === undefined || purpose === undefined) throw new Error('nothing to reveal')
    const { household } = await this.driver.call('household', 'get', { householdId })
    const { kty, crv, x, y } = this.#pair.publicKey.export({ format: 'jwk' })
    this.#wish = {
      householdId, persons: household.members.slice(0, 1).map(({ personId }) => personId), purpose: purpose.code, wordingHash: purpose.wordingHash,
      reason: 'Confirming the caller before talking about the account', fieldGroups: ['identity'], windowKey: P256PublicJwkSchema.parse({ kty, crv, x, y }),
    }
  }
}
