import { CasementError } from '../../../../shared/errors/casement-error'
import type { Receipt } from '../../../../shared/ledger/receipt'
import type { ApprovalEvidence } from '../../../../shared/model/approval'
import type { HubServices } from '../../hub-services'
import { standsForOf } from './request-state'
import { findAccessRequest, findRevealIndex, findUsedRequest } from '../../repositories/access-request-repository'

/** What the vault asks for under an approval: the reveal's own receipt, and request and decisions with their places, all against that receipt's checkpoint. Own reveals only: throws NOT_FOUND. */
export async function approvalEvidence(
  { db, ledger }: HubServices,
  officerId: string,
  asked: Readonly<{ requestId: string; knownSize: number; vaultKnownSize: number }>,
): Promise<{ receipt: Receipt; evidence: ApprovalEvidence; vaultConsistencyProof: string[] }> {
  const used = await findUsedRequest(db, asked.requestId, officerId)
  const [request, index] = [used === null ? null : await findAccessRequest(db, used), await findRevealIndex(db, ledger.epoch, asked.requestId)]
  if (request === null || index === null) throw new CasementError('NOT_FOUND')
  ledger.requireSize(asked.vaultKnownSize)
  const [receipt, place, ...places] = await ledger.receipts([index, request.entry_index, ...request.decisions.map((decision) => decision.entry_index)], asked.knownSize)
  if (receipt === undefined || place === undefined) throw new CasementError('REVEAL_LEDGER_UNAVAILABLE')
  const at = ({ entryIndex, inclusionProof }: Receipt) => ({ entryIndex, inclusionProof })
  return {
    receipt,
    evidence: {
      request: { signed: request.leaf, officer: { value: request.requester_id, salt: request.officer_salt }, persons: { value: request.persons, salt: request.persons_salt }, ...at(place) },
      decisions: request.decisions.flatMap((decision, i) => {
        const own = places[i]
        return own === undefined ? [] : [{ signed: decision.leaf, officer: { value: decision.approver_id, salt: decision.officer_salt }, standsFor: standsForOf(decision), ...at(own) }]
      }),
    },
    vaultConsistencyProof: ledger.consistency(asked.vaultKnownSize, receipt.treeSize),
  }
}
