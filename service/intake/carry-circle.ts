import { circleHubApi, circleVaultApi } from '../../shared/api/circle-api'
import { createServiceClient } from './load/service-client'
import type { TokenSource } from './load/token-source'

export interface CourierOptions {
  readonly hubUrl: string
  readonly vaultUrl: string
  readonly tokens: TokenSource
}

/** What the hub took over. */
export interface Carried {
  readonly excluded: number
  readonly lifted: number
  readonly attempts: number
}

/**
 * Carries what follows from officers' declarations from the vault to the hub: pairs of pseudonyms, and who tried. A controller's job, as
 * matching is: the two services never call each other. The vault refuses from the moment of a declaration on, whenever this runs.
 */
export async function carryCircle({ hubUrl, vaultUrl, tokens }: CourierOptions): Promise<Carried> {
  const vault = createServiceClient({ service: 'vault', baseUrl: vaultUrl, tokens })
  const hub = createServiceClient({ service: 'hub', baseUrl: hubUrl, tokens })
  const told = await vault.call(circleVaultApi.listCircle, {})
  const { excluded, lifted } = await hub.call(circleHubApi.noteCircle, told)
  return { excluded, lifted, attempts: told.attempts.length }
}
