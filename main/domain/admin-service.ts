import { CasementError, isCasementError } from '../../shared/errors/casement-error'
import type { RequestOf, ResponseOf } from '../../shared/api/define-endpoint'
import type { lostDeviceApi } from '../../shared/api/lost-device-api'
import type { sourcesApi } from '../../shared/api/sources-api'
import type { oversightApi } from '../../shared/api/oversight-api'
import { onlineOnly } from './online-only'
import type { Session } from './session'

type Api = typeof oversightApi
type LostDeviceApi = typeof lostDeviceApi
type Devices = ResponseOf<Api['listDevices']>

/** Laptops, people and intake, as the services know them at this moment. Nothing is kept here. */
export class AdminService {
  readonly #session: Session
  constructor(session: Session) {
    this.#session = session
  }

  async listDevices(
    request: RequestOf<Api['listDevices']>,
  ): Promise<Omit<Devices, 'devices'> & { devices: (Devices['devices'][number] & { isThis: boolean })[] }> {
    const { devices, ...rest } = await onlineOnly(() => this.#session.hub.listDevices(request))
    return {
      ...rest,
      devices: devices.map((device) => ({ ...device, isThis: device.deviceId === this.#session.deviceId })),
    }
  }

  /**
   * At the vault first: details leave from there. Both may be asked again, and are when the hub failed in between. Throws
   * ADMIN_OWN_DEVICE, ADMIN_VAULT_REFUSED (nothing was revoked), ADMIN_REVOKED_AT_VAULT_ONLY.
   */
  async revokeDevice({ deviceId }: Readonly<{ deviceId: string }>): Promise<Record<string, never>> {
    const { hub, vault } = this.#session
    if (deviceId === this.#session.deviceId) throw new CasementError('ADMIN_OWN_DEVICE')
    await vault.revokeDevice({ deviceId }).catch((error: unknown) => {
      if (!isCasementError(error)) throw error
      if (error.code === 'ACCESS_ROLE_FORBIDDEN') throw new CasementError('ADMIN_VAULT_REFUSED')
      // Enrolment asks the hub first: a laptop whose enrolment broke off is unknown at the vault, and is to be revoked all the same.
      if (error.code !== 'NOT_FOUND') throw error
    })
    await hub.revokeDevice({ deviceId }).catch((error: unknown) => {
      if (isCasementError(error) && (error.code === 'ACCESS_ROLE_FORBIDDEN' || error.code === 'NOT_FOUND')) throw error
      throw new CasementError('ADMIN_REVOKED_AT_VAULT_ONLY')
    })
    return {}
  }

  getLostDevice(request: RequestOf<LostDeviceApi['lostDevice']>): Promise<ResponseOf<LostDeviceApi['lostDevice']>> {
    return onlineOnly(() => this.#session.hub.lostDevice(request))
  }

  async getFeed(): Promise<{ isStalled: boolean }> {
    const { feed } = await onlineOnly(() => this.#session.hub.health({}))
    return { isStalled: feed === 'stalled' }
  }

  changePerson(request: RequestOf<Api['changePerson']>): Promise<ResponseOf<Api['changePerson']>> {
    return onlineOnly(() => this.#session.hub.changePerson(request))
  }

  listSources(): Promise<ResponseOf<(typeof sourcesApi)['listSources']>> {
    return onlineOnly(() => this.#session.hub.listSources({}))
  }

  listActs(request: RequestOf<Api['listAdministration']>): Promise<ResponseOf<Api['listAdministration']>> {
    return onlineOnly(() => this.#session.hub.listAdministration(request))
  }

  addPerson(request: RequestOf<Api['addPerson']>): Promise<ResponseOf<Api['addPerson']>> {
    return onlineOnly(() => this.#session.hub.addPerson(request))
  }

  listIntakeRuns(request: RequestOf<Api['listIntakeRuns']>): Promise<ResponseOf<Api['listIntakeRuns']>> {
    return onlineOnly(() => this.#session.hub.listIntakeRuns(request))
  }
}
