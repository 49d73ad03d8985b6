import { sql } from 'kysely'
import type { VaultDatabase } from './vault-database'

export interface DetailRow {
  readonly person_id: string
  readonly wrapped_key: Buffer
  readonly row_hash: string
  readonly field_group: string
  readonly sealed: Buffer
}
export interface NoteRow {
  readonly note_id: string
  /** Whose key it is sealed under. */
  readonly household_id: string
  /** Whose notes they were read as. */
  readonly asked_for: string
  /** Whom it is about; null: the household. */
  readonly person_id: string | null
  readonly officer_id: string
  readonly written_at: Date
  readonly sealed: Buffer
  /** Null: that household was erased, and only what is about a person of their own is left. */
  readonly household_key: Buffer | null
  readonly person_key: Buffer | null
  /** Of that person, those above the limit among them. */
  readonly in_all: number
}

/** The sealed groups asked for, the newest source first; of addresses, those of the household where the vault has the person. */
export const listDetails = async (db: VaultDatabase, persons: readonly string[], groups: readonly string[]): Promise<DetailRow[]> =>
  (await sql<DetailRow>`
    select p.person_id, p.wrapped_key, d.row_hash, d.field_group, d.sealed
    from person_details d join source_rows r using (row_hash) join source_records s using (record_hash) join people p using (person_id)
    where p.person_id = any(${[...persons]}::text[]) and d.field_group = any(${[...groups]}::text[])
    order by (d.field_group = 'address' and s.household_id = p.household_id and r.superseded_at is null) desc, r.as_at desc, r.position`.execute(db)).rows

/**
 * Officers' notes about each of these people, and about their household as a whole: of each the newest, so many. One about a household is there
 * once for each of its people that were asked for.
 */
export const listNotes = async (db: VaultDatabase, persons: readonly string[], limitEach: number): Promise<NoteRow[]> =>
  (await sql<NoteRow>`
    select a.person_id as asked_for, n.*
    from people a cross join lateral (
      select n.note_id, n.household_id, n.person_id, n.officer_id, n.written_at, n.sealed, h.wrapped_key as household_key, p.wrapped_key as person_key, count(*) over () as in_all
      from notes n left join households h using (household_id) left join people p on p.person_id = n.person_id
      where n.person_id = a.person_id or (n.person_id is null and coalesce(n.now_of_household, n.household_id) = a.household_id)
      order by n.written_at desc, n.officer_id, n.note_id limit ${limitEach}
    ) n
    where a.person_id = any(${[...persons]}::text[]) order by n.written_at desc`.execute(db)).rows
