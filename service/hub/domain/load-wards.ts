import type { WardFacts } from '../../../shared/api/sources-api'
import type { Clock } from '../../plugins/clock'
import { takeExtractDates } from '../../plugins/extract-dates'
import { lockFactLoads, lockHouseholds } from '../repositories/household-repository'
import type { HubDatabase } from '../repositories/hub-tables'
import { findWardFacts, listHouseholdIdsOfWard, upsertWardFacts } from '../repositories/ward-repository'
import type { LoadCounts } from './load-facts'
import { rewriteHouseholds } from './rewrite-households'
import { sha256Hex } from './sha256-hex'

/** Takes in open data about wards, one transaction a ward: its households are rewritten with it. What says the same touches nothing; wards of an older extract are refused together. */
export async function loadWards(db: HubDatabase, clock: Clock, wards: readonly WardFacts[]): Promise<LoadCounts> {
  const counts = { created: 0, changed: 0, unchanged: 0 }
  const said = wards.map(({ context }) => context)
  for (const ward of wards) counts[await loadWard(db, clock, ward, said)] += 1
  return counts
}

const loadWard = (db: HubDatabase, clock: Clock, { wardCode, context }: WardFacts, said: readonly WardFacts['context'][]): Promise<keyof LoadCounts> =>
  db.transaction().execute(async (trx) => {
    await lockFactLoads(trx)
    await takeExtractDates(trx, clock, said)
    const facts = JSON.stringify(context)
    const hash = sha256Hex(facts)
    const before = await findWardFacts(trx, wardCode)
    if (before?.hash === hash) return 'unchanged'
    await upsertWardFacts(trx, { ward_code: wardCode, hash, facts })
    const ids = await listHouseholdIdsOfWard(trx, wardCode)
    await rewriteHouseholds(trx, ids, await lockHouseholds(trx, ids), clock)
    return before === undefined ? 'created' : 'changed'
  })
