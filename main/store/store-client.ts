import { CasementError } from '../../shared/errors/casement-error'
import { FromStoreSchema, type FromStore, type ToStore } from '../../shared/ipc/store-port'

/** The store process as the client needs it: Electron's utility process, or a forked Node in tests. */
export interface StoreProcess {
  postMessage(message: ToStore): void
  kill(): boolean
  on(event: 'message', listener: (message: unknown) => void): unknown
  on(event: 'exit', listener: (code: number | null) => void): unknown
}

export interface StoreClientHost {
  spawn(): StoreProcess
  /** The first message; the key-store half is fetched anew for each start and not kept here. */
  startMessage(): Promise<Extract<ToStore, { type: 'start' }>>
  onEvent(name: string, data: unknown): void
  onOpenBrowser(url: string): void
  /** The process ended without having been told to. */
  onCrash(): void
}

interface Waiting {
  readonly resolve: (envelope: unknown) => void
  readonly reject: (error: CasementError) => void
  readonly timer: ReturnType<typeof setTimeout>
}

/** Signing in waits for a person and a browser; everything else has its own, shorter limits inside the store process. */
const CALL_TIMEOUT_MS = 90_000
const SIGN_IN_TIMEOUT_MS = 6 * 60_000
const STOP_TIMEOUT_MS = 800

/** Starts, calls and ends the store process. One at a time; locking ends it, so that keys and rows leave memory with it. */
export class StoreClient {
  readonly #host: StoreClientHost
  readonly #waiting = new Map<number, Waiting>()
  #process: StoreProcess | null = null
  #ready: Promise<void> | null = null
  #exited: Promise<void> = Promise.resolve()
  #next = 0

  constructor(host: StoreClientHost) {
    this.#host = host
  }

  /** Starts a fresh, locked store process; answers when it is ready for calls. */
  start(): Promise<void> {
    this.#ready ??= this.#start()
    return this.#ready
  }

  /** Passes a call on whole; answers the envelope, unparsed. Throws STORE_UNAVAILABLE when the process ends or does not answer. */
  async call(channel: string, request: unknown): Promise<unknown> {
    await this.start()
    const target = this.#process
    if (target === null) throw new CasementError('STORE_UNAVAILABLE')
    const id = this.#next++
    return new Promise((resolve, reject) => {
      const limit = channel === 'access:sign-in' ? SIGN_IN_TIMEOUT_MS : CALL_TIMEOUT_MS
      const timer = setTimeout(() => this.#take(id)?.reject(new CasementError('STORE_UNAVAILABLE')), limit)
      this.#waiting.set(id, { resolve, reject, timer })
      target.postMessage({ type: 'call', id, channel, request })
    })
  }

  isRunning(): boolean {
    return this.#process !== null
  }

  /** Ends the process: asks it to close its databases, then makes sure. Resolves when it is gone. */
  async stop(): Promise<void> {
    const target = this.#process
    this.#process = null
    this.#ready = null
    this.#failAll()
    if (target === null) return this.#exited
    const exited = this.#exited
    try {
      target.postMessage({ type: 'stop' })
    } catch {
      // It is gone already.
    }
    const timer = setTimeout(() => target.kill(), STOP_TIMEOUT_MS)
    await exited
    clearTimeout(timer)
  }

  async #start(): Promise<void> {
    await this.#exited
    const started = this.#host.spawn()
    this.#process = started
    let exit = (): void => undefined
    this.#exited = new Promise((resolve) => {
      exit = resolve
    })
    const ready = new Promise<void>((resolve, reject) => {
      started.on('message', (message) => this.#receive(started, message, resolve))
      started.on('exit', () => {
        exit()
        reject(new CasementError('STORE_UNAVAILABLE'))
        this.#ended(started)
      })
    })
    ready.catch(() => undefined)
    started.postMessage(await this.#host.startMessage())
    await ready
  }

  #receive(from: StoreProcess, raw: unknown, ready: () => void): void {
    if (from !== this.#process) return
    const parsed = FromStoreSchema.safeParse(raw)
    if (!parsed.success) return
    const message: FromStore = parsed.data
    switch (message.type) {
      case 'ready':
        return ready()
      case 'answer':
        return this.#take(message.id)?.resolve(message.envelope)
      case 'event':
        return this.#host.onEvent(message.name, message.data)
      case 'open-browser':
        return this.#host.onOpenBrowser(message.url)
      case 'stopped':
        return undefined
    }
  }

  #ended(process: StoreProcess): void {
    if (process !== this.#process) return
    this.#process = null
    this.#ready = null
    this.#failAll()
    this.#host.onCrash()
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    if (waiting !== undefined) clearTimeout(waiting.timer)
    return waiting
  }

  #failAll(): void {
    for (const id of this.#waiting.keys()) this.#take(id)?.reject(new CasementError('STORE_UNAVAILABLE'))
  }
}
