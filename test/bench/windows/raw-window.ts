import type { ChildProcess } from 'node:child_process'
import path from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { runElectron } from '../../../build/run-electron'

const PATIENCE_MS = 60_000
const ASK_AGAIN_MS = 20

/** What is started, and which of its paintings is waited for. */
export interface RawStart {
  /** A folder that Electron can start. */
  readonly folder: string
  readonly env?: Readonly<NodeJS.ProcessEnv>
  /** A function of the page, as text, asked at each painting of something larger than before: is the screen there? */
  readonly isThere: string
}

/** An Electron that nobody holds up: no inspector, no loader; asked through a pipe, and only for what Chromium has noted by itself. */
export interface RawWindow {
  readonly pid: number
  /** Milliseconds from the start of the process until the screen was painted. */
  readonly paintedAfter: number
  /** Ends it and waits. */
  close(): Promise<void>
}

export const HELLO: RawStart = { folder: path.join(import.meta.dirname, 'hello'), isThere: '() => true' }

/** Chromium notes when the largest element so far was painted, whether or not anybody listens. */
const paintedAt = (isThere: string): string => `new Promise((resolve) => {
  const isThere = ${isThere}
  new PerformanceObserver((list, observer) => {
    const there = isThere() ? list.getEntries().at(-1) : undefined
    if (there === undefined) return
    observer.disconnect()
    resolve(performance.timeOrigin + there.startTime)
  }).observe({ type: 'largest-contentful-paint', buffered: true })
})`

export async function startRaw({ folder, env = {}, isThere }: RawStart): Promise<RawWindow> {
  let startedAt = 0
  const child = await runElectron({
    outDir: folder, env, args: ['--remote-debugging-pipe'], stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    onStarted: () => { startedAt = Date.now() },
  })
  const painted = await askFirstPage(child, paintedAt(isThere))
  return { pid: child.pid ?? 0, paintedAfter: painted - startedAt, close: () => end(child) }
}

/** The smallest window there is: how long it takes to be painted. */
export async function helloStart(): Promise<number> {
  const hello = await startRaw(HELLO)
  await hello.close()
  return hello.paintedAfter
}

interface Said { readonly id?: number; readonly method?: string; readonly params?: { readonly sessionId?: string; readonly targetInfo?: { readonly type: string } }; readonly result?: { readonly result?: { readonly value?: unknown } } }

/** Evaluates in the first page that opens; the protocol's messages end with a zero byte. */
function askFirstPage(child: ChildProcess, expression: string): Promise<number> {
  const [to, from] = [child.stdio[3] as Writable, child.stdio[4] as Readable]
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('no window was painted')), PATIENCE_MS)
    let [held, asked, session] = ['', 1, '']
    const send = (id: number, method: string, params: object, sessionId?: string): void => void to.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
    const ask = (): void => send((asked += 1), 'Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true }, session)
    from.setEncoding('utf8').on('data', (more: string) => {
      const whole = (held + more).split('\0')
      held = whole.pop() ?? ''
      for (const said of whole.map((text) => JSON.parse(text) as Said)) {
        const { sessionId, targetInfo } = said.params ?? {}
        const value = said.result?.result?.value
        if (said.method === 'Target.attachedToTarget' && targetInfo?.type === 'page' && session === '') {
          session = sessionId ?? ''
          ask()
        } else if (said.id === asked && asked > 1) {
          // The empty page that every window begins with takes the question with it when it goes.
          if (typeof value === 'number') {
            clearTimeout(late)
            resolve(value)
          } else setTimeout(ask, ASK_AGAIN_MS)
        }
      }
    })
    child.once('exit', () => reject(new Error('Electron ended')))
    send(1, 'Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: true })
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}
