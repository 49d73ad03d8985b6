import { freePort, tryPort } from './free-port'

export interface DemoPorts { readonly hub: number; readonly vault: number; readonly provider: number; readonly postgres: number }

/** Fixed, so that a second start has the addresses that the app was built with. */
export const DEFAULT_PORTS: DemoPorts = { hub: 17_610, vault: 17_620, provider: 17_630, postgres: 17_640 }

/** The ports wished for, each replaced by a free one where something else listens. */
export async function choosePorts(wished: DemoPorts): Promise<DemoPorts> {
  const choose = async (port: number): Promise<number> => (await tryPort(port)) ?? freePort()
  const [hub, vault, provider, postgres] = await Promise.all([wished.hub, wished.vault, wished.provider, wished.postgres].map(choose))
  return { hub: hub ?? wished.hub, vault: vault ?? wished.vault, provider: provider ?? wished.provider, postgres: postgres ?? wished.postgres }
}
