import type { RequestOf, ResponseOf } from '../../shared/api/define-endpoint'
import { statementApi } from '../../shared/api/statement-api'
import type { HttpClient } from './http-client'

type Api = typeof statementApi
type StatementCalls = { readonly [Name in keyof Api]: (request: RequestOf<Api[Name]>) => Promise<ResponseOf<Api[Name]>> }

/** The hub's calls for residents' access statements. */
export const createStatementCalls = (http: HttpClient): StatementCalls => ({
  statementMembers: (request) => http.call(statementApi.statementMembers, request),
  openStatement: (request) => http.call(statementApi.openStatement, request),
  listStatements: (request) => http.call(statementApi.listStatements, request),
  readStatement: (request) => http.call(statementApi.readStatement, request),
  proposeOmission: (request) => http.call(statementApi.proposeOmission, request),
  decideOmission: (request) => http.call(statementApi.decideOmission, request),
  issueStatement: (request) => http.call(statementApi.issueStatement, request),
  issuedStatement: (request) => http.call(statementApi.issuedStatement, request),
})
