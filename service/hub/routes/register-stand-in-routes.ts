import { standInsApi } from '../../../shared/api/stand-ins-api'
import type { Routes } from '../../plugins/register-endpoint'
import { linkAccounts, listAccounts } from '../domain/administration/accounts'
import { approvalPairs } from '../domain/oversight/approval-pairs'
import { endDeputyship, nameDeputy } from '../domain/stand-ins/deputies'
import { listStandIns, ownStanding } from '../domain/stand-ins/list-stand-ins'
import { endShift, enterShift } from '../domain/stand-ins/rota'
import type { HubServices } from '../hub-services'

const done = async (act: Promise<void>): Promise<Record<string, never>> => {
  await act
  return {}
}

/** Every call of shared/api/stand-ins-api, one handler each. */
export function registerStandInRoutes(routes: Routes, services: HubServices): void {
  routes.device(standInsApi.ownStanding, ({ caller }) => ownStanding(services, caller))
  routes.device(standInsApi.listStandIns, ({ caller }) => listStandIns(services, caller))
  routes.device(standInsApi.nameDeputy, async ({ request, caller }) => ({ deputyship: await nameDeputy(services, caller, request) }))
  routes.device(standInsApi.endDeputyship, ({ request, caller }) => done(endDeputyship(services, caller, request.deputyshipId)))
  routes.device(standInsApi.enterShift, async ({ request, caller }) => ({ shift: await enterShift(services, caller, request) }))
  routes.device(standInsApi.endShift, ({ request, caller }) => done(endShift(services, caller, request.shiftId)))
  routes.device(standInsApi.approvalPairs, ({ request, caller }) => approvalPairs(services, caller, request.period))
  routes.device(standInsApi.listAccounts, ({ caller }) => listAccounts(services, caller))
  routes.device(standInsApi.linkAccounts, ({ request, caller }) => done(linkAccounts(services, caller, request)))
}
