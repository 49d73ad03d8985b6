import { randomBytes } from 'node:crypto'
import type { IdentityRow, Minted } from '../../../shared/api/vault-api'
import { HouseholdIdSchema, PersonIdSchema, RecordIdSchema } from '../../../shared/model/ids'
import { createDataKey, unwrapDataKey } from '../keys/data-key'
import type { KnownPerson, KnownRecord, KnownRow } from '../repositories/identity-repository'
import { chooseHousehold, type HouseholdIndex } from './choose-household'
import { choosePerson, isNamed, isSomebodyElse, mayBeOne, type PersonIndex } from './choose-person'
import type { RowKeys } from './identity-keys'
import type { Placement, Placements } from './placements'
import { sealRowDetails } from './seal-row-details'

export interface PreparedRow { readonly row: IdentityRow; readonly keys: RowKeys }
export type MintedRow = Omit<Minted, 'reference' | 'doubt'>

/** What is known of one row before it is minted: what it said of the same person, whom it is about, and its record, which may have moved. */
interface RowMatch { readonly before: KnownRow | null; readonly found: string | null; readonly recordId: string; readonly householdId: string; readonly isWhereItWas: boolean }
interface NewPerson { personId: string; householdId: string; wrappedKey: Buffer }
interface NewRow {
  rowHash: string; slotHash: string; recordHash: string; personId: string; contentHash: string; asAt: string; placedOn: string
  keys: RowKeys['person']; details: ReturnType<typeof sealRowDetails>
}

/** What the vault knew before the batch, by hash or id. */
export interface KnownBefore {
  /** By slot: what each source row says now. */
  readonly rows: ReadonlyMap<string, KnownRow>
  readonly records: ReadonlyMap<string, KnownRecord>
  readonly people: ReadonlyMap<string, KnownPerson>
  readonly personIndex: PersonIndex
  readonly householdIndex: HouseholdIndex
  readonly placements: Placements
}

const newPseudonym = (): string => randomBytes(16).toString('hex')

/** One batch being minted: decides record by record, in the order given, and gathers what must be written. */
export class MintingBatch {
  readonly newHouseholds: string[] = []
  readonly householdKeys: { householdId: string; kind: string; hash: string }[] = []
  readonly newPeople: NewPerson[] = []
  readonly records: { recordHash: string; recordId: string; householdId: string }[] = []
  readonly rows: NewRow[] = []
  readonly #known: KnownBefore
  readonly #keyEncryptionKey: Uint8Array
  readonly #dataKeys = new Map<string, Uint8Array>()
  readonly #householdOf = new Map<string, string>()
  readonly #moved = new Map<string, string>()
  /** Rows of the record that is being minted, by the person whom they are about. */
  #inRecord = new Map<string, RowKeys[]>()

  constructor(known: KnownBefore, keyEncryptionKey: Uint8Array) {
    this.#known = known
    this.#keyEncryptionKey = keyEncryptionKey
  }

  get movedPeople(): { personId: string; householdId: string }[] {
    return [...this.#moved].map(([personId, householdId]) => ({ personId, householdId }))
  }

  /** All rows of one record of the source: they share a household. */
  mintRecord(rows: readonly PreparedRow[]): MintedRow[] {
    const recordHash = rows[0]?.keys.sourceRecord ?? ''
    const record = this.#known.records.get(recordHash)
    if (record && rows.every(({ keys }) => this.#known.rows.get(keys.sourceRow)?.content_hash === keys.content)) {
      return rows.map(({ row, keys }) => this.#answer(row, record.record_id, this.#known.rows.get(keys.sourceRow)?.person_id, record.household_id, 'unchanged'))
    }
    const before = rows.map(({ keys }) => this.#saidBefore(keys))
    const people = this.#peopleOf(rows, before)
    const householdId = this.#settleHousehold(rows, record?.household_id ?? null, people)
    const recordId = record?.record_id ?? newPseudonym()
    this.records.push({ recordHash, recordId, householdId })
    const isWhereItWas = record?.household_id === householdId
    return rows.map((prepared, i) => this.#mintRow(prepared, { before: before[i] ?? null, found: people[i] ?? null, recordId, householdId, isWhereItWas }))
  }

  /** Whom the rows of a record are about; null: somebody new. Whoever was told apart or is known by name comes before whoever has a number only. */
  #peopleOf(rows: readonly PreparedRow[], before: readonly (KnownRow | null)[]): (string | null)[] {
    this.#inRecord = new Map()
    const people: (string | null)[] = before.map((said) => said?.person_id ?? null)
    people.forEach((person, i) => this.#noteInRecord(person, rows[i]?.keys))
    for (const isByName of [true, false]) {
      rows.forEach(({ keys }, i) => {
        const person = people[i] === null ? this.#choose(keys) : null
        if (person === null || (isByName && !isNamed(this.#known.personIndex, person, keys))) return
        people[i] = person
        this.#noteInRecord(person, keys)
      })
    }
    return people
  }

  /** The known person, unless another row of this record is about them and cannot be about the same. */
  #choose(keys: RowKeys): string | null {
    const person = choosePerson(this.#known.personIndex, keys)
    return person !== null && (this.#inRecord.get(person) ?? []).every((other) => mayBeOne(other, keys)) ? person : null
  }

  #noteInRecord(personId: string | null, keys: RowKeys | undefined): void {
    if (personId !== null && keys !== undefined) this.#inRecord.set(personId, [...(this.#inRecord.get(personId) ?? []), keys])
  }

  /** What the same row of the source said before, of the same person: one that now speaks of somebody else is minted like a new one. */
  #saidBefore(keys: RowKeys): KnownRow | null {
    const before = this.#known.rows.get(keys.sourceRow) ?? null
    return before !== null && isSomebodyElse(this.#known.personIndex, before.person_id, keys) ? null : before
  }

  #mintRow({ row, keys }: PreparedRow, { before, found, recordId, householdId, isWhereItWas }: RowMatch): MintedRow {
    // Looked up again: an earlier row of the same record may have been the first to name this person.
    const matched = found ?? this.#choose(keys)
    const personId = matched ?? this.#createPerson(householdId)
    // What a row repeats is no news: it counts from when it first said so.
    const placedOn = before !== null && isWhereItWas ? before.placed_on : row.asAt
    this.#place(personId, keys.sourceRow, { householdId, placedOn })
    if (found === null) this.#noteInRecord(personId, keys)
    for (const { kind, hash } of keys.person) this.#known.personIndex.add({ person_id: personId, kind, key_hash: hash })
    if (before?.content_hash === keys.content && isWhereItWas) return this.#answer(row, recordId, personId, householdId, 'unchanged')
    const rowHash = `${keys.sourceRow}.${personId}`
    const details = sealRowDetails(this.#dataKey(personId), { personId, rowHash }, row.details)
    this.rows.push({
      rowHash, slotHash: keys.sourceRow, recordHash: keys.sourceRecord, personId, contentHash: keys.content, asAt: row.asAt, placedOn, keys: keys.person, details,
    })
    return this.#answer(row, recordId, personId, householdId, before ? 'changed' : matched === null ? 'created' : 'matched')
  }

  #settleHousehold(rows: readonly PreparedRow[], ofRecord: string | null, people: readonly (string | null)[]): string {
    const { uprn = null, address = null, sourceRecord = '' } =
      rows.find(({ keys }) => keys.uprn !== null || keys.address !== null)?.keys ?? rows[0]?.keys ?? {}
    const ofPeople = people.flatMap((person) => (person === null ? [] : [this.#householdFor(person)])).filter((id) => id !== '')
    const chosen = chooseHousehold(this.#known.householdIndex, { uprn, address, sourceRecord, ofRecord, ofPeople })
    const householdId = chosen ?? newPseudonym()
    if (chosen === null) this.newHouseholds.push(householdId)
    if (uprn !== null) this.#addHouseholdKey(householdId, 'uprn', uprn)
    if (address !== null) this.#addHouseholdKey(householdId, 'address', address)
    if (uprn === null && address === null) this.#addHouseholdKey(householdId, 'source-record', sourceRecord)
    return householdId
  }

  #addHouseholdKey(householdId: string, kind: string, hash: string): void {
    if (this.#known.householdIndex.having(hash).includes(householdId)) return
    this.#known.householdIndex.add({ household_id: householdId, kind, key_hash: hash })
    this.householdKeys.push({ householdId, kind, hash })
  }

  #createPerson(householdId: string): string {
    const personId = newPseudonym()
    const { key, wrapped } = createDataKey(this.#keyEncryptionKey, `person:${personId}`)
    this.#dataKeys.set(personId, key)
    this.#householdOf.set(personId, householdId)
    this.newPeople.push({ personId, householdId, wrappedKey: wrapped })
    return personId
  }

  /** Notes where a row has somebody, and moves them where that, or what another source said since, is news. */
  #place(personId: string, slotHash: string, placement: Placement): void {
    const { placements, rows } = this.#known
    const before = rows.get(slotHash)
    if (before !== undefined && before.person_id !== personId) placements.remove(before.person_id, slotHash)
    placements.set(personId, slotHash, placement)
    this.#move(personId, placements.homeOf(personId, this.#householdFor(personId), placement.householdId))
  }

  #move(personId: string, householdId: string): void {
    if (this.#householdFor(personId) === householdId) return
    const fresh = this.newPeople.find((person) => person.personId === personId)
    if (fresh) fresh.householdId = householdId
    else this.#moved.set(personId, householdId)
    this.#householdOf.set(personId, householdId)
  }

  #householdFor(personId: string): string {
    return this.#householdOf.get(personId) ?? this.#known.people.get(personId)?.household_id ?? ''
  }

  #dataKey(personId: string): Uint8Array {
    const cached = this.#dataKeys.get(personId)
    if (cached) return cached
    const person = this.#known.people.get(personId)
    if (!person) throw new Error('a matched person is not in the vault')
    const key = unwrapDataKey(this.#keyEncryptionKey, person.wrapped_key, `person:${personId}`)
    this.#dataKeys.set(personId, key)
    return key
  }

  #answer(row: IdentityRow, recordId: string, personId: string | undefined, householdId: string, outcome: Minted['outcome']): MintedRow {
    return {
      row: row.row, recordId: RecordIdSchema.parse(recordId), personId: PersonIdSchema.parse(personId),
      householdId: HouseholdIdSchema.parse(householdId), outcome,
    }
  }
}
