import { createHash } from 'node:crypto'
import type { ResponseOf } from '../../../../shared/api/define-endpoint'
import type { statementApi } from '../../../../shared/api/statement-api'
import { CasementError } from '../../../../shared/errors/casement-error'
import { canonicalBytes, type JsonValue } from '../../../../shared/ledger/canonical-json'
import { AccessStatementSchema, type AccessStatement, type StatementLine } from '../../../../shared/model/access-statement'
import type { DeviceCaller } from '../../../plugins/authentication'
import type { HubServices } from '../../hub-services'
import { findIssue, insertIssue, lockStatement } from '../../repositories/statement-repository'
import type { KeyedAct } from '../oversight/read-acts'
import { enterStatements } from './prepare-statement'
import { confirmedLines, getStatement, listOmissionsOf, toHead } from './statement-head'
import { readScope } from './statement-scope'

/**
 * Keeps the statement as it goes out, before anybody can save it. It must be about what was asked, hold each look of it and none that was left out; and
 * nothing that was proposed may be undecided. Throws STATEMENT_UNDECIDED, STATEMENT_CHANGED, STATEMENT_CLOSED when another one was issued in its place.
 */
export async function issueStatement(services: HubServices, caller: DeviceCaller, document: AccessStatement): Promise<{ documentHash: string }> {
  const { db, clock } = services
  const { statementId } = document
  const officer = await enterStatements(services, caller, ['issue'], (await getStatement(db, statementId)).household_id)
  const bytes = canonicalBytes(document)
  const documentHash = createHash('sha256').update(bytes).digest('hex')
  await db.transaction().execute(async (trx) => {
    await lockStatement(trx, statementId)
    const before = await findIssue(trx, statementId)
    if (before?.document_hash === documentHash) return
    if (before !== undefined) throw new CasementError('STATEMENT_CLOSED')
    const statement = await getStatement(trx, statementId)
    const omissions = await listOmissionsOf(trx, statement)
    if (omissions.some(({ outcome }) => outcome === null)) throw new CasementError('STATEMENT_UNDECIDED')
    const leftOut = confirmedLines(omissions)
    const kept = (await readScope(trx, statement)).filter(({ key }) => !leftOut.has(key))
    const head = toHead(services, officer.officerId, statement, omissions)
    const isAsAsked = (['reference', 'subject', 'period', 'asOf', 'contact'] as const).every((name) => isSame(document[name], head[name]))
    if (!isAsAsked || kept.length !== document.lines.length || !kept.every((keyed, i) => isLineOf(document.lines[i], keyed))) throw new CasementError('STATEMENT_CHANGED')
    await insertIssue(trx, {
      statement_id: statementId, issued_by: officer.officerId, device_id: caller.deviceId, document: Buffer.from(bytes).toString('utf8'), document_hash: documentHash, lines: document.lines.length,
      left_out: leftOut.size, issued_at: new Date(clock.now()),
    })
  })
  return { documentHash }
}

/** The statement as it went out. Throws NOT_FOUND for one that did not. */
export async function issuedStatement(services: HubServices, caller: DeviceCaller, statementId: string): Promise<ResponseOf<(typeof statementApi)['issuedStatement']>> {
  const { household_id: householdId } = await getStatement(services.db, statementId)
  await enterStatements(services, caller, ['issued'], householdId)
  const issue = await findIssue(services.db, statementId)
  if (issue === undefined) throw new CasementError('NOT_FOUND')
  return { statement: AccessStatementSchema.parse(JSON.parse(issue.document)), documentHash: issue.document_hash }
}

/** Is this the line of that act, at its place and of its moment? What it says of it, the laptop proved. */
function isLineOf(line: StatementLine | undefined, { act }: KeyedAct): boolean {
  if (line === undefined) return false
  if (act.act === 'opening') return line.evidence.kind === 'access-log' && line.at === act.opening.at
  return line.at === act.look.at && line.evidence.kind !== 'access-log' && line.evidence.index === act.look.entry.index
}

const isSame = (a: unknown, b: unknown): boolean => Buffer.from(canonicalBytes(a as JsonValue)).equals(Buffer.from(canonicalBytes(b as JsonValue)))
