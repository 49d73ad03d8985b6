import { sql } from 'kysely'
import { CasementError } from '../../../shared/errors/casement-error'
import type { HubDatabase, HubTransaction } from './hub-tables'
import type { AccessStatementRow, StatementDecisionRow, StatementIssueRow, StatementOmissionRow } from './statement-tables'

/** A statement with names where people are. */
export interface StoredStatement extends AccessStatementRow {
  readonly prepared_name: string
  readonly issued_at: Date | null
  readonly issued_name: string | null
  readonly document_hash: string | null
}
/** A proposal with what was decided of it. */
export interface StoredOmission extends StatementOmissionRow {
  readonly proposed_name: string
  readonly outcome: 'confirmed' | 'declined' | null
  readonly decision_words: string | null
  readonly decided_at: Date | null
  readonly decided_name: string | null
}

export const insertStatement = (db: HubDatabase, row: AccessStatementRow) => db.insertInto('access_statements').values(row).onConflict((on) => on.doNothing()).execute()
export const insertOmission = (db: HubDatabase, row: StatementOmissionRow) => db.insertInto('statement_omissions').values(row).execute()
export const insertOmissionDecision = (db: HubDatabase, row: StatementDecisionRow) => db.insertInto('statement_omission_decisions').values(row).execute()
export const insertIssue = (trx: HubTransaction, row: StatementIssueRow) => trx.insertInto('statement_issues').values(row).execute()

/** One thing at a time happens to a statement. Held until the transaction ends. */
export const lockStatement = (trx: HubTransaction, statementId: string) => sql`select pg_advisory_xact_lock(hashtextextended(${statementId}, 4761100))`.execute(trx)

const STATEMENTS = sql`
  select s.*, s.from_day::text as from_day, s.to_day::text as to_day, p.display_name as prepared_name, i.issued_at, i.document_hash, q.display_name as issued_name,
    (i.statement_id is not null)::int as is_issued, (extract(epoch from s.as_of) * 1000000)::bigint as micros
  from access_statements s join officers p on p.officer_id = s.prepared_by left join statement_issues i using (statement_id) left join officers q on q.officer_id = i.issued_by`

export const findStatement = async (db: HubDatabase, statementId: string): Promise<StoredStatement | undefined> =>
  (await sql<StoredStatement>`${STATEMENTS} where s.statement_id = ${statementId}::uuid`.execute(db)).rows[0]

/** Those in hand first, then the newest; `place` is where the next page begins. Throws REQUEST_INVALID for a place that is none. */
export async function listStatements(db: HubDatabase, after: string | null, limit: number): Promise<(StoredStatement & { readonly place: string })[]> {
  const [, issued, micros, id] = /^([01])-(\d{1,17})-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(after ?? '') ?? []
  if (after !== null && id === undefined) throw new CasementError('REQUEST_INVALID', { fields: 'after' })
  const beyond = id === undefined ? sql`true` : sql`(l.is_issued, -l.micros, l.statement_id) > (${Number(issued)}::int, -(${micros}::bigint), ${id}::uuid)`
  const { rows } = await sql<StoredStatement & { readonly place: string }>`
    select l.*, l.is_issued || '-' || l.micros || '-' || l.statement_id as place from (${STATEMENTS}) l where ${beyond} order by l.is_issued, l.micros desc, l.statement_id limit ${limit}`.execute(db)
  return rows
}

/** Proposals about these statements, in the order in which they were made. */
export async function listOmissions(db: HubDatabase, statementIds: readonly string[]): Promise<StoredOmission[]> {
  const { rows } = await sql<StoredOmission>`
    select o.*, p.display_name as proposed_name, d.outcome, d.words as decision_words, d.decided_at, q.display_name as decided_name
    from statement_omissions o join officers p on p.officer_id = o.proposed_by left join statement_omission_decisions d using (proposal_id) left join officers q on q.officer_id = d.decided_by
    where o.statement_id = any(${[...statementIds]}::uuid[]) order by o.proposed_at, o.proposal_id`.execute(db)
  return rows
}

export const findOmission = (db: HubDatabase, proposalId: string) => db.selectFrom('statement_omissions').selectAll().where('proposal_id', '=', proposalId).executeTakeFirst()
export const findOmissionDecision = (db: HubDatabase, proposalId: string) => db.selectFrom('statement_omission_decisions').selectAll().where('proposal_id', '=', proposalId).executeTakeFirst()
export const findIssue = (db: HubDatabase, statementId: string) => db.selectFrom('statement_issues').selectAll().where('statement_id', '=', statementId).executeTakeFirst()

export async function hasOwnLook(db: HubDatabase, lines: readonly string[], officerId: string): Promise<boolean> {
  const { rows } = await sql<{ own: boolean }>`select has_own_look(${[...lines]}::text[], ${officerId}) as own`.execute(db)
  return rows[0]?.own ?? true
}
