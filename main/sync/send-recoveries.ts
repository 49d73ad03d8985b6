import type { OperationResult } from '../../shared/model/operation'
import type { RecoverySpool, SpoolItem } from '../store/recovery-spool'
import type { HubClient } from './hub-client'
import type { VaultClient } from './vault-client'

export interface RecoveryOptions {
  readonly spool: RecoverySpool
  readonly officerId: string
  readonly hub: Pick<HubClient, 'recoverOperations'>
  readonly vault: Pick<VaultClient, 'recoverOperations'>
}

const BATCH = 50

/** Sends up what an earlier enrolment left; items leave the file only when they were answered applied or duplicate. Answers how many are left. */
export async function sendRecoveries({ spool, officerId, hub, vault }: RecoveryOptions): Promise<number> {
  let left = 0
  for (const { file, items } of spool.recoveries(officerId)) {
    let remaining = [...items]
    for (const target of ['hub', 'vault'] as const) {
      const mine = items.filter((item) => item.target === target)
      for (let i = 0; i < mine.length; i += BATCH) {
        const batch = mine.slice(i, i + BATCH)
        const request = { sealed: batch.map(({ sealed }) => sealed) }
        const { results } =
          target === 'hub' ? await hub.recoverOperations(request) : await vault.recoverOperations(request)
        const done = answeredIds(batch, results)
        remaining = remaining.filter(({ id }) => !done.has(id))
        spool.keepOnly(officerId, file, remaining)
      }
    }
    if (items.length === 0) spool.keepOnly(officerId, file, [])
    left += remaining.length
  }
  return left
}

/** Results stand in the order of the items. */
function answeredIds(batch: ReadonlyArray<SpoolItem>, results: ReadonlyArray<OperationResult>): Set<string> {
  if (results.length !== batch.length)
    return new Set(results.filter(({ status }) => status !== 'refused').map(({ id }) => id))
  return new Set(
    batch
      .filter((_item, i) => results[i]?.status === 'applied' || results[i]?.status === 'duplicate')
      .map(({ id }) => id),
  )
}
