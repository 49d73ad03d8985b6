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

/**
 * Sends up what an earlier enrolment left. What was answered applied or duplicate leaves the file; what was refused is kept aside and needs
 * attention, since sending it again would be refused again; what got no answer stays. Answers how many are left to send.
 */
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
        const answers = answersById(batch, results)
        const refused = batch.flatMap((item) => {
          const answer = answers.get(item.id)
          return answer?.status === 'refused' ? [{ ...item, code: answer.code }] : []
        })
        if (refused.length > 0) spool.setAside(officerId, refused)
        remaining = remaining.filter(({ id }) => !answers.has(id))
        spool.keepOnly(officerId, file, remaining)
      }
    }
    if (items.length === 0) spool.keepOnly(officerId, file, [])
    left += remaining.length
  }
  return left
}

/** Results stand in the order of the items; when one is missing, only those that name an item count. */
function answersById(
  batch: ReadonlyArray<SpoolItem>,
  results: ReadonlyArray<OperationResult>,
): Map<string, OperationResult> {
  if (results.length !== batch.length) {
    const ids = new Set(batch.map(({ id }) => id))
    return new Map(results.filter(({ id }) => ids.has(id)).map((result) => [result.id, result]))
  }
  return new Map(
    batch.flatMap((item, i) => {
      const result = results[i]
      return result === undefined ? [] : [[item.id, result] as const]
    }),
  )
}
