import type { BuildConfig } from '../../../main/settings/build-config'
import type { TestService } from '../../support/service'

/** The build configuration that a laptop of this service would have; addresses can be replaced by a proxy's. */
export const configOf = (
  service: TestService,
  addresses: Partial<Pick<BuildConfig, 'hubUrl' | 'vaultUrl'>> = {},
): BuildConfig => ({
  hubUrl: service.hubUrl,
  vaultUrl: service.vaultUrl,
  issuer: service.issuer,
  clientId: service.clientId,
  rootPublicKey: service.rootPublicKey,
  dutyDesk: '01632 960700',
  production: false,
  debugSurface: false,
  ...addresses,
})
