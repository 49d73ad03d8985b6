import { sql } from 'kysely'
import type { VaultDatabase, VaultTransaction } from './vault-database'

export interface ReportedDetailRow {
  readonly officer_id: string
  readonly detail_id: string
  readonly person_id: string
  readonly wrapped_key: Buffer
  readonly field_group: string
  readonly reported_at: Date
  readonly sealed: Buffer
  readonly marked_by: string | null
  readonly marked_at: Date | null
}

/** False when that officer has reported something under that id already. */
export async function createReportedDetail(
  tx: VaultTransaction,
  row: Readonly<{ officerId: string; detailId: string; operationId: string; householdId: string; personId: string; fieldGroup: string; reportedAt: Date; sealed: Buffer }>,
): Promise<boolean> {
  const { rows } = await sql`insert into reported_details (officer_id, detail_id, operation_id, household_id, person_id, field_group, reported_at, sealed)
    values (${row.officerId}, ${row.detailId}, ${row.operationId}, ${row.householdId}, ${row.personId}, ${row.fieldGroup}, ${row.reportedAt}, ${row.sealed})
    on conflict do nothing returning detail_id`.execute(tx)
  return rows.length > 0
}

/** False when there is no such detail of that person. A second mark of the same officer changes nothing. */
export async function createDetailMark(
  tx: VaultTransaction,
  mark: Readonly<{ reportedBy: string; detailId: string; personId: string; markedBy: string; operationId: string; markedAt: Date }>,
): Promise<boolean> {
  const { rows } = await sql`select 1 from reported_details where officer_id = ${mark.reportedBy} and detail_id = ${mark.detailId} and person_id = ${mark.personId}`.execute(tx)
  if (rows.length === 0) return false
  await sql`insert into reported_detail_marks (reported_by, detail_id, marked_by, operation_id, marked_at)
    values (${mark.reportedBy}, ${mark.detailId}, ${mark.markedBy}, ${mark.operationId}, ${mark.markedAt}) on conflict do nothing`.execute(tx)
  return true
}

/** What officers reported of these people, of these groups, with the first mark if there is one: of each person the newest, so many. */
export const listReportedDetails = async (db: VaultDatabase, persons: readonly string[], groups: readonly string[], limitEach: number): Promise<ReportedDetailRow[]> =>
  (await sql<ReportedDetailRow>`
    select d.officer_id, d.detail_id, d.person_id, p.wrapped_key, d.field_group, d.reported_at, d.sealed, m.marked_by, m.marked_at
    from people p cross join lateral (
      select * from reported_details d where d.person_id = p.person_id and d.field_group = any(${[...groups]}::text[]) order by d.reported_at desc, d.detail_id limit ${limitEach}
    ) d
    left join lateral (select marked_by, marked_at from reported_detail_marks m where m.reported_by = d.officer_id and m.detail_id = d.detail_id order by marked_at, marked_by limit 1) m on true
    where p.person_id = any(${[...persons]}::text[])
    order by d.reported_at desc, d.detail_id`.execute(db)).rows
