import { StatementHeadSchema, type StatementHead } from '../../../../shared/api/statement-api'
import { CasementError } from '../../../../shared/errors/casement-error'
import type { HubServices } from '../../hub-services'
import type { HubDatabase } from '../../repositories/hub-tables'
import { findStatement, listOmissions, type StoredOmission, type StoredStatement } from '../../repositories/statement-repository'

/** A statement as whoever works on it reads it. */
export const toHead = ({ statementContact: contact }: Pick<HubServices, 'statementContact'>, officerId: string, statement: StoredStatement, omissions: readonly StoredOmission[]): StatementHead =>
  StatementHeadSchema.parse({
    statementId: statement.statement_id, reference: statement.reference, personId: statement.person_id,
    subject: statement.person_id === null ? null : { role: statement.person_role, ageBand: statement.person_age_band },
    period: { from: statement.from_day, to: statement.to_day }, asOf: statement.as_of.toISOString(), by: statement.prepared_name, contact,
    omissions: omissions.filter((omission) => omission.statement_id === statement.statement_id).map((omission) => ({
      proposalId: omission.proposal_id, lines: omission.lines, ground: omission.ground, words: omission.words, by: omission.proposed_name, at: omission.proposed_at.toISOString(),
      isOwn: omission.proposed_by === officerId,
      decision: omission.outcome === null ? null : { outcome: omission.outcome, words: omission.decision_words, by: omission.decided_name, at: omission.decided_at?.toISOString() },
    })),
    issued: statement.issued_at === null ? null : { at: statement.issued_at.toISOString(), by: statement.issued_name, documentHash: statement.document_hash },
  })

/** Throws NOT_FOUND. */
export async function getStatement(db: HubDatabase, statementId: string): Promise<StoredStatement> {
  const statement = await findStatement(db, statementId)
  if (statement === undefined) throw new CasementError('NOT_FOUND')
  return statement
}

/** Lines that a second person agreed to leave out. */
export const confirmedLines = (omissions: readonly Pick<StoredOmission, 'outcome' | 'lines'>[]): ReadonlySet<string> =>
  new Set(omissions.filter(({ outcome }) => outcome === 'confirmed').flatMap(({ lines }) => lines))

export const listOmissionsOf = (db: HubDatabase, { statement_id: statementId }: StoredStatement): Promise<StoredOmission[]> => listOmissions(db, [statementId])
