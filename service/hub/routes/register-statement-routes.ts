import { statementApi } from '../../../shared/api/statement-api'
import type { Routes } from '../../plugins/register-endpoint'
import { issuedStatement, issueStatement } from '../domain/statements/issue-statement'
import { decideOmission, proposeOmission } from '../domain/statements/leave-out'
import { listMembers, listStatementsFor, openStatement, readStatement } from '../domain/statements/prepare-statement'
import type { HubServices } from '../hub-services'

/** A statement of a thousand lines with their proofs is larger than an ordinary body. */
const LARGE_BODY = { bodyLimit: 4 * 1_024 * 1_024 }

/** Every call of shared/api/statement-api, one handler each. */
export function registerStatementRoutes(routes: Routes, services: HubServices): void {
  routes.device(statementApi.statementMembers, ({ request, caller }) => listMembers(services, caller, request))
  routes.device(statementApi.openStatement, ({ request, caller }) => openStatement(services, caller, request))
  routes.device(statementApi.listStatements, ({ request, caller }) => listStatementsFor(services, caller, request))
  routes.device(statementApi.readStatement, ({ request, caller }) => readStatement(services, caller, request.statementId))
  routes.device(statementApi.proposeOmission, ({ request, caller }) => proposeOmission(services, caller, request))
  routes.device(statementApi.decideOmission, ({ request, caller }) => decideOmission(services, caller, request))
  routes.device(statementApi.issueStatement, ({ request, caller }) => issueStatement(services, caller, request.statement), LARGE_BODY)
  routes.device(statementApi.issuedStatement, ({ request, caller }) => issuedStatement(services, caller, request.statementId))
}
