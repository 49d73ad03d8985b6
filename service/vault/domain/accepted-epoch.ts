import { CasementError } from '../../../shared/errors/casement-error'
import { listWitnessedEpochs, lockFirstEpoch } from '../repositories/witness-repository'
import type { VaultTransaction } from '../repositories/vault-database'

/**
 * The first epoch that the vault sees is accepted; any later one only when the controller has named it (configuration), because a new
 * epoch is a new ledger: a hub could otherwise leave an inconvenient history behind by starting another. Throws REVEAL_LEDGER_INCONSISTENT.
 */
export async function requireAcceptedEpoch(tx: VaultTransaction, epoch: string, acceptedEpochs: readonly string[]): Promise<void> {
  if (acceptedEpochs.includes(epoch)) return
  if ((await listWitnessedEpochs(tx)).includes(epoch)) return
  await lockFirstEpoch(tx)
  const known = await listWitnessedEpochs(tx)
  if (known.length > 0 && !known.includes(epoch)) throw new CasementError('REVEAL_LEDGER_INCONSISTENT', { check: 'epoch' })
}
