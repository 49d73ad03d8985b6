import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { startDemoService, type DemoService, type DemoServiceOptions } from '../../service/demo/start-service'
import { freePorts } from './free-ports'

/** The whole service, all parts real, with what a test may do to it. Hub and vault can be stopped, killed and started again. */
export interface TestService extends DemoService {
  readonly dataDir: string
  readonly clientId: string
  /** A superuser in a database: for triggers, revocations and other mischief. The caller ends it. */
  database(name: 'hub' | 'vault'): Promise<pg.Client>
  /** Freezes a service (SIGSTOP): connections are taken and never answered. The returned function thaws it. */
  freeze(name: 'hub' | 'vault'): () => void
}

/**
 * Starts PostgreSQL, provider, vault and hub on free ports, officers seeded, synthetic households loaded by the real intake
 * (400 unless told). Stopping removes everything that was made here.
 */
export async function startService(options: Partial<DemoServiceOptions> = {}): Promise<TestService> {
  const dataDir = options.dataDir ?? mkdtempSync(path.join(tmpdir(), 'casement-service-'))
  const [hub = 0, vault = 0, provider = 0, postgres = 0] = options.ports === undefined ? await freePorts(4) : []
  const bundle = process.env['CASEMENT_TEST_SERVICE'] // test/support/start-once.ts
  const service = await startDemoService({
    ...(bundle === undefined ? {} : { program: [bundle] }),
    households: 400, seed: 20_261_123, deviceAllowance: 200, say: () => undefined, ports: { hub, vault, provider, postgres }, ...options, dataDir,
  })
  return {
    ...service,
    dataDir,
    clientId: 'casement-desktop',
    database: async (name) => {
      const client = new pg.Client({ connectionString: service.databases[name].adminUrl })
      await client.connect()
      return client
    },
    freeze: (name) => {
      const pid = service[name].pid
      if (pid === null) throw new Error(`the ${name} is not running`)
      process.kill(pid, 'SIGSTOP')
      return () => void process.kill(pid, 'SIGCONT')
    },
    stop: async () => {
      await service.stop()
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
