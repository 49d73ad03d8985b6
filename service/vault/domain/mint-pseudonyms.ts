import { randomInt } from 'node:crypto'
import type { IdentityRow, Minted } from '../../../shared/api/vault-api'
import type { Source } from '../../../shared/model/codes'
import { makeReference, REFERENCE_ALPHABET } from '../../../shared/model/reference'
import { takeExtractDates } from '../../plugins/extract-dates'
import { createDataKey } from '../keys/data-key'
import type { VaultKeys } from '../keys/vault-keys'
import { markProtected } from '../repositories/approval-repository'
import {
  listHouseholdKeys, listHouseholds, listPeople, listPersonKeys, listPlacements, listRecords, listRows, listSharedNumbers, listSuppressed, listTakenReferences, lockMinting, writeMintedBatch,
} from '../repositories/identity-repository'
import type { VaultDatabase, VaultTransaction } from '../repositories/vault-database'
import { HouseholdIndex } from './choose-household'
import { PersonIndex } from './choose-person'
import { rowKeys, type RowKeys } from './identity-keys'
import { MintingBatch, type KnownBefore, type PreparedRow } from './minting-batch'
import { Placements } from './placements'

export interface MintRequest {
  readonly runId: string
  readonly source: Source
  readonly rows: readonly IdentityRow[]
}

/**
 * Mints or finds the pseudonyms of a batch of source rows, in one transaction and about fifteen statements whatever its size. The same
 * rows again are `unchanged`, with the pseudonyms of the first time. Who was erased is not made anew. Rows older than the source's last extract are refused whole. Answers in the order of `row`.
 */
export async function mintPseudonyms(
  vault: Readonly<{ database: VaultDatabase; keys: VaultKeys; clock: { now(): number } }>,
  request: MintRequest,
): Promise<{ minted: Minted[]; suppressed: number[] }> {
  const all = request.rows.map((row) => ({ row, keys: rowKeys(vault.keys.matchingKey, request.source, row) }))
  const run = { runId: request.runId, source: request.source, at: new Date(vault.clock.now()) }
  return vault.database.transaction().execute(async (tx) => {
    await lockMinting(tx)
    await takeExtractDates(tx, vault.clock, request.rows.map(({ asAt }) => ({ source: request.source, asAt })))
    const erased = await erasedRecords(tx, all)
    const prepared = all.filter(({ keys }) => !erased.has(keys.sourceRecord))
    const batch = new MintingBatch(await loadKnown(tx, prepared), vault.keys.keyEncryptionKey)
    const minted = groupByRecord(prepared).flatMap((rows) => batch.mintRecord(rows))
    const households = await nameHouseholds(tx, batch.newHouseholds, vault.keys.keyEncryptionKey)
    await writeMintedBatch(tx, { ...pick(batch), households }, run)
    await markProtected(tx, protectedRecords(prepared), run.at)
    const references = new Map(households.map(({ householdId, reference }) => [householdId, reference]))
    const older = [...new Set(minted.map((item) => String(item.householdId)))].filter((id) => !references.has(id))
    for (const household of await listHouseholds(tx, older)) references.set(household.household_id, household.reference)
    const shared = new Set(await listSharedNumbers(tx, prepared.flatMap(({ keys }) => [...(keys.niNumber === null ? [] : [keys.niNumber]), ...keys.sharedNumbers])))
    const keysOf = new Map(prepared.map(({ row, keys }) => [row.row, keys]))
    const answers = minted.map((item) => {
      return { ...item, reference: references.get(item.householdId) ?? '', doubt: doubtOf(shared, keysOf.get(item.row)) }
    })
    return {
      minted: [...answers, ...repeatedRows(prepared, answers)].toSorted((a, b) => a.row - b.row),
      suppressed: all.flatMap(({ row, keys }) => (erased.has(keys.sourceRecord) ? [row.row] : [])),
    }
  })
}

/** Records that were erased, or that speak of somebody who was: held back whole, since what their other rows say of the record is about them too. */
async function erasedRecords(tx: VaultTransaction, rows: readonly PreparedRow[]): Promise<ReadonlySet<string>> {
  const keysOf = ({ keys }: PreparedRow): string[] => [keys.sourceRecord, ...keys.sharedNumbers, ...[keys.niNumber, keys.nameAndBirthAndPostcode].filter((key) => key !== null)]
  const suppressed = await listSuppressed(tx, [...new Set(rows.flatMap(keysOf))])
  return new Set(rows.filter((row) => keysOf(row).some((key) => suppressed.has(key))).map(({ keys }) => keys.sourceRecord))
}

/** Which of a row's numbers stands with somebody else too: one of the two is wrong, and nobody here can tell which. */
function doubtOf(shared: ReadonlySet<string>, keys: RowKeys | undefined): Minted['doubt'] {
  if (keys?.niNumber && shared.has(keys.niNumber)) return 'ni-number'
  return keys?.sharedNumbers.some((hash) => shared.has(hash)) === true ? 'shared-number' : null
}

const pick = ({ householdKeys, newPeople, movedPeople, records, rows }: MintingBatch) => ({
  householdKeys, people: newPeople, movedPeople, records, rows,
})

/** A record is protected when any of its rows says so. */
function protectedRecords(prepared: readonly PreparedRow[]): Map<string, boolean> {
  const records = new Map<string, boolean>()
  for (const { row, keys } of prepared) records.set(keys.sourceRecord, (records.get(keys.sourceRecord) ?? false) || row.isProtected)
  return records
}

function groupByRecord(prepared: readonly PreparedRow[]): PreparedRow[][] {
  const records = new Map<string, PreparedRow[]>()
  const seen = new Set<string>()
  for (const item of prepared) {
    if (seen.has(item.keys.sourceRow)) continue // see repeatedRows
    seen.add(item.keys.sourceRow)
    records.set(item.keys.sourceRecord, [...(records.get(item.keys.sourceRecord) ?? []), item])
  }
  return [...records.values()]
}

/** A source row that stands in the batch twice: its first appearance counts, the others get the same answer. */
function repeatedRows(prepared: readonly PreparedRow[], answers: readonly Minted[]): Minted[] {
  const byRow = new Map(answers.map((answer) => [answer.row, answer]))
  const firsts = new Map<string, Minted>()
  for (const { row, keys } of prepared) {
    const answer = byRow.get(row.row)
    if (answer) firsts.set(keys.sourceRow, answer)
  }
  return prepared.flatMap(({ row, keys }) => {
    const first = firsts.get(keys.sourceRow)
    return byRow.has(row.row) || !first ? [] : [{ ...first, row: row.row, outcome: 'unchanged' as const }]
  })
}

async function loadKnown(tx: VaultTransaction, prepared: readonly PreparedRow[]): Promise<KnownBefore> {
  const hashes = (get: (keys: PreparedRow['keys']) => string | null): string[] =>
    [...new Set(prepared.flatMap(({ keys }) => get(keys) ?? []))]
  const rows = await listRows(tx, hashes((keys) => keys.sourceRow))
  const records = await listRecords(tx, hashes((keys) => keys.sourceRecord))
  const personKeys = await listPersonKeys(tx, [...hashes((keys) => keys.niNumber), ...new Set(prepared.flatMap(({ keys }) => keys.sharedNumbers)), ...hashes((keys) => keys.nameAndBirthAndPostcode)], rows.map((row) => row.person_id))
  const people = await listPeople(tx, [...new Set([...rows, ...personKeys].map((row) => row.person_id))])
  const householdKeys = await listHouseholdKeys(tx, [
    ...hashes((keys) => keys.uprn), ...hashes((keys) => keys.address), ...hashes((keys) => keys.sourceRecord),
  ])
  const placements = new Placements()
  for (const row of await listPlacements(tx, people.map((person) => person.person_id))) placements.set(row.person_id, row.slot_hash, { householdId: row.household_id, placedOn: row.placed_on })
  const personIndex = new PersonIndex()
  for (const key of personKeys) personIndex.add(key)
  const householdIndex = new HouseholdIndex()
  for (const key of householdKeys) householdIndex.add(key)
  return {
    rows: new Map(rows.map((row) => [row.slot_hash, row])),
    records: new Map(records.map((record) => [record.record_hash, record])),
    people: new Map(people.map((person) => [person.person_id, person])),
    personIndex,
    householdIndex,
    placements,
  }
}

/** Gives each new household a data key for its own notes and a reference that no other has. */
async function nameHouseholds(
  tx: VaultTransaction,
  ids: readonly string[],
  keyEncryptionKey: Uint8Array,
): Promise<{ householdId: string; reference: string; wrappedKey: Buffer }[]> {
  const references = new Set<string>()
  while (references.size < ids.length) {
    const missing = ids.length - references.size
    const drawn = Array.from({ length: missing }, () => makeReference(Array.from({ length: 6 }, () => randomInt(REFERENCE_ALPHABET.length))))
    const taken = new Set(await listTakenReferences(tx, drawn))
    for (const reference of drawn) if (!taken.has(reference)) references.add(reference)
  }
  const [...drawn] = references
  return ids.map((householdId, i) => ({
    householdId,
    reference: drawn[i] ?? '',
    wrappedKey: createDataKey(keyEncryptionKey, `household:${householdId}`).wrapped,
  }))
}
