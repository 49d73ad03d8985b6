import { CasementError } from '../../../../shared/errors/casement-error'
import type { Receipt } from '../../../../shared/ledger/receipt'
import type { ListEvidence } from '../../../../shared/model/contact-list'
import type { HubServices } from '../../hub-services'
import { standsForOf } from '../approvals/request-state'
import { findRevealIndex } from '../../repositories/access-request-repository'
import { findList, findListUse } from '../../repositories/list-repository'

/** What the vault asks for under a contact list: the reveal's own receipt, the list with the opening of this one household, and the decision, all against that receipt's checkpoint. Own reveals only: throws NOT_FOUND. */
export async function listEvidence(
  { db, ledger }: HubServices,
  officerId: string,
  asked: Readonly<{ requestId: string; knownSize: number; vaultKnownSize: number }>,
): Promise<{ receipt: Receipt; evidence: ListEvidence; vaultConsistencyProof: string[] }> {
  const use = await findListUse(db, asked.requestId)
  const [list, index] = [use === null ? null : await findList(db, use.requestId), await findRevealIndex(db, ledger.epoch, asked.requestId)]
  const item = list?.items.find((one) => one.item === use?.item)
  if (list === null || item === undefined || index === null || list.requester_id !== officerId) throw new CasementError('NOT_FOUND')
  ledger.requireSize(asked.vaultKnownSize)
  const [receipt, place, ...places] = await ledger.receipts([index, list.entry_index, ...list.decisions.map((decision) => decision.entry_index)], asked.knownSize)
  if (receipt === undefined || place === undefined) throw new CasementError('REVEAL_LEDGER_UNAVAILABLE')
  const at = ({ entryIndex, inclusionProof }: Receipt) => ({ entryIndex, inclusionProof })
  return {
    receipt,
    evidence: {
      request: {
        signed: list.leaf, officer: { value: list.requester_id, salt: list.officer_salt }, item: { commitment: item.item, opening: { value: item.persons, salt: item.persons_salt } }, ...at(place),
      },
      decisions: list.decisions.flatMap((decision, i) => {
        const own = places[i]
        return own === undefined ? [] : [{ signed: decision.leaf, officer: { value: decision.approver_id, salt: decision.officer_salt }, standsFor: standsForOf(decision), ...at(own) }]
      }),
    },
    vaultConsistencyProof: ledger.consistency(asked.vaultKnownSize, receipt.treeSize),
  }
}
