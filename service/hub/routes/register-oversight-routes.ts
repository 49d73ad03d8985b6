import { oversightApi } from '../../../shared/api/oversight-api'
import type { Routes } from '../../plugins/register-endpoint'
import { listActs } from '../domain/administration/list-acts'
import { listDevices, revokeDevice } from '../domain/administration/devices'
import { listIntakeRuns, reportIntakeRun } from '../domain/administration/intake-runs'
import { addPerson, changePerson, listPeople } from '../domain/administration/people'
import { listEvidence } from '../domain/oversight/list-evidence'
import { listToolUse } from '../domain/oversight/list-tool-use'
import { searchLedger } from '../domain/oversight/search-ledger'
import { teamActivity, teamReveals } from '../domain/oversight/team-activity'
import { whoLooked } from '../domain/oversight/who-looked'
import type { HubServices } from '../hub-services'

/** Every call of shared/api/oversight-api, one handler each. */
export function registerOversightRoutes(routes: Routes, services: HubServices): void {
  routes.device(oversightApi.teamActivity, ({ request, caller }) => teamActivity(services, caller, request.period))
  routes.device(oversightApi.teamReveals, ({ request, caller }) => teamReveals(services, caller, request))
  routes.device(oversightApi.whoLooked, ({ request, caller }) => whoLooked(services, caller, request))
  routes.device(oversightApi.searchLedger, ({ request, caller }) => searchLedger(services, caller, request))
  routes.device(oversightApi.listToolUse, ({ request, caller }) => listToolUse(services, caller, request))
  routes.device(oversightApi.evidence, async ({ request, caller }) => ({ evidence: await listEvidence(services, caller, request.entries, request.knownSize) }))

  routes.device(oversightApi.listPeople, ({ caller }) => listPeople(services, caller))
  routes.device(oversightApi.addPerson, async ({ request, caller }) => ({ person: await addPerson(services, caller, request) }))
  routes.device(oversightApi.changePerson, async ({ request, caller }) => ({ person: await changePerson(services, caller, request) }))
  routes.device(oversightApi.listAdministration, ({ request, caller }) => listActs(services, caller, request))
  routes.device(oversightApi.listDevices, ({ request, caller }) => listDevices(services, caller, request))
  routes.device(oversightApi.revokeDevice, async ({ request, caller }) => {
    await revokeDevice(services, caller, request.deviceId)
    return { deviceId: request.deviceId }
  })
  routes.device(oversightApi.listIntakeRuns, ({ request, caller }) => listIntakeRuns(services, caller, request))
  routes.intake(oversightApi.reportIntakeRun, async ({ request, caller }) => {
    await reportIntakeRun(services, caller, request)
    return {}
  })
}
