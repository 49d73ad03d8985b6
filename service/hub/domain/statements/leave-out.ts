import type { RequestOf } from '../../../../shared/api/define-endpoint'
import type { statementApi } from '../../../../shared/api/statement-api'
import { CasementError } from '../../../../shared/errors/casement-error'
import type { DeviceCaller } from '../../../plugins/authentication'
import type { HubServices } from '../../hub-services'
import type { Decision } from '../../policy/policy-engine'
import { isSamePerson } from '../../repositories/review-repository'
import { findOmission, findOmissionDecision, hasOwnLook, insertOmission, insertOmissionDecision, lockStatement } from '../../repositories/statement-repository'
import { requireReason } from '../checks/reveal-checks'
import { enterStatements } from './prepare-statement'
import { getStatement, listOmissionsOf } from './statement-head'
import { readScope } from './statement-scope'

type Api = typeof statementApi

/**
 * Leaving lines out of a statement takes two people (policy/statements.cedar; migration 0100 holds it for whatever the service does). The grounds and
 * their law stand in shared/model/access-statement.ts. Throws STATEMENT_CLOSED for lines that are none of it, or about which something is proposed or confirmed already.
 */
export async function proposeOmission(services: HubServices, caller: DeviceCaller, { statementId, proposalId, lines, ground, words }: RequestOf<Api['proposeOmission']>): Promise<{ proposalId: string }> {
  const { db, policy, clock } = services
  const statement = await getStatement(db, statementId)
  const officer = await enterStatements(services, caller, ['leave-out'], statement.household_id)
  requireAllowed(policy.decideProposal(officer, await hasOwnLook(db, lines, officer.officerId)))
  requireReason(words)
  await db.transaction().execute(async (trx) => {
    await lockStatement(trx, statementId)
    const before = await findOmission(trx, proposalId)
    if (before !== undefined && before.statement_id === statementId && before.proposed_by === officer.officerId) return
    const open = (await getStatement(trx, statementId)).issued_at === null
    const taken = new Set((await listOmissionsOf(trx, statement)).filter(({ outcome }) => outcome !== 'declined').flatMap((omission) => omission.lines))
    const known = new Set((await readScope(trx, statement)).map(({ key }) => key))
    if (!open || before !== undefined || new Set(lines).size < lines.length || lines.some((line) => taken.has(line) || !known.has(line))) throw new CasementError('STATEMENT_CLOSED')
    await insertOmission(trx, {
      proposal_id: proposalId, statement_id: statementId, proposed_by: officer.officerId, device_id: caller.deviceId, ground, words, lines: [...lines], proposed_at: new Date(clock.now()),
    })
  })
  return { proposalId }
}

/** The second person's word. Twice the same is fine. */
export async function decideOmission(services: HubServices, caller: DeviceCaller, { proposalId, outcome, words }: RequestOf<Api['decideOmission']>): Promise<{ proposalId: string }> {
  const { db, policy, clock } = services
  const proposal = await findOmission(db, proposalId)
  if (proposal === undefined) throw new CasementError('NOT_FOUND')
  const officer = await enterStatements(services, caller, ['decide'], (await getStatement(db, proposal.statement_id)).household_id)
  requireAllowed(policy.decideOmission(officer, { proposalId, proposerId: proposal.proposed_by }, {
    isSamePerson: await isSamePerson(db, officer.officerId, proposal.proposed_by), hasOwnLook: await hasOwnLook(db, proposal.lines, officer.officerId),
  }))
  requireReason(words)
  await db.transaction().execute(async (trx) => {
    await lockStatement(trx, proposal.statement_id)
    const before = await findOmissionDecision(trx, proposalId)
    if (before !== undefined) {
      if (before.decided_by === officer.officerId && before.outcome === outcome) return
      throw new CasementError('STATEMENT_CLOSED')
    }
    await insertOmissionDecision(trx, {
      proposal_id: proposalId, proposed_by: proposal.proposed_by, decided_by: officer.officerId, device_id: caller.deviceId, outcome, words, decided_at: new Date(clock.now()),
    })
  })
  return { proposalId }
}

function requireAllowed({ outcome, rule, words }: Decision): void {
  if (outcome !== 'allow') throw new CasementError('STATEMENT_FORBIDDEN', { rule, words })
}
