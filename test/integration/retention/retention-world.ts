import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type pg from 'pg'
import { main } from '../../../service/retention/cli'
import type { HouseholdRecord } from '../../../shared/model/household'
import { HouseholdIdSchema, P256PublicJwkSchema } from '../../../shared/model/ids'
import { uuidV7 } from '../../../shared/model/uuid-v7'
import { startService, type TestService } from '../../support/service'
import { configOf } from '../desktop/config-of'
import { StoreDriver } from '../desktop/store-driver'

/** The whole service, a laptop that works with it, and the controller's command. */
export class RetentionWorld {
  readonly #pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  readonly #taken = new Set<string>()

  private constructor(readonly service: TestService, readonly driver: StoreDriver, readonly hub: pg.Client, readonly vault: pg.Client) {}

  static async start(): Promise<RetentionWorld> {
    const service = await startService({ households: 200 })
    const driver = await new StoreDriver({ config: configOf(service), persona: 'officer' }).start()
    await driver.signInAndEnrol()
    await driver.call('sync', 'syncNow', {})
    return new RetentionWorld(service, driver, await service.database('hub'), await service.database('vault'))
  }

  async stop(): Promise<void> {
    await this.driver.stop()
    await Promise.all([this.hub.end(), this.vault.end()])
    await this.service.stop()
  }

  get folder(): string {
    return path.join(this.service.dataDir, 'erasures')
  }

  certificates(): string[] {
    return existsSync(this.folder) ? readdirSync(this.folder).filter((name) => name.endsWith('.certificate.json')).map((name) => path.join(this.folder, name)) : []
  }

  /** `npm run retention -- …` on this service. */
  async command(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    let [out, err] = ['', '']
    const code = await main(args, { env: { CASEMENT_DATA_DIR: this.service.dataDir }, clock: Date, out: (words) => (out += words), err: (words) => (err += words) })
    return { code, out, err }
  }

  erase = (reference: string, ...more: string[]) =>
    this.command('erase', '--reference', reference, '--ground', 'objection', '--reason', 'The resident objected and asked for it in writing', '--authorised-by', 'helen.marsh', ...more)

  /** A household of the officer's team that nothing stands against, each time another one. */
  async home(): Promise<HouseholdRecord> {
    const { rows } = await this.hub.query<{ household_id: string; document: string }>(`select household_id, document from households h
      where district = 'canterbury' and allocated_team = 'income-and-debt' and not (document::jsonb ->> 'isProtected')::boolean and not exists (
        select 1 from household_stays a join household_stays b on b.person_id = a.person_id and b.household_id <> a.household_id and b.until is null where a.household_id = h.household_id) order by reference`)
    for (const { household_id: id, document } of rows) {
      const { duty, moratorium } = JSON.parse(document) as HouseholdRecord
      if (this.#taken.has(id) || (duty !== null && duty.endedOn === null) || moratorium !== null) continue
      this.#taken.add(id)
      return (await this.driver.call('household', 'get', { householdId: HouseholdIdSchema.parse(id) })).household
    }
    throw new Error('no household')
  }

  /** The officer reveals the first member, in these words. */
  async reveal(home: HouseholdRecord, reason: string): Promise<string> {
    const purpose = (await this.driver.call('reveal', 'listPurposes', {})).purposes.find(({ approval, fieldGroups }) => approval === 'none' && fieldGroups.includes('identity'))
    if (purpose === undefined) throw new Error('no purpose')
    const { kty, crv, x, y } = this.#pair.publicKey.export({ format: 'jwk' })
    const requestId = uuidV7(Date.now(), randomBytes(10))
    const granted = await this.driver.call('reveal', 'request', {
      requestId, householdId: home.householdId, persons: home.members.slice(0, 1).map(({ personId }) => personId), purpose: purpose.code, wordingHash: purpose.wordingHash, reason, fieldGroups: ['identity'],
      windowKey: P256PublicJwkSchema.parse({ kty, crv, x, y }),
    })
    if (granted.outcome !== 'granted') throw new Error(granted.outcome)
    await this.driver.call('reveal', 'record', { requestId, event: 'shown', fieldGroup: null })
    return requestId
  }

  async note(home: HouseholdRecord, note: string): Promise<void> {
    await this.driver.call('household', 'addContact', { householdId: home.householdId, channel: 'phone', outcome: 'left-message', note, aboutPersonId: null, nextAction: null })
    await this.settle()
  }

  /** All that waits is sent. */
  settle(): Promise<void> {
    return this.driver.until(async () => {
      await this.driver.call('sync', 'syncNow', {}).catch(() => undefined)
      return (await this.driver.call('sync', 'getStatus', {})).waitingToSend === 0
    }, 60_000)
  }

  /** No review is left open, as if each had been closed long ago. */
  async closeReviews(): Promise<void> {
    await this.hub.query('delete from review_tasks')
  }

  async count(where: 'hub' | 'vault', question: string, ...values: unknown[]): Promise<number> {
    const { rows } = await this[where].query<{ n: string }>(`select count(*) as n from ${question}`, values)
    return Number(rows[0]?.n)
  }

  /** Files of tables that hold these bytes; the write-ahead log is not among them. */
  async tableFilesWith(text: string): Promise<number> {
    await this.hub.query('checkpoint')
    const needle = Buffer.from(text)
    const base = path.join(this.service.dataDir, 'postgres')
    const files = readdirSync(base, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && /[/\\]base[/\\]/.test(entry.parentPath))
    return files.filter((entry) => {
      try {
        return readFileSync(path.join(entry.parentPath, entry.name)).includes(needle)
      } catch {
        return false // dropped meanwhile
      }
    }).length
  }
}
