import type { NoteSigner } from '../../../shared/ledger/checkpoint'
import type { Clock } from '../../plugins/clock'
import type { HubDatabase } from '../repositories/hub-tables'

/** What the ledger of one epoch and its checkpoints are made with. */
export interface LedgerOptions {
  readonly db: HubDatabase
  readonly epoch: string
  readonly signer: NoteSigner
  readonly clock: Clock
}
