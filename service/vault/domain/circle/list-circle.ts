import type { ResponseOf } from '../../../../shared/api/define-endpoint'
import { circleVaultApi } from '../../../../shared/api/circle-api'
import { listAttempts, listExclusions } from '../../repositories/circle-repository'
import type { VaultDatabase } from '../../repositories/vault-database'

/** The courier may be away over a long weekend. */
const ATTEMPTS_MS = 7 * 86_400_000
const MOST_ATTEMPTS = 500

/** What follows from all declarations, in pseudonyms, of one moment. */
export async function listCircle({ database, clock }: Readonly<{ database: VaultDatabase; clock: { now(): number } }>): Promise<ResponseOf<typeof circleVaultApi.listCircle>> {
  const now = clock.now()
  return database.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(async (tx) => {
    const exclusions = await listExclusions(tx)
    const attempts = await listAttempts(tx, new Date(now - ATTEMPTS_MS), MOST_ATTEMPTS)
    return circleVaultApi.listCircle.response.parse({
      asOf: new Date(now).toISOString(),
      exclusions: exclusions.map((row) => ({ officerId: row.officer_id, householdId: row.household_id })),
      attempts: attempts.map((row) => ({ attemptId: row.attempt_id, officerId: row.officer_id, householdId: row.household_id, at: row.attempted_at.toISOString() })),
    })
  })
}
