import { fork, type ChildProcess } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Problem } from '../../../shared/api/problem'
import type { AccessState } from '../../../shared/ipc/access-contract'
import { contract, type Contract } from '../../../shared/ipc/contract'
import type { ContractEntry, RequestOfEntry, ResponseOfEntry } from '../../../shared/ipc/define-contract'
import type { Envelope } from '../../../shared/ipc/result'
import { FromStoreSchema, type FromStore } from '../../../shared/ipc/store-port'
import type { BuildConfig } from '../../../main/settings/build-config'
import { answerSignIn } from '../../../service/demo/xdg-open-shim'

const CLOCK = path.resolve(import.meta.dirname, '../../support/shifted-clock.mjs')
const FILE = path.resolve(import.meta.dirname, '../../../main/store-process.ts')
export const PASSPHRASE = 'gravel lantern otter thimble'

type EntryOf<G extends keyof Contract, N extends keyof Contract[G]> = Contract[G][N]

/** A call that was refused; carries the envelope's problem. */
export class Refused extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.code)
    this.problem = problem
  }
}

/** What any call may be refused with: locked, no connection, not signed in, revoked, no room. */
const OF_ANY_CALL = /^(ACCESS_LOCKED|ACCESS_SIGNED_OUT|ACCESS_NOT_ENROLLED|ACCESS_TOKEN_.*|ACCESS_DEVICE_.*|ACCESS_ROLE_FORBIDDEN|HUB_.*|VAULT_(UNREACHABLE|SLOW|RUBBISH)|KEY_.*|STORE_(CORRUPTED|DISK_FULL|UNAVAILABLE)|REQUEST_INVALID|INTERNAL)$/

/** A code that its entry does not declare fails the test: whoever writes a screen reads there what can happen. */
function refusalOf({ channel, errors }: ContractEntry, problem: Problem): Error {
  if (errors.includes(problem.code) || OF_ANY_CALL.test(problem.code)) return new Refused(problem)
  return new Error(`${channel} was refused with ${problem.code}, which it does not declare`)
}

export interface DriverOptions {
  readonly config: BuildConfig
  readonly dataDir?: string
  readonly keyStoreSecret?: Uint8Array<ArrayBuffer> | null
  readonly keyStoreBackend?: string
  readonly persona?: string
  /** Its wall clock can be set by `setClock`. */
  readonly hasOwnClock?: boolean
  /** A module that is loaded before it. */
  readonly preload?: string
}

/** Drives the real store process under plain Node, in place of the main process and the window. */
export class StoreDriver {
  readonly dataDir: string
  readonly events: { name: string; data: unknown }[] = []
  readonly #options: DriverOptions
  #process: ChildProcess | null = null
  #waiting = new Map<number, (envelope: unknown) => void>()
  #listeners = new Set<() => void>()
  #next = 0
  persona: string

  constructor(options: DriverOptions) {
    this.#options = options
    this.dataDir = options.dataDir ?? mkdtempSync(path.join(tmpdir(), 'casement-desktop-'))
    this.persona = options.persona ?? 'officer'
  }

  async start(): Promise<this> {
    const program = process.env['CASEMENT_TEST_STORE'] // test/support/start-once.ts
    const { preload } = this.#options
    const own = this.#options.hasOwnClock === true
    const child = fork(program ?? FILE, [], {
      execArgv: [...(own ? ['--import', pathToFileURL(CLOCK).href] : []), ...(preload === undefined ? [] : ['--import', pathToFileURL(preload).href]), ...(program === undefined ? ['--import', 'tsx'] : [])],
      env: { ...process.env, ...(own ? { CASEMENT_TEST_CLOCK: this.#clockFile() } : {}), CASEMENT_TEST_FOLDER: this.dataDir },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', process.env.CASEMENT_TEST_LOG ? 'inherit' : 'ignore', 'ipc'],
    })
    this.#process = child
    const ready = new Promise<void>((resolve, reject) => {
      child.once('exit', () => reject(new Error('the store process ended')))
      child.on('message', (raw) => this.#receive(FromStoreSchema.parse(raw), resolve))
    })
    const { config, keyStoreSecret = null, keyStoreBackend = 'test' } = this.#options
    child.send({
      type: 'start',
      dataDir: this.dataDir,
      buildConfig: config,
      keyStoreSecret,
      keyStoreBackend,
      isTestRuntime: true,
    })
    await ready
    return this
  }

  /** Of the store process that runs. */
  get pid(): number {
    return this.#process?.pid ?? 0
  }

  /** Sets the laptop's wall clock wrong by so much; monotonic time runs on as it is. */
  setClock(byMs: number): void {
    writeFileSync(this.#clockFile(), String(byMs))
  }

  /** Lets time pass for it, by both clocks, as while a laptop sleeps. */
  setPassed(ms: number): void {
    writeFileSync(`${this.#clockFile()}-and-passed`, String(ms))
  }

  #clockFile(): string {
    return path.join(this.dataDir, 'clock-is-off-by')
  }

  /** The envelope, as the main process gets it. */
  send(channel: string, request: unknown): Promise<Envelope<unknown>> {
    const id = this.#next++
    const child = this.#process
    if (child === null) throw new Error('not started')
    return new Promise((resolve, reject) => {
      const gone = (): void => reject(new Error('the store process ended'))
      if (!child.connected || child.signalCode !== null) return gone()
      child.once('exit', gone)
      this.#waiting.set(id, (envelope) => {
        child.off('exit', gone)
        resolve(envelope as Envelope<unknown>)
      })
      child.send({ type: 'call', id, channel, request }, (error) => (error === null ? undefined : gone()))
    })
  }

  /** The value, or a thrown Refused. */
  async call<G extends keyof Contract, N extends keyof Contract[G]>(
    group: G,
    name: N,
    request: RequestOfEntry<EntryOf<G, N>>,
  ): Promise<ResponseOfEntry<EntryOf<G, N>>> {
    const entry = contract[group][name] as ContractEntry
    const envelope = await this.send(entry.channel, request)
    if (!envelope.ok) throw refusalOf(entry, envelope.error)
    return envelope.value as ResponseOfEntry<EntryOf<G, N>>
  }

  /** The code it is refused with. */
  async refusal<G extends keyof Contract, N extends keyof Contract[G]>(
    group: G,
    name: N,
    request: RequestOfEntry<EntryOf<G, N>>,
  ): Promise<string> {
    return this.call(group, name, request).then(
      () => 'none',
      (error: unknown) => (error instanceof Refused ? error.problem.code : String(error)),
    )
  }

  async signInAndEnrol(passphrase = PASSPHRASE): Promise<AccessState> {
    await this.call('access', 'signIn', {})
    return this.call('access', 'enrol', { passphrase })
  }

  unlock(passphrase = PASSPHRASE): Promise<AccessState> {
    return this.call('access', 'unlock', { passphrase })
  }

  /** Resolves when an event (one that has come already, or the next) satisfies; no sleeping. */
  async until(isMet: () => boolean | Promise<boolean>, ms = 30_000): Promise<void> {
    const limit = performance.now() + ms
    while (!(await isMet())) {
      if (performance.now() > limit) throw new Error('it did not come to pass')
      await new Promise<void>((resolve) => {
        const done = (): void => {
          this.#listeners.delete(done)
          clearTimeout(timer)
          resolve()
        }
        const timer = setTimeout(done, 250)
        this.#listeners.add(done)
      })
    }
  }

  async stop(): Promise<void> {
    const child = this.#process
    if (child === null || child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.send({ type: 'stop' })
    await ended
  }

  async kill(): Promise<void> {
    const child = this.#process
    if (child === null || child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await ended
  }

  #receive(message: FromStore, ready: () => void): void {
    if (message.type === 'ready') ready()
    else if (message.type === 'answer') {
      this.#waiting.get(message.id)?.(message.envelope)
      this.#waiting.delete(message.id)
    } else if (message.type === 'event') {
      this.events.push({ name: message.name, data: message.data })
      for (const listener of this.#listeners) listener()
    } else if (message.type === 'open-browser') {
      answerSignIn(this.#options.config.issuer, message.url, this.persona).catch(() => undefined)
    }
  }
}
