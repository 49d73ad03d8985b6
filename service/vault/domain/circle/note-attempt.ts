import { isCasementError } from '../../../../shared/errors/casement-error'
import { createAttempt } from '../../repositories/circle-repository'
import type { VaultDatabase } from '../../repositories/vault-database'

/** Who tried what, filled in by the work itself. */
export interface Tried { households: readonly string[] }

/**
 * Does the work; when it is refused because of the officer's own circle, that is kept although the work was rolled back, and somebody is told
 * (the courier carries it to the hub's alerts).
 */
export async function notingAttempts<T>(
  vault: Readonly<{ database: VaultDatabase; clock: { now(): number } }>, officerId: string, way: 'release' | 'lookup', work: (tried: Tried) => Promise<T>,
): Promise<T> {
  const tried: Tried = { households: [] }
  try {
    return await work(tried)
  } catch (error) {
    if (isCasementError(error) && error.code === 'CIRCLE_OWN')
      for (const householdId of tried.households) await createAttempt(vault.database, { officerId, householdId, way, at: new Date(vault.clock.now()) })
    throw error
  }
}
