import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, mkdirSync, openSync } from 'node:fs'
import path from 'node:path'

/** One service in a process of its own; it may be stopped, killed and started again on the same address. */
export interface ServiceProcess {
  readonly url: string
  readonly logFile: string
  /** Null while it is not running. */
  readonly pid: number | null
  start(): Promise<void>
  /** SIGTERM: lets running requests finish. */
  stop(): Promise<void>
  /** SIGKILL: as a power cut would. */
  kill(): Promise<void>
}

export interface ServiceProcessOptions {
  readonly name: 'hub' | 'vault'
  readonly port: number
  readonly env: Readonly<Record<string, string>>
  readonly logsFolder: string
  /** What Node is to run, when that is not this source: a bundle of it starts in a fifth of the time. */
  readonly program?: readonly string[]
}

const SOURCE = ['--import', 'tsx', path.join(import.meta.dirname, 'run-service.ts')]
const READY_MS = 60_000
const STOP_MS = 10_000

/** Describes a service process; nothing runs before `start()`. Its own environment only, with none of ours but PATH. */
export function createServiceProcess({ name, port, env, logsFolder, program = SOURCE }: ServiceProcessOptions): ServiceProcess {
  const url = `http://127.0.0.1:${port}`
  const logFile = path.join(logsFolder, `${name}.log`)
  let child: ChildProcess | null = null

  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const running = child
    if (running === null) return
    const ended = hasEnded(running) ? Promise.resolve() : new Promise<void>((resolve) => running.once('exit', () => resolve()))
    running.kill(signal)
    const late = setTimeout(() => running.kill('SIGKILL'), STOP_MS)
    await ended
    clearTimeout(late)
    child = null
  }

  return {
    url,
    logFile,
    get pid() {
      return child === null || hasEnded(child) ? null : (child.pid ?? null)
    },
    async start() {
      if (child !== null && !hasEnded(child)) return
      mkdirSync(logsFolder, { recursive: true })
      const log = openSync(logFile, 'a', 0o600)
      child = spawn(process.execPath, [...program, name], {
        cwd: path.resolve(import.meta.dirname, '../..'),
        env: { PATH: process.env.PATH, HOME: process.env.HOME, HOST: '127.0.0.1', PORT: String(port), ...env },
        detached: true, // Ctrl-C is for the demonstration as a whole, which then stops its parts in order
        stdio: ['ignore', log, log, 'ipc'],
      })
      closeSync(log)
      await untilHealthy(child, name, url, logFile)
    },
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  }
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null

async function untilHealthy(child: ChildProcess, name: string, url: string, logFile: string): Promise<void> {
  const until = performance.now() + READY_MS
  while (performance.now() < until) {
    if (hasEnded(child)) throw new Error(`the ${name} did not start: see ${logFile}`)
    const isHealthy = await fetch(`${url}/health`, { signal: AbortSignal.timeout(2_000) }).then((response) => response.ok, () => false)
    if (isHealthy) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`the ${name} did not become healthy in time: see ${logFile}`)
}
