import pg from 'pg'
import { z } from 'zod'
import { readE2eFacts } from './e2e-facts'

/** What the specs, which run in Playwright's own processes, may ask of the service host. */
export const CONTROL_ACTS = ['start', 'stop', 'kill', 'freeze', 'thaw'] as const
export type ControlAct = (typeof CONTROL_ACTS)[number]
export const ServiceNameSchema = z.enum(['hub', 'vault'])
export type ServiceName = z.infer<typeof ServiceNameSchema>

export const HostFactsSchema = z.strictObject({
  hubUrl: z.string(), vaultUrl: z.string(), issuer: z.string(), dataDir: z.string(), households: z.int(),
  databases: z.strictObject({ hub: z.string(), vault: z.string() }),
})
export type HostFacts = z.infer<typeof HostFactsSchema>

const address = (path: string): string => `http://127.0.0.1:${readE2eFacts().proxyPorts.control}${path}`

export async function hostFacts(): Promise<HostFacts> {
  return HostFactsSchema.parse(await (await fetch(address('/facts'))).json())
}

/** Does something to a service and waits until it is done. */
export async function controlService(name: ServiceName, act: ControlAct): Promise<void> {
  const response = await fetch(address(`/${name}/${act}`), { method: 'POST' })
  if (!response.ok) throw new Error(`${act} ${name}: ${await response.text()}`)
}

/** Runs SQL as the superuser of a service's database. */
export async function asSuperuser<T>(name: ServiceName, act: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: (await hostFacts()).databases[name] })
  await client.connect()
  try {
    return await act(client)
  } finally {
    await client.end()
  }
}
