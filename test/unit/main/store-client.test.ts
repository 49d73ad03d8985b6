import { EventEmitter } from 'node:events'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { StoreClient, type StoreProcess } from '../../../main/store/store-client'
import type { ToStore } from '../../../shared/ipc/store-port'
import { isCasementError } from '../../../shared/errors/casement-error'

/** A process that does what the test says. */
class FakeProcess extends EventEmitter implements StoreProcess {
  readonly sent: ToStore[] = []
  isGone = false

  postMessage(message: ToStore): void {
    this.sent.push(message)
    if (message.type === 'stop') queueMicrotask(() => this.end())
  }

  kill(): boolean {
    queueMicrotask(() => this.end())
    return true
  }

  beReady(): void {
    this.emit('message', { type: 'ready' })
  }

  end(): void {
    if (this.isGone) return
    this.isGone = true
    this.emit('exit', 1)
  }
}

/** @param live what each process does once it has its first message */
function storeClient(live: (process: FakeProcess, nth: number) => void = () => undefined) {
  const made: FakeProcess[] = []
  const said: string[] = []
  const clock = { now: 0 }
  let keyStore: () => Promise<void> = () => Promise.resolve()
  const client = new StoreClient({
    spawn: () => {
      const process = new FakeProcess()
      made.push(process)
      return process
    },
    startMessage: async () => {
      await keyStore()
      const process = made.at(-1)
      if (process !== undefined) setImmediate(() => live(process, made.length))
      return { type: 'start', dataDir: '', buildConfig: {}, keyStoreSecret: null, keyStoreBackend: 'none', isTestRuntime: true }
    },
    onEvent: () => undefined,
    onOpenBrowser: () => undefined,
    elapsed: () => clock.now,
    onCrash: () => said.push('crashed'),
    onGivenUp: (code) => said.push(code),
  })
  return { client, made, said, clock, breakKeyStore: () => { keyStore = () => Promise.reject(new Error('no key store')) } }
}

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
    return 'done'
  } catch (error) {
    return isCasementError(error) ? error.code : 'foreign'
  }
}
const end = (process: FakeProcess): void => process.end()
const beReady = (process: FakeProcess): void => process.beReady()

describe('the store process as main sees it', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  it('one that ends before it was ready is given up: no crash is told of, calls say why, and none starts it again', async () => {
    const { client, made, said } = storeClient(end)
    const waiting = codeOf(client.call('access:get-state', {}))
    expect(await codeOf(client.start())).toBe('STORE_NOT_STARTED')
    expect(await waiting).toBe('STORE_NOT_STARTED')
    for (let n = 0; n < 5; n += 1) expect(await codeOf(client.call('access:get-state', {}))).toBe('STORE_NOT_STARTED')
    expect(await codeOf(client.start())).toBe('STORE_NOT_STARTED')
    expect(said).toEqual(['STORE_NOT_STARTED'])
    expect(made).toHaveLength(1)
    expect(client.isRunning()).toBe(false)
  })

  it('a lock does not start again what was given up', async () => {
    const { client, made } = storeClient(end)
    await codeOf(client.start())
    await client.stop()
    expect(await codeOf(client.start())).toBe('STORE_NOT_STARTED')
    expect(made).toHaveLength(1)
  })

  it('another try starts a process of its own; two at once share it', async () => {
    const { client, made, said } = storeClient((process, nth) => (nth < 3 ? process.end() : process.beReady()))
    await codeOf(client.start())
    expect(await codeOf(client.tryAgain())).toBe('STORE_NOT_STARTED')
    expect(await Promise.all([codeOf(client.tryAgain()), codeOf(client.tryAgain())])).toEqual(['done', 'done'])
    expect(said).toEqual(['STORE_NOT_STARTED', 'STORE_NOT_STARTED'])
    expect(made).toHaveLength(3)
    expect(made[2]?.sent.map(({ type }) => type)).toEqual(['start'])
    void client.call('access:get-state', {}).catch(() => undefined)
    await vi.waitFor(() => expect(made[2]?.sent.map(({ type }) => type)).toEqual(['start', 'call']))
    expect(await codeOf(client.tryAgain())).toBe('done')
    expect(made).toHaveLength(3)
  })

  it('one that cannot be told where to work is ended and given up', async () => {
    const { client, made, said, breakKeyStore } = storeClient(beReady)
    breakKeyStore()
    expect(await codeOf(client.start())).toBe('STORE_NOT_STARTED')
    await vi.waitFor(() => expect(made[0]?.isGone).toBe(true))
    expect(said).toEqual(['STORE_NOT_STARTED'])
  })

  it('one that never becomes ready is ended after a minute', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { client, made } = storeClient()
    const code = codeOf(client.start())
    await vi.waitFor(() => expect(made[0]?.sent).toHaveLength(1))
    await vi.advanceTimersByTimeAsync(59_000)
    expect(made[0]?.isGone).toBe(false)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(await code).toBe('STORE_NOT_STARTED')
  })

  it('one that was ready and ends is told of as a crash, and its calls fail; the next start is a new one', async () => {
    const { client, made, said } = storeClient(beReady)
    await client.start()
    const call = codeOf(client.call('household:list', {}))
    await vi.waitFor(() => expect(made[0]?.sent).toHaveLength(2))
    made[0]?.end()
    expect(await call).toBe('STORE_UNAVAILABLE')
    expect(said).toEqual(['crashed'])
    expect(await codeOf(client.start())).toBe('done')
    expect(made).toHaveLength(2)
  })

  it('the third end within a minute is the last; another try is one, not three, until a minute has passed', async () => {
    const { client, made, said, clock } = storeClient(beReady)
    const crash = async (): Promise<void> => {
      await client.start()
      clock.now += 5_000
      made.at(-1)?.end()
    }
    await crash()
    await crash()
    await crash()
    expect(said).toEqual(['crashed', 'crashed', 'STORE_KEEPS_ENDING', 'crashed'])
    expect(await codeOf(client.start())).toBe('STORE_KEEPS_ENDING')
    expect(made).toHaveLength(3)
    expect(await codeOf(client.tryAgain())).toBe('done')
    made.at(-1)?.end()
    expect(said.slice(4)).toEqual(['STORE_KEEPS_ENDING', 'crashed'])
    clock.now += 61_000
    expect(await codeOf(client.tryAgain())).toBe('done')
    made.at(-1)?.end()
    expect(said.slice(6)).toEqual(['crashed'])
  })

  it('ends that lie apart are each a crash of its own', async () => {
    const { client, made, said, clock } = storeClient(beReady)
    for (let n = 0; n < 6; n += 1) {
      await client.start()
      made.at(-1)?.end()
      clock.now += 31_000
    }
    expect(said).toEqual(['crashed', 'crashed', 'crashed', 'crashed', 'crashed', 'crashed'])
  })

  it('one that is told to stop is neither a crash nor given up, also while it starts; a start that waited for its end makes no second one', async () => {
    const { client, made, said } = storeClient((process, nth) => { if (nth > 1) process.beReady() })
    const first = codeOf(client.start())
    await vi.waitFor(() => expect(made[0]?.sent).toHaveLength(1))
    const stopped = client.stop()
    const second = codeOf(client.start())
    const again = client.stop()
    const third = codeOf(client.start())
    await Promise.all([stopped, again])
    expect(await Promise.all([first, second, third])).toEqual(['STORE_UNAVAILABLE', 'STORE_UNAVAILABLE', 'done'])
    expect(said).toEqual([])
    expect(made).toHaveLength(2)
  })
})
