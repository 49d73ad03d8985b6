import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { laneFolders } from '../support/e2e-lanes'

const START_MS = 180_000

/** Starts the real service of each lane (its own process: service code is run by tsx) and stops it after the specs. */
// oxlint-disable-next-line import/no-default-export -- Playwright asks for it
export default async function globalSetup(): Promise<() => Promise<void>> {
  const hosts = laneFolders().map((_, lane) =>
    spawn(process.execPath, ['--import', 'tsx', 'test/e2e/service-host.ts'], { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, CASEMENT_E2E_LANE: String(lane) } }),
  )
  await Promise.all(hosts.map(ready))
  return async () => {
    await Promise.all(
      hosts.map((host) => {
        const ended = once(host, 'exit')
        host.stdin.end()
        return ended
      }),
    )
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
