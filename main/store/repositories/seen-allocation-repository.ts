import type { Sql } from '../sql'

/** Which allocation of a household this officer has opened; kept, so that a rebuilt cache does not make everything new again. */
export class SeenAllocationRepository {
  readonly #sql: Sql
  constructor(sql: Sql) {
    this.#sql = sql
  }

  isSeen(householdId: string, allocationId: string): boolean {
    return (
      this.#sql.get('SELECT 1 AS n FROM seen_allocations WHERE household_id = ? AND allocation_id = ?', [
        householdId,
        allocationId,
      ]) !== null
    )
  }

  see(householdId: string, allocationId: string): void {
    this.#sql.run('INSERT OR REPLACE INTO seen_allocations (household_id, allocation_id) VALUES (?, ?)', [
      householdId,
      allocationId,
    ])
  }
}
