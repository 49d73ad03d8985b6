import { lostDeviceApi } from '../../../shared/api/lost-device-api'
import type { Routes } from '../../plugins/register-endpoint'
import { lostDevice } from '../domain/administration/lost-device'
import { noteUnsent } from '../domain/administration/note-sightings'
import { keepWipeReceipt, orderWipe } from '../domain/administration/wipe-device'
import type { HubServices } from '../hub-services'

/** Every call of shared/api/lost-device-api, one handler each. */
export function registerLostDeviceRoutes(routes: Routes, services: HubServices): void {
  routes.device(lostDeviceApi.lostDevice, ({ request, caller }) => lostDevice(services, caller, request.deviceId))
  routes.device(lostDeviceApi.reportWaiting, async ({ request, caller }) => {
    await noteUnsent(services, caller, request.waiting)
    return {}
  })
  routes.anybody(lostDeviceApi.wipeOrder, ({ request }) => orderWipe(services, request))
  routes.anybody(lostDeviceApi.reportWiped, async ({ request }) => {
    await keepWipeReceipt(services, request)
    return {}
  })
}
