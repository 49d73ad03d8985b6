import type { LedgerRepository } from '../store/repositories/ledger-repository'
import type { VaultClient } from './vault-client'

export interface ConflictReports {
  readonly vault: Pick<VaultClient, 'reportLedgerConflict'>
  readonly conflicts: Pick<LedgerRepository, 'unreportedConflicts' | 'noteReported'>
  readonly now: () => string
}

/** Tells the controller of every contradiction that it has not been told of. The evidence stays here as well. */
export async function reportConflicts({ vault, conflicts, now }: ConflictReports): Promise<void> {
  for (const signed of conflicts.unreportedConflicts()) {
    await vault.reportLedgerConflict({ signed })
    conflicts.noteReported(signed.payload.conflictId, now())
  }
}
