import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'

const START_MS = 180_000

/** Starts the real service for all specs (its own process: service code is run by tsx) and stops it after them. */
// oxlint-disable-next-line import/no-default-export -- Playwright asks for it
export default async function globalSetup(): Promise<() => Promise<void>> {
  const host = spawn(process.execPath, ['--import', 'tsx', 'test/e2e/service-host.ts'], { stdio: ['pipe', 'pipe', 'inherit'] })
  await ready(host)
  return async () => {
    const ended = once(host, 'exit')
    host.stdin?.end()
    await ended
  }
}

async function ready(host: ChildProcess): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the service did not start in time')), START_MS)
    host.once('exit', (code) => reject(new Error(`the service ended with ${String(code)}`)))
    host.stdout?.on('data', (data: Buffer) => {
      if (!data.toString().includes('ready')) return
      clearTimeout(late)
      resolve()
    })
  })
}
