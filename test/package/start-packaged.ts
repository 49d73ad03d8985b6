import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { keyStoreSwitches } from '../../build/key-store-switches'
import { readAppLog, type AppLog } from '../../service/demo/app-log'
import type { Profile } from '../support/profile'

/** The packaged app, started as a person would: by its program, with nothing attached. */
export interface PackagedApp {
  readonly pid: number
  readonly log: AppLog
  /** How it ended, when it has. */
  readonly ended: Promise<number | null>
  isRunning(): boolean
  output(): string
  stop(): Promise<void>
}

/** Starts `program` in a profile. The child is Electron itself: the launcher gives its place up. */
export function startPackaged(program: string, profile: Profile, args: readonly string[] = [], env: Readonly<NodeJS.ProcessEnv> = {}): PackagedApp {
  const merged = { ...process.env, ...profile.env, NODE_OPTIONS: undefined, ...env }
  const child = spawn(program, [...keyStoreSwitches(merged), ...args], { env: merged, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => { output += data.toString() })
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  return {
    pid: child.pid ?? 0,
    log: readAppLog(child.stderr, new PassThrough().resume()),
    ended,
    isRunning: () => isRunning(child),
    output: () => output,
    stop: async () => {
      if (isRunning(child)) child.kill('SIGTERM')
      await ended
    },
  }
}

const isRunning = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null

/** The titles of the app's windows that are in sight now, as the X server knows them. */
export function windowsInSight(): string[] {
  const { stdout } = spawnSync('xdotool', ['search', '--onlyvisible', '--class', '^casement$'], { encoding: 'utf8' })
  return stdout.split('\n').filter(Boolean).map((window) => spawnSync('xdotool', ['getwindowname', window], { encoding: 'utf8' }).stdout.trim())
}
