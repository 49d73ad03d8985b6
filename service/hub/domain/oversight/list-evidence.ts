import { EvidenceSchema, type Evidence } from '../../../../shared/api/oversight-api'
import { CasementError } from '../../../../shared/errors/casement-error'
import type { EntryPlace } from '../../../../shared/model/oversight'
import type { DeviceCaller } from '../../../plugins/authentication'
import type { HubServices } from '../../hub-services'
import { listLeaves } from '../../repositories/oversight/leaf-repository'
import { recordReview, requireAllowed } from './allow-oversight'

/**
 * What the reviewer's laptop needs to prove entries by itself, all under one checkpoint. Entries of an earlier epoch are left out: their
 * ledger is closed, and this hub signs only its own. Throws NOT_FOUND for an entry that is not there, is nobody's, or is about the lead's own circle.
 */
export async function listEvidence(services: HubServices, caller: DeviceCaller, entries: readonly EntryPlace[], knownSize: number): Promise<Evidence[]> {
  const { circle } = await requireAllowed(services, caller, () => ({ action: 'reviewLedger' }))
  await recordReview(services, caller, { act: 'evidence', criteria: ['entries'], householdId: null })
  const { db, ledger } = services
  const indexes = [...new Set(entries.filter(({ epoch }) => epoch === ledger.epoch).map(({ index }) => index))]
  if (indexes.length === 0) return []
  const leaves = new Map((await listLeaves(db, ledger.epoch, indexes)).map((row) => [row.entry_index, row]))
  const receipts = await ledger.receipts(indexes, knownSize)
  return receipts.map((receipt) => {
    const row = leaves.get(receipt.entryIndex)
    if (row === undefined || circle.includes(row.household_id ?? '')) throw new CasementError('NOT_FOUND')
    return EvidenceSchema.parse({
      receipt, leaf: JSON.parse(row.leaf.toString('utf8')) as unknown, officer: openingOf(row.officer_id, row.officer_salt),
      persons: openingOf(row.persons, row.persons_salt), reason: openingOf(row.reason, row.reason_salt),
      linked: openingOf(row.linked, row.linked_salt), authority: openingOf(row.authority, row.authority_salt), standsFor: openingOf(row.stands_for, row.stands_for_salt),
    })
  })
}

const openingOf = (value: string | null | undefined, salt: string | null | undefined) => (typeof value !== 'string' || typeof salt !== 'string' ? null : { value, salt })
