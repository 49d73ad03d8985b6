import { sql } from 'kysely'
import { OfficerSchema, type Officer } from '../../../../shared/model/officer'
import type { HubDatabase, HubTransaction } from '../hub-tables'

/** All officers by name, with the laptops they have in use. */
export const listPeopleRows = async (db: HubDatabase) =>
  (await sql<{ officer_id: string; display_name: string; role: string; team: string; district: string; devices_in_use: number }>`
    select o.officer_id, o.display_name, o.role, o.team, o.district, count(d.device_id) as devices_in_use
    from officers o left join devices d on d.officer_id = o.officer_id and d.revoked_at is null
      and not exists (select 1 from device_replacements r where r.device_id = d.device_id) and not exists (select 1 from device_revocations v where v.device_id = d.device_id)
    group by o.officer_id order by o.display_name, o.officer_id`.execute(db)).rows

export interface OfficerChange {
  readonly officerId: string
  readonly changedBy: string
  readonly role: string
  readonly team: string
  readonly district: string
  readonly at: Date
}

/** The row makes the change (migration 0072); answers what it replaced. The database refuses one's own, and one by somebody who is no administrator. */
export async function insertOfficerChange(trx: HubTransaction, change: OfficerChange): Promise<{ role: string; team: string; district: string }> {
  const { rows: [before] } = await sql<{ role: string; team: string; district: string }>`insert into officer_changes (officer_id, changed_by, role, team, district, changed_at)
    values (${change.officerId}, ${change.changedBy}, ${change.role}, ${change.team}, ${change.district}, ${change.at})
    returning previous_role as role, previous_team as team, previous_district as district`.execute(trx)
  if (before === undefined) throw new Error('a change left no row')
  return before
}

/** The row makes the officer (migration 0095). False when there is one of that id already. */
export async function insertOfficerAddition(db: HubDatabase, { officerId, displayName, role, team, district, addedBy, at }: Officer & { readonly addedBy: string; readonly at: Date }): Promise<boolean> {
  const { rows } = await sql`insert into officer_additions (officer_id, display_name, role, team, district, added_by, added_at)
    values (${officerId}, ${displayName}, ${role}, ${team}, ${district}, ${addedBy}, ${at}) returning officer_id`.execute(db)
  return rows.length > 0
}

export async function findOfficer(db: HubDatabase, officerId: string): Promise<Officer | null> {
  const row = await db.selectFrom('officers').selectAll().where('officer_id', '=', officerId).executeTakeFirst()
  return row === undefined ? null : OfficerSchema.parse({ officerId: row.officer_id, displayName: row.display_name, role: row.role, team: row.team, district: row.district })
}
