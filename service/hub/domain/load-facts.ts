import type { CodedFacts } from '../../../shared/model/coded-facts'
import type { Clock } from '../../plugins/clock'
import { takeExtractDates } from '../../plugins/extract-dates'
import { listErased } from '../repositories/erasure-repository'
import { findFactHashes, lockFactLoads, lockHouseholds, upsertFacts } from '../repositories/household-repository'
import type { FactsRow, HubDatabase } from '../repositories/hub-tables'
import { rewriteHouseholds } from './rewrite-households'
import { handOn } from '../repositories/successor-repository'
import { sha256Hex } from './sha256-hex'

export interface LoadCounts {
  readonly created: number
  readonly changed: number
  readonly unchanged: number
}

/**
 * Takes in a batch of coded facts in one transaction. A record replaces what the same record id said before; one that says the same
 * counts as unchanged and touches nothing. One older than its source's last extract is refused with its whole batch. The counts add up to the number of records.
 */
export async function loadFacts(db: HubDatabase, clock: Clock, records: readonly CodedFacts[]): Promise<LoadCounts> {
  return db.transaction().execute(async (trx) => {
    await lockFactLoads(trx)
    await takeExtractDates(trx, clock, records)
    const erased = await listErased(trx, records.map((record) => record.householdId))
    const known = new Map(await findFactHashes(trx, records.map((record) => record.recordId)))
    const counts = { created: 0, changed: 0, unchanged: 0 }
    const rows = new Map<string, FactsRow>()
    const affected = new Set<string>()
    const moves = new Map<string, string>()
    for (const record of records) {
      // An extract that the vault answered just before the household was erased: nothing of it comes back.
      if (erased.has(record.householdId)) {
        counts.unchanged += 1
        continue
      }
      const facts = JSON.stringify(record)
      const hash = sha256Hex(facts)
      const before = known.get(record.recordId)
      counts[before === undefined ? 'created' : before.hash === hash ? 'unchanged' : 'changed'] += 1
      if (before?.hash === hash) continue
      affected.add(record.householdId)
      if (before !== undefined) affected.add(before.household_id)
      if (before !== undefined && before.household_id !== record.householdId) moves.set(before.household_id, record.householdId)
      rows.set(record.recordId, { record_id: record.recordId, source: record.source, household_id: record.householdId, hash, facts })
      known.set(record.recordId, { hash, household_id: record.householdId })
    }
    if (affected.size === 0) return counts
    const ids = [...affected].toSorted()
    const locked = await lockHouseholds(trx, ids)
    await upsertFacts(trx, [...rows.values()])
    await handOn(trx, moves, ids)
    await rewriteHouseholds(trx, ids, locked, clock)
    return counts
  })
}
