import { CasementError } from '../../../shared/errors/casement-error'
import type { Receipt } from '../../../shared/ledger/receipt'
import type { DeviceCaller } from '../../plugins/authentication'
import type { HubServices } from '../hub-services'
import { listOwnIndexes } from '../ledger/ledger-repository'

/** Fresh receipts for the officer's own entries, all against one checkpoint. Throws NOT_FOUND when one is not theirs. */
export async function ownReceipts({ db, ledger }: HubServices, caller: DeviceCaller, indexes: readonly number[], knownSize: number): Promise<Receipt[]> {
  const own = new Set(await listOwnIndexes(db, ledger.epoch, caller.officerId, indexes))
  if (indexes.some((index) => !own.has(index))) throw new CasementError('NOT_FOUND')
  return ledger.receipts(indexes, knownSize)
}
