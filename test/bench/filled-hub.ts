import { scopeOf } from '../../service/hub/domain/scope'
import { PERSONAS } from '../../service/demo/personas'
import type { Ed25519PublicJwk } from '../../shared/model/ids'
import { bundleProcesses } from '../support/bundle-processes'
import { startService } from '../support/service'
import { tokenOf } from '../support/sign-in-tokens'
import { fillHub } from './fill-hub'

/** The whole service on databases of its own, with so many households in the scope of one officer. */
export interface FilledHub {
  readonly hubUrl: string
  readonly vaultUrl: string
  readonly rootKey: Ed25519PublicJwk
  /** Of a superuser of the hub's database. */
  readonly adminUrl: string
  /** How many households that officer's scope has: no fewer than were asked for. */
  readonly households: number
  /** Of that officer, for the hub; signed in anew before it is over. */
  token(): Promise<string>
  stop(): Promise<void>
}

const OFFICER = PERSONAS.officer
/** Of which the many are copies: Kent by the generator, through intake and assembly. */
const TEMPLATES = 400
const MANY_LAPTOPS = 200
const HALF_A_MINUTE = 30_000

export async function startFilledHub(households: number): Promise<FilledHub> {
  const bundles = await bundleProcesses({})
  const service = await startService({ program: [bundles.service], households: TEMPLATES, deviceAllowance: MANY_LAPTOPS })
  const scope = scopeOf(OFFICER)
  if (scope === null) throw new Error('that officer does no case work')
  const { adminUrl } = service.databases.hub
  let last: { token: string; at: number } | null = null
  return {
    hubUrl: service.hubUrl, vaultUrl: service.vaultUrl, rootKey: service.rootPublicKey, adminUrl,
    households: await fillHub(adminUrl, scope, households),
    async token() {
      if (last === null || Date.now() - last.at > HALF_A_MINUTE) last = { token: await tokenOf(service.issuer, 'officer', 'urn:casement:hub'), at: Date.now() }
      return last.token
    },
    async stop() {
      await service.stop()
      bundles.remove()
    },
  }
}
