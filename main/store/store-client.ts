import { CasementError } from '../../shared/errors/casement-error'
import type { ErrorCode } from '../../shared/errors/error-code'
import { FromStoreSchema, type FromStore, type ToStore } from '../../shared/ipc/store-port'
import { TooOften } from '../settings/too-often'

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
  /** Monotonic milliseconds. */
  elapsed(): number
  /** The process was ready, and ended without having been told to: nothing of what the window shows is to be believed any more. */
  onCrash(): void
  /** It is not started again by itself: it never became ready, or ended too often. The calls say so until somebody asks for another try. */
  onGivenUp(code: GivenUp): void
}

export type GivenUp = Extract<ErrorCode, 'STORE_NOT_STARTED' | 'STORE_KEEPS_ENDING'>

interface Waiting {
  readonly resolve: (envelope: unknown) => void
  readonly reject: (error: CasementError) => void
  readonly timer: ReturnType<typeof setTimeout>
}

/** Signing in waits for a person and a browser; everything else has its own, shorter limits inside the store process. */
const CALL_TIMEOUT_MS = 90_000
const SIGN_IN_TIMEOUT_MS = 6 * 60_000
const STOP_TIMEOUT_MS = 800
/** Ready takes a second; a process that says nothing for so long never will, and the window behind it is empty. */
const START_TIMEOUT_MS = 60_000

/**
 * Starts, calls and ends the store process. One at a time; locking ends it, so that keys and rows leave memory with it. One that cannot
 * start, or ends again and again, is left alone until `tryAgain`: started by itself it would take a window with it each time.
 */
export class StoreClient {
  readonly #host: StoreClientHost
  readonly #waiting = new Map<number, Waiting>()
  readonly #ends: TooOften
  #process: StoreProcess | null = null
  #ready: Promise<void> | null = null
  #exited: Promise<void> = Promise.resolve()
  #next = 0
  /** Which start is the present one: an older one that still waits for an exit must not start a second process. */
  #turn = 0
  #givenUp: GivenUp | null = null

  constructor(host: StoreClientHost) {
    this.#host = host
    this.#ends = new TooOften(() => host.elapsed())
  }

  /** Starts a fresh, locked store process; answers when it is ready for calls. Throws at once while it is given up. */
  start(): Promise<void> {
    if (this.#givenUp !== null) return Promise.reject(new CasementError(this.#givenUp))
    this.#ready ??= this.#start(++this.#turn)
    return this.#ready
  }

  /** As `start`, also after it was given up: for somebody who asks. What ended often within the last minute has one try, not three. */
  tryAgain(): Promise<void> {
    this.#givenUp = null
    return this.start()
  }

  /**
   * Passes a call on whole; answers the envelope, unparsed. Throws STORE_UNAVAILABLE when the process ends or does not answer,
   * STORE_NOT_STARTED or STORE_KEEPS_ENDING while it is given up.
   */
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
    this.#turn++
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

  async #start(turn: number): Promise<void> {
    await this.#exited
    if (turn !== this.#turn) throw new CasementError('STORE_UNAVAILABLE')
    let started: StoreProcess | null = null
    try {
      started = this.#host.spawn()
      this.#process = started
      const ready = this.#untilReady(started)
      started.postMessage(await this.#host.startMessage())
      await ready
    } catch (error) {
      // Not even a process, or nothing to start it with. Where it ended, `#ended` has said so already.
      if (turn !== this.#turn) throw error
      started?.kill()
      this.#giveUp('STORE_NOT_STARTED')
      throw new CasementError('STORE_NOT_STARTED', {}, { cause: error })
    }
  }

  /** Resolves when the process is ready, rejects when it ends before. */
  #untilReady(started: StoreProcess): Promise<void> {
    let exit = (): void => undefined
    this.#exited = new Promise((resolve) => {
      exit = resolve
    })
    const ready = new Promise<void>((resolve, reject) => {
      let isReady = false
      const late = setTimeout(() => started.kill(), START_TIMEOUT_MS)
      started.on('message', (message) =>
        this.#receive(started, message, () => {
          isReady = true
          clearTimeout(late)
          resolve()
        }),
      )
      started.on('exit', () => {
        clearTimeout(late)
        exit()
        reject(new CasementError('STORE_UNAVAILABLE'))
        if (isReady) this.#ended(started)
      })
    })
    ready.catch(() => undefined)
    return ready
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
    if (this.#ends.noteEnd()) this.#giveUp('STORE_KEEPS_ENDING')
    this.#host.onCrash()
  }

  #giveUp(code: GivenUp): void {
    this.#turn++
    this.#process = null
    this.#ready = null
    this.#givenUp = code
    this.#failAll()
    this.#host.onGivenUp(code)
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
