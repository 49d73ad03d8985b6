import { cpSync, rmSync } from 'node:fs'
import path from 'node:path'
import { createSession } from '../../main/create-session'
import { CaseloadService } from '../../main/domain/caseload-service'
import { ContactService } from '../../main/domain/contact-service'
import { DeviceEventService } from '../../main/domain/device-event-service'
import { HouseholdService } from '../../main/domain/household-service'
import { OperationWriter } from '../../main/domain/operation-writer'
import { SafetyService } from '../../main/domain/safety-service'
import type { Session } from '../../main/domain/session'
import { WrapStore } from '../../main/keys/wrap-store'
import type { Clock } from '../../main/settings/clock'
import type { RandomSource } from '../../main/settings/random-source'
import type { Timers } from '../../main/settings/timers'
import { CACHE_MIGRATIONS, KEPT_MIGRATIONS } from '../../main/store/migrations/index'
import { openDatabase, type OpenDatabase } from '../../main/store/process/open-database'
import { createRandom } from '../../service/demo/synthetic/random'
import { createLogger } from '../../main/logging/logger'
import { SimulatedDisk, SimulatedSpool } from './simulated-disk'
import type { SimulatedNetwork } from './simulated-network'
import { expectThat } from './simulation-failure'
import type { VirtualTime } from './virtual-time'
import { DATABASE_KEY, type Laptop, type World } from './world'

/** Laptops never show the same millisecond, so that what was written later is always known. */
const TICK_MS = 16
const HUB = 'http://localhost:17610'

export interface Domain {
  readonly households: HouseholdService
  readonly contacts: ContactService
  readonly caseload: CaseloadService
  readonly safety: SafetyService
  readonly events: DeviceEventService
}

interface Databases { readonly kept: OpenDatabase; readonly cache: OpenDatabase }

/** What is in memory while the laptop runs. Killed, it is never heard of again. */
interface Life {
  readonly disk: SimulatedDisk
  /** Under the simulated disk. */
  readonly databases: Databases
  readonly raw: Databases
  readonly session: Session
  readonly domain: Domain
  readonly timers: { waiting: number; deadlines: number }
}

/** A laptop with its real databases, session, sync and domain; time, chance, disk and the way to the hub are the simulation's. */
export class SimulatedLaptop {
  isOffline = false
  /** How far its clock is from the hub's, in ms. */
  offset = 0
  /** What it told its officer was kept, with what it is. */
  readonly written = new Map<string, string>()
  #life: Life | null = null
  #folder: string
  #starts = 0
  #writes = 0
  /** Databases of lives that were ended, to be closed when nothing of them runs any more. */
  readonly #ended: { readonly raw: Databases; readonly folder: string }[] = []

  constructor(
    readonly index: number, readonly laptop: Laptop, private readonly folder: string, private readonly seed: number,
    private readonly parts: Readonly<{ world: World; time: VirtualTime; network: SimulatedNetwork; tokens: ReadonlyMap<string, string> }>,
  ) {
    this.#folder = path.join(folder, `${index}-0`)
    cpSync(laptop.folder, this.#folder, { recursive: true })
  }

  get isOn(): boolean {
    return this.#life !== null
  }

  get disk(): SimulatedDisk {
    return this.#running.disk
  }

  get session(): Session {
    return this.#running.session
  }

  get domain(): Domain {
    return this.#running.domain
  }

  get databases(): Databases {
    return this.#running.databases
  }

  /** Everything that it does by itself is done: it waits for the hub or for its next time. */
  get isQuiet(): boolean {
    if (this.#life === null) return true
    const { waiting, deadlines } = this.#life.timers
    return waiting + deadlines > 0
  }

  start(): void {
    const { world, time } = this.parts
    const disk = new SimulatedDisk(() => this.#kill())
    const bootedAt = time.now
    const clock: Clock = { now: () => Math.floor((time.now + this.offset) / TICK_MS) * TICK_MS + this.index, elapsed: () => time.now - bootedAt }
    const counts = { waiting: 0, deadlines: 0 }
    const jitter = createRandom(this.seed, `laptop/${this.index}/start/${(this.#starts += 1)}`)
    const random: RandomSource = { fraction: () => jitter.next(), bytes: (count) => this.#bytes(count) }
    const { timers, fetch } = this.#surroundings(disk, counts)
    const raw = {
      kept: openDatabase(path.join(this.#folder, 'kept.db'), DATABASE_KEY, KEPT_MIGRATIONS), cache: openDatabase(path.join(this.#folder, 'cache.db'), DATABASE_KEY, CACHE_MIGRATIONS),
    }
    const databases = { kept: disk.under(raw.kept), cache: disk.under(raw.cache) }
    const token = this.parts.tokens.get(this.laptop.officerId) ?? ''
    const session = createSession({
      dataDir: this.#folder, clock, timers, random, fetch, logger: createLogger(null, () => 0, () => undefined),
      config: { hubUrl: HUB, vaultUrl: 'http://localhost:17620', issuer: HUB, clientId: 'casement', rootPublicKey: world.harness.config.controllerRootKey, production: false, debugSurface: false },
      oidc: { refresh: () => Promise.resolve({ token, lastsMs: 600_000, refreshToken: null }) },
      wraps: new WrapStore(this.#folder), spool: new SimulatedSpool(this.#folder, disk), emit: () => undefined, onAccessChanged: () => undefined, onRevoked: () => undefined,
    }, databases)
    const [writer, households] = [new OperationWriter(session), new HouseholdService(session)]
    const domain: Domain = {
      households, contacts: new ContactService(session, writer, households), caseload: new CaseloadService(session, writer, households),
      safety: new SafetyService(session, writer, households), events: new DeviceEventService(session, writer),
    }
    this.#life = { disk, databases, raw, session, domain, timers: counts }
    // Over approvals, which nobody asks for here, and over the end of the lease: their timers would be taken for sync waiting.
    session.watch.stop()
    session.lease.stop()
    session.engine.start()
  }

  /** Asks the officer's domain to keep something, and notes that it said it was kept. Throws what the domain throws. */
  async write(work: (domain: Domain) => Promise<unknown>): Promise<void> {
    this.#writes += 1
    const { kept } = this.databases
    const last = (): number => Number(kept.get('SELECT max(position) AS last FROM operations')?.['last'] ?? 0)
    const before = last()
    this.#byteStream = null
    await work(this.domain)
    for (const row of kept.all('SELECT operation_id, kind FROM operations WHERE position > ?', [before])) this.written.set(String(row['operation_id']), String(row['kind']))
  }

  /** Changes what is on the disk behind the product's back. */
  tamper(which: keyof Databases, text: string, values: readonly (string | null)[]): void {
    this.#running.raw[which].run(text, values)
  }

  /** Nothing that it said was kept may be gone. */
  checkKept(): void {
    const ids = new Set(this.databases.kept.all('SELECT operation_id FROM operations').map((row) => String(row['operation_id'])))
    for (const [id, kind] of this.written) expectThat(ids.has(id), () => `laptop ${this.index} said that ${kind} was kept, and has it no more`)
  }

  /** Closes what a kill left open. */
  bury(): void {
    for (const { raw, folder } of this.#ended.splice(0)) {
      raw.kept.close()
      raw.cache.close()
      rmSync(folder, { recursive: true, force: true })
    }
  }

  end(): void {
    if (this.#life !== null) this.#life.disk.kill()
    this.bury()
  }

  get #running(): Life {
    if (this.#life === null) throw new Error('the laptop is off')
    return this.#life
  }

  /** What its files hold at this moment goes on; what is open of them does not. Shared memory is no file: a killed process leaves none that counts. */
  #kill(): void {
    const life = this.#life
    if (life === null) return
    this.#life = null
    this.#ended.push({ raw: life.raw, folder: this.#folder })
    const next = path.join(this.folder, `${this.index}-${this.#starts}`)
    cpSync(this.#folder, next, { recursive: true, filter: (file) => !file.endsWith('-shm') })
    this.#folder = next
  }

  #byteStream: ReturnType<typeof createRandom> | null = null

  /** A stream for each write, so that ids do not depend on how many calls were made before. */
  #bytes(count: number): Uint8Array {
    this.#byteStream ??= createRandom(this.seed, `laptop/${this.index}/write/${this.#writes}`)
    const stream = this.#byteStream
    return Uint8Array.from({ length: count }, () => stream.whole(0, 255))
  }

  /** Timers and fetch of one life. A timer that was set for a call counts apart: with it the laptop waits for the hub, without its call it is at work. */
  #surroundings(disk: SimulatedDisk, counts: Life['timers']): { timers: Timers; fetch: typeof fetch } {
    const { time, network } = this.parts
    let latest = { isDeadline: false }
    const timers: Timers = {
      after: (ms, work) => {
        if (disk.isDead) return () => undefined
        const own = { isDeadline: false, isOver: false }
        const over = (): void => {
          if (!own.isOver && !own.isDeadline) counts.waiting -= 1
          own.isOver = true
        }
        counts.waiting += 1
        latest = own
        const cancel = time.after(ms, () => {
          over()
          if (!disk.isDead) work()
        })
        return () => {
          over()
          cancel()
        }
      },
    }
    const fetchFrom: typeof fetch = (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input)
      if (url.origin !== HUB) return Promise.reject(new TypeError('fetch failed'))
      const deadline = latest
      deadline.isDeadline = true
      counts.waiting -= 1
      counts.deadlines += 1
      let isOpen = true
      const close = (): boolean => {
        const was = isOpen
        if (was) counts.deadlines -= 1
        isOpen = false
        return was && !disk.isDead
      }
      return new Promise((resolve, reject) => {
        init?.signal?.addEventListener('abort', () => void close(), { once: true })
        const body = typeof init?.body === 'string' ? init.body : null
        const request = { officerId: this.laptop.officerId, path: url.pathname, method: init?.method === 'GET' ? 'GET' : 'POST', headers: Object.fromEntries(new Headers(init?.headers).entries()), body } as const
        network.send({ laptop: this, request, answer: (response) => close() && resolve(response), fail: () => close() && reject(new TypeError('fetch failed')) })
      })
    }
    return { timers, fetch: fetchFrom }
  }
}
