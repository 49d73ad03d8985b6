import { bundleProcesses } from './bundle-processes'
import { startPostgres } from './postgres'

const stops: (() => void | Promise<void>)[] = []

/**
 * Vitest's global set-up of the integration suite, for what its tests would start many times: hub, vault and store are bundled once and
 * start in a third of the time; one PostgreSQL gives each test databases of its own, unless a server is named.
 */
export async function setup(): Promise<void> {
  const bundles = await bundleProcesses()
  stops.push(bundles.remove)
  Object.assign(process.env, { CASEMENT_TEST_SERVICE: bundles.service, CASEMENT_TEST_STORE: bundles.store })
  if (process.env['CASEMENT_TEST_POSTGRES_URL'] !== undefined) return
  const postgres = await startPostgres()
  stops.push(() => postgres.stop())
  process.env['CASEMENT_TEST_POSTGRES_URL'] = postgres.adminUrl
}

export async function teardown(): Promise<void> {
  for (const stop of stops.splice(0).toReversed()) await stop()
}
