import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { liveProcess, processMark } from '../../../build/live-process'

const ROOT = path.resolve(import.meta.dirname, '../../..')

/** `npm start`'s own process (after the look at the machine), in its first load: more rows than anybody waits for. */
interface FirstLoad {
  readonly dataDir: string
  readonly process: ChildProcess
  readonly said: string[]
  /** Resolves with the first line, said already or to come, that has these words. */
  saying(words: string): Promise<string>
}

let demo: FirstLoad
beforeEach(async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'casement-stop-'))
  const child = spawn(process.execPath, ['--import', 'tsx', 'service/demo/start-demo.ts', '--households', '4000'], {
    cwd: ROOT, env: { ...process.env, CASEMENT_DATA_DIR: dataDir }, stdio: ['ignore', 'ignore', 'pipe'],
  })
  const said: string[] = []
  const waiting = new Set<() => void>()
  createInterface({ input: child.stderr }).on('line', (line) => {
    said.push(line)
    for (const look of waiting) look()
  })
  const saying = (words: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const line = said.find((one) => one.includes(words))
        if (line !== undefined) resolve(line)
      }
      waiting.add(look)
      child.once('close', () => reject(new Error(`ended without saying ${words}: ${said.join('\n')}`)))
      look()
    })
  demo = { dataDir, process: child, said, saying }
  await saying('rows of revenues-and-benefits through intake')
})
afterEach(() => {
  demo.process.kill('SIGKILL')
  rmSync(demo.dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
})

/** The ids of a process's children, as /proc tells them. */
const childrenOf = (pid: number): number[] =>
  readdirSync(`/proc/${pid}/task`).flatMap((task) => readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number))
const commandOf = (pid: number): string => readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')

/** PostgreSQL, vault and hub. */
function parts(): { mark: string; command: string; pid: number }[] {
  const found = childrenOf(demo.process.pid ?? 0).map((pid) => ({ pid, mark: processMark(pid), command: commandOf(pid) }))
  const names = ['bin/postgres', 'run-service.ts vault', 'run-service.ts hub']
  return names.map((name) => found.find(({ command }) => command.includes(name)) ?? expect.fail(`${name} does not run`))
}

async function end(): Promise<number | null> {
  const [code] = (await once(demo.process, 'close')) as [number | null]
  return code
}

describe('Ctrl-C in the first load', () => {
  test('is answered at once, and stops all parts in order after the batch that is under way', async () => {
    const running = parts()
    demo.process.kill('SIGINT')
    expect(await end()).toBe(0)
    expect(demo.said.some((line) => line.includes('stopping after the step that is under way'))).toBe(true)
    expect(demo.said.at(-1)).toContain('stopped')
    expect(running.filter(({ mark }) => liveProcess(mark) !== null)).toEqual([])
    expect(existsSync(path.join(demo.dataDir, 'loaded.json'))).toBe(false)
    expect(existsSync(path.join(demo.dataDir, 'running'))).toBe(false)
  })

  test('twice ends everything at once, though a service hangs', async () => {
    const running = parts()
    const vault = running.find(({ command }) => command.includes('vault')) ?? expect.fail()
    process.kill(vault.pid, 'SIGSTOP') // the batch that is under way is never answered
    demo.process.kill('SIGINT')
    await demo.saying('stopping after the step')
    demo.process.kill('SIGINT')
    expect(await end()).toBe(130)
    expect(demo.said.at(-1)).toContain('ended at once')
    await expect.poll(() => running.filter(({ mark }) => liveProcess(mark) !== null), { timeout: 20_000 }).toEqual([])
  })
})
