import { CodedFactsSchema } from '../../../shared/model/coded-facts'
import type { Contact, HouseholdRecord } from '../../../shared/model/household'
import { londonDay } from '../../../shared/model/london-day'
import { NO_SAFETY } from '../../../shared/model/safety'
import { WardContextSchema } from '../../../shared/model/service-facts'
import type { Clock } from '../../plugins/clock'
import { listCaseload } from '../repositories/caseload-repository'
import { listContacts, listFacts, writeHouseholds, type HouseholdWrite } from '../repositories/household-repository'
import type { HouseholdRow, HubTransaction } from '../repositories/hub-tables'
import { listNewDetails } from '../repositories/new-details-repository'
import { listSafety } from '../repositories/safety-repository'
import { listWardFacts } from '../repositories/ward-repository'
import { assembleHousehold } from './assemble-household'
import { caseloadParts } from './caseload-parts'
import { toHouseholdRow } from './household-row'

/**
 * Assembles households again from their facts, contacts and caseload, and writes those that differ, each with a change for the feed.
 * `locked`: the rows as lockHouseholds gave them. A household without facts left is removed (its records moved to another).
 */
export async function rewriteHouseholds(trx: HubTransaction, ids: readonly string[], locked: ReadonlyMap<string, HouseholdRow>, clock: Clock): Promise<void> {
  const [stored, contacts, caseload, safety] = [await listFacts(trx, ids), await listContacts(trx, ids), await listCaseload(trx, ids), await listSafety(trx, ids)]
  const newDetails = await listNewDetails(trx, ids)
  const facts = new Map([...stored].map(([id, texts]) => [id, texts.map((text) => CodedFactsSchema.parse(JSON.parse(text)))]))
  const wards = await listWardFacts(trx, [...new Set([...facts.values()].flat().map((fact) => fact.ward.code))])
  const today = londonDay(clock.now())
  const writes = ids.flatMap((id): HouseholdWrite[] => {
    const before = locked.get(id) ?? null
    const parts = facts.get(id)
    if (parts === undefined) return before === null ? [] : [{ id, before, after: null }]
    const previous = before === null ? null : (JSON.parse(before.document) as HouseholdRecord)
    const record = assembleHousehold({
      facts: parts,
      wardContextOf: (wardCode) => {
        const context = wards.get(wardCode)
        return context === undefined ? null : WardContextSchema.parse(JSON.parse(context))
      },
      contacts: (contacts.get(id) ?? []).map((text) => JSON.parse(text) as Contact),
      ...caseloadParts(caseload, id),
      safety: safety.get(id) ?? NO_SAFETY,
      newDetails: newDetails.get(id) ?? [],
      previous,
      today,
    })
    return record === previous ? [] : [{ id, before, after: toHouseholdRow(record) }]
  })
  await writeHouseholds(trx, writes)
}
