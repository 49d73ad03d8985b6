import { randomBytes } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { exportJWK, generateKeyPair } from 'jose'
import type pg from 'pg'
import { unwrapKey, wrapKey, WrapFileSchema } from '../../../main/keys/key-wrapping'
import { CACHE_MIGRATIONS, KEPT_MIGRATIONS } from '../../../main/store/migrations/index'
import { openDatabase, type OpenDatabase } from '../../../main/store/process/open-database'
import type { RequestOfEntry } from '../../../shared/ipc/define-contract'
import type { visitPackContract } from '../../../shared/ipc/visit-pack-contract'
import { HouseholdIdSchema, OfficerIdSchema, P256PublicJwkSchema, type HouseholdId, type P256PublicJwk } from '../../../shared/model/ids'
import { uuidV7 } from '../../../shared/model/uuid-v7'
import { startFaultProxy, type FaultProxy } from '../../support/fault-proxy'
import { startService, type TestService } from '../../support/service'
import { configOf } from '../desktop/config-of'
import { PASSPHRASE, StoreDriver } from '../desktop/store-driver'

const HOUR_MS = 3_600_000
const FILES = { 'kept.db': KEPT_MIGRATIONS, 'cache.db': CACHE_MIGRATIONS } as const
export type DatabaseName = keyof typeof FILES

/** A laptop as it was prepared once: its folder is copied for each try, and its database key is known. */
export interface PreparedLaptop {
  readonly folder: string
  readonly key: Uint8Array
  readonly deviceId: string
  readonly persona: string
}

/** The real service, and laptops that were enrolled once: every try starts from a copy of one of their folders. */
export class DeviceWorld {
  readonly #open = new Set<StoreDriver>()
  readonly #folders: string[] = []
  homes: HouseholdId[] = []
  windowKey!: P256PublicJwk
  private constructor(readonly service: TestService, readonly hub: FaultProxy, readonly vault: FaultProxy, readonly databases: Readonly<Record<'hub' | 'vault', pg.Client>>) {}

  static async begin(): Promise<DeviceWorld> {
    const service = await startService({ households: 60 })
    const world = new DeviceWorld(service, await startFaultProxy(service.hubUrl), await startFaultProxy(service.vaultUrl), { hub: await service.database('hub'), vault: await service.database('vault') })
    const { rows } = await world.databases.hub.query<{ household_id: string }>(
      "select household_id from households where not (document::jsonb ->> 'isProtected')::boolean and district = 'canterbury' and allocated_team = 'income-and-debt' order by reference limit 3",
    )
    world.homes = rows.map(({ household_id: id }) => HouseholdIdSchema.parse(id))
    const { kty, crv, x, y } = await exportJWK((await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true })).publicKey)
    world.windowKey = P256PublicJwkSchema.parse({ kty, crv, x, y })
    return world
  }

  async stop(): Promise<void> {
    for (const driver of this.#open) await driver.kill()
    await Promise.all([this.hub.close(), this.vault.close(), this.databases.hub.end(), this.databases.vault.end()])
    await this.service.stop()
    for (const folder of this.#folders) rmSync(folder, { recursive: true, force: true })
  }

  cut(): void {
    for (const proxy of [this.hub, this.vault]) proxy.set({ kind: 'refuse' })
  }

  heal(): void {
    for (const proxy of [this.hub, this.vault]) proxy.heal()
  }

  async start(dataDir: string, more: Partial<ConstructorParameters<typeof StoreDriver>[0]> = {}): Promise<StoreDriver> {
    const driver = new StoreDriver({ config: configOf(this.service, { hubUrl: this.hub.url, vaultUrl: this.vault.url }), dataDir, ...more })
    this.#open.add(driver)
    return driver.start()
  }

  folder(parent = tmpdir()): string {
    const folder = mkdtempSync(path.join(parent, 'casement-device-'))
    this.#folders.push(folder)
    return folder
  }

  /** An enrolled laptop with a full cache, wrapped by the cheapest passphrase that is allowed: it is unlocked many times. */
  async prepare(persona: string, more: (driver: StoreDriver) => Promise<unknown> = () => Promise.resolve()): Promise<PreparedLaptop> {
    const driver = await this.start(this.folder(), { persona })
    await driver.signInAndEnrol()
    await driver.call('sync', 'syncNow', {})
    await more(driver)
    await driver.stop()
    this.heal()
    const folder = driver.dataDir
    const wrap = WrapFileSchema.parse(JSON.parse(readFileSync(path.join(folder, 'wrap.json'), 'utf8')))
    const key = await unwrapKey(wrap, PASSPHRASE, null)
    const kdf = { name: 'argon2id', memoryKiB: 65_536, passes: 3, lanes: 1, salt: randomBytes(16).toString('base64url') } as const
    writeFileSync(path.join(folder, 'wrap.json'), JSON.stringify(await wrapKey(key, kdf, { passphrase: PASSPHRASE, keyStoreSecret: null, about: { deviceId: wrap.deviceId, officer: wrap.officer, keyStore: null } })))
    return { folder, key, deviceId: wrap.deviceId, persona }
  }

  copy({ folder }: PreparedLaptop, parent?: string): string {
    const copy = this.folder(parent)
    cpSync(folder, copy, { recursive: true })
    return copy
  }

  forget(folder: string): void {
    rmSync(folder, { recursive: true, force: true })
  }

  /** A visit pack of two homes, approved by a supervisor's laptop and sealed on this one: four permits, ready to be opened; two more for an emergency, if wished. */
  async packUp(worker: StoreDriver, { hasEmergencies = false } = {}): Promise<{ visits: string }> {
    const supervisor = await this.start(this.folder(), { persona: 'supervisor' })
    await supervisor.signInAndEnrol()
    await supervisor.call('sync', 'syncNow', {})
    const at = (hours: number): string => new Date(Date.now() + hours * HOUR_MS).toISOString()
    const outing = { from: at(-1), until: at(10), windowMinutes: 120 }
    const visits = await this.#pack({ worker, supervisor }, 'home-visit', { fieldGroups: ['identity', 'address', 'contact'], outing, pack: null })
    if (hasEmergencies) await this.#pack({ worker, supervisor }, 'safeguarding-adult', { fieldGroups: ['identity', 'address', 'contact'], outing, pack: visits })
    await supervisor.stop()
    return { visits }
  }

  async #pack({ worker, supervisor }: Readonly<Record<'worker' | 'supervisor', StoreDriver>>, code: string, more: Pick<RequestOfEntry<typeof visitPackContract.ask>, 'fieldGroups' | 'outing' | 'pack'>): Promise<string> {
    const purpose = (await worker.call('reveal', 'listPurposes', {})).purposes.find((each) => each.code === code)
    const requestId = uuidV7(Date.now(), randomBytes(10))
    await worker.call('visitPack', 'ask', {
      requestId, visits: this.homes.slice(0, 2).map((householdId) => ({ householdId, reason: 'To agree the repayment plan in person' })), whom: 'contactable', purpose: code, wordingHash: purpose?.wordingHash ?? '', ...more,
    })
    const list = (await supervisor.call('contactList', 'listQueue', {})).lists.find((each) => each.requestId === requestId)
    if (list === undefined) throw new Error('not in the queue')
    await supervisor.call('contactList', 'decide', {
      requestId, decision: 'approve', fieldGroups: list.fieldGroups, openForMinutes: list.openForMinutes, items: list.items.map(({ item }) => item), workForHours: list.workForHours, words: null,
    })
    while (!(await worker.call('visitPack', 'seal', { requestId })).isDone);
    return requestId
  }

  /** A supervisor gives this household to an officer, who has not opened it. */
  async allocate(householdId: HouseholdId | undefined, officerId: string): Promise<void> {
    if (householdId === undefined) throw new Error('no household')
    const supervisor = await this.start(this.folder(), { persona: 'supervisor' })
    await supervisor.signInAndEnrol()
    await supervisor.call('sync', 'syncNow', {})
    await supervisor.call('caseload', 'act', { householdId, act: { kind: 'allocate', toOfficer: OfficerIdSchema.parse(officerId), note: null } })
    await supervisor.call('sync', 'syncNow', {})
    await supervisor.stop()
  }

  async revoke({ deviceId }: PreparedLaptop): Promise<void> {
    const admin = await this.start(this.folder(), { persona: 'admin' })
    await admin.signInAndEnrol()
    await admin.call('admin', 'revokeDevice', { deviceId })
    await admin.stop()
  }

  /** Ids of the permits that can be opened, at the door or in an emergency. */
  async permits(worker: StoreDriver, isEmergency = false): Promise<string[]> {
    const { packs } = await worker.call('visitPack', 'list', { refresh: false })
    return packs.flatMap(({ permits }) => permits.filter(({ state, part }) => (state === 'ready' || state === 'open') && (part === 'emergency') === isEmergency).map(({ revealId }) => revealId))
  }

  addContact(driver: StoreDriver, nth = 0): Promise<{ contactId: string }> {
    const householdId = this.homes[nth % this.homes.length]
    if (householdId === undefined) throw new Error('no household')
    return driver.call('household', 'addContact', { householdId, channel: 'visit', outcome: 'no-answer', note: 'Nobody came to the door', aboutPersonId: null, nextAction: null })
  }

  openPermit(driver: StoreDriver, revealId: string) {
    return driver.call('visitPack', 'open', { revealId, windowKey: this.windowKey })
  }

  /** What was revealed until now counts no more against the budget, which is not what this is about. */
  async forgetCaps(): Promise<void> {
    const ago = "interval '25 hours'"
    await this.databases.hub.query(`update reveal_decisions set decided_at = decided_at - ${ago} where decided_at > now() - interval '1 day'`)
    await this.databases.hub.query(`update ledger_entries set entered_at = entered_at - ${ago} where entered_at > now() - interval '1 day'`)
    await this.databases.vault.query(`update releases set released_at = released_at - ${ago} where released_at > now() - interval '1 day'`)
  }

  /** Of these contacts, those that have not arrived with their words at both services. */
  async missing(contactIds: ReadonlyArray<string>): Promise<string[]> {
    const { rows } = await this.databases.hub.query<{ contact_id: string; note_id: string }>("select contact_id::text, contact::json ->> 'noteId' as note_id from contacts where contact_id = any($1)", [contactIds])
    const notes = await this.databases.vault.query<{ note_id: string }>('select note_id::text from notes where note_id = any($1)', [rows.map(({ note_id: id }) => id)])
    const kept = new Set(notes.rows.map(({ note_id: id }) => id))
    const arrived = new Set(rows.filter(({ note_id: id }) => kept.has(id)).map(({ contact_id: id }) => id))
    return contactIds.filter((id) => !arrived.has(id))
  }
}

/** Works on a database of a laptop that is not running. */
export function withDatabase<T>(folder: string, name: DatabaseName, key: Uint8Array, work: (database: OpenDatabase) => T): T {
  const database = openDatabase(path.join(folder, name), key, FILES[name])
  try {
    return work(database)
  } finally {
    database.close()
  }
}

/** What is wrong with the pages of a laptop's databases, by SQLCipher's check and SQLite's own. */
export function damageOf(folder: string, key: Uint8Array): string[] {
  const files = readdirSync(folder)
  return (Object.keys(FILES) as DatabaseName[]).filter((name) => files.includes(name)).flatMap((name) => {
    try {
      return withDatabase(folder, name, key, (database) => [
        ...database.all('PRAGMA cipher_integrity_check').map((row) => `${name}: ${String(Object.values(row)[0])}`),
        ...database.all('PRAGMA integrity_check').map((row) => String(Object.values(row)[0])).filter((words) => words !== 'ok').map((words) => `${name}: ${words}`),
      ])
    } catch (error) {
      return [`${name}: ${error instanceof Error ? error.message : 'does not open'}`]
    }
  })
}

/** Ids of everything that the recovery spool of a laptop holds. */
export function spooled(folder: string): Set<string> {
  const spool = path.join(folder, 'spool')
  const lines = readdirSync(spool).filter((file) => file.endsWith('.jsonl')).flatMap((file) => readFileSync(path.join(spool, file), 'utf8').split('\n'))
  return new Set(lines.flatMap((line) => /^\{"id":"([0-9a-f-]{36})".*\}$/.exec(line)?.[1] ?? []))
}
