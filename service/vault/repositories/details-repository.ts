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
  /** Whom it is about today: the same, or where its people went. */
  readonly present_household_id: string
  readonly person_id: string | null
  readonly officer_id: string
  readonly written_at: Date
  readonly sealed: Buffer
  readonly household_key: Buffer
  readonly person_key: Buffer | null
}

/** The sealed groups asked for, the newest source first. */
export const listDetails = async (db: VaultDatabase, persons: readonly string[], groups: readonly string[]): Promise<DetailRow[]> =>
  (await sql<DetailRow>`
    select p.person_id, p.wrapped_key, d.row_hash, d.field_group, d.sealed
    from person_details d join source_rows r using (row_hash) join people p using (person_id)
    where p.person_id = any(${[...persons]}::text[]) and d.field_group = any(${[...groups]}::text[])
    order by r.as_at desc, r.position`.execute(db)).rows

/** Officers' notes about these people, and about their households as a whole; the newest first. */
export const listNotes = async (db: VaultDatabase, persons: readonly string[], limit: number): Promise<NoteRow[]> =>
  (await sql<NoteRow>`
    select n.note_id, n.household_id, coalesce(n.now_of_household, n.household_id) as present_household_id, n.person_id, n.officer_id, n.written_at, n.sealed, h.wrapped_key as household_key, p.wrapped_key as person_key
    from notes n join households h using (household_id) left join people p on p.person_id = n.person_id
    where n.person_id = any(${[...persons]}::text[])
      or (n.person_id is null and coalesce(n.now_of_household, n.household_id) in (select household_id from people where person_id = any(${[...persons]}::text[])))
    order by n.written_at desc limit ${limit}`.execute(db)).rows

/** Current household of each person. */
export const listHouseholdsOf = async (db: VaultDatabase, persons: readonly string[]): Promise<{ person_id: string; household_id: string }[]> =>
  (await sql<{ person_id: string; household_id: string }>`
    select person_id, household_id from people where person_id = any(${[...persons]}::text[])`.execute(db)).rows
