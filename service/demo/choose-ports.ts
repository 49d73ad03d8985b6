import { createServer } from 'node:net'

export interface DemoPorts { readonly hub: number; readonly vault: number; readonly provider: number; readonly postgres: number }

/** Fixed, so that a second start has the addresses that the app was built with. */
export const DEFAULT_PORTS: DemoPorts = { hub: 47_610, vault: 47_620, provider: 47_630, postgres: 47_640 }

/** The ports wished for, each replaced by a free one where something else listens. */
export async function choosePorts(wished: DemoPorts): Promise<DemoPorts> {
  const [hub, vault, provider, postgres] = await Promise.all([wished.hub, wished.vault, wished.provider, wished.postgres].map(freePort))
  return { hub: hub ?? wished.hub, vault: vault ?? wished.vault, provider: provider ?? wished.provider, postgres: postgres ?? wished.postgres }
}

const freePort = async (wished: number): Promise<number> => (await tryPort(wished)) ?? (await tryPort(0)) ?? wished

const tryPort = (port: number): Promise<number | null> =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(null))
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : null))
    })
  })
