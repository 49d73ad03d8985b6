import type { OmissionGround, OmissionOutcome } from '../../../shared/model/access-statement'

export interface AccessStatementRow {
  statement_id: string; household_id: string; reference: string; person_id: string | null; person_role: string | null; person_age_band: string | null
  from_day: string | null; to_day: string; as_of: Date; prepared_by: string; device_id: string
}
export interface StatementOmissionRow {
  proposal_id: string; statement_id: string; proposed_by: string; device_id: string; ground: OmissionGround; words: string; lines: string[]; proposed_at: Date
}
export interface StatementDecisionRow { proposal_id: string; proposed_by: string; decided_by: string; device_id: string; outcome: OmissionOutcome; words: string; decided_at: Date }
export interface StatementIssueRow {
  statement_id: string; issued_by: string; device_id: string; document: string; document_hash: string; lines: number; left_out: number; issued_at: Date
}

export interface StatementTables {
  access_statements: AccessStatementRow
  statement_omissions: StatementOmissionRow
  statement_omission_decisions: StatementDecisionRow
  statement_issues: StatementIssueRow
}
