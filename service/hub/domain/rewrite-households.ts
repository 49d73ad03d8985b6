import type { CodedFacts } from '../../../shared/model/coded-facts'
import type { Contact, HouseholdRecord } from '../../../shared/model/household'
import { toInstant, type Clock } from '../../plugins/clock'
import { listCaseload } from '../repositories/caseload-repository'
import { listContacts, listFacts, writeHouseholds, type HouseholdWrite } from '../repositories/household-repository'
import type { HouseholdRow, HubTransaction } from '../repositories/hub-tables'
import { assembleHousehold } from './assemble-household'
import { caseloadParts } from './caseload-parts'
import { toHouseholdRow } from './household-row'

/**
 * Assembles households again from their facts, contacts and caseload, and writes those that differ, each with a change for the feed.
 * `locked`: the rows as lockHouseholds gave them. A household without facts left is removed (its records moved to another).
 */
export async function rewriteHouseholds(trx: HubTransaction, ids: readonly string[], locked: ReadonlyMap<string, HouseholdRow>, clock: Clock): Promise<void> {
  const [facts, contacts, caseload] = [await listFacts(trx, ids), await listContacts(trx, ids), await listCaseload(trx, ids)]
  const today = toInstant(clock.now()).slice(0, 10)
  const writes = ids.flatMap((id): HouseholdWrite[] => {
    const before = locked.get(id) ?? null
    const parts = facts.get(id)
    if (parts === undefined) return before === null ? [] : [{ id, before, after: null }]
    const previous = before === null ? null : (JSON.parse(before.document) as HouseholdRecord)
    const record = assembleHousehold({
      facts: parts.map((text) => JSON.parse(text) as CodedFacts),
      contacts: (contacts.get(id) ?? []).map((text) => JSON.parse(text) as Contact),
      ...caseloadParts(caseload, id),
      previous,
      today,
    })
    return record === previous ? [] : [{ id, before, after: toHouseholdRow(record) }]
  })
  await writeHouseholds(trx, writes)
}
