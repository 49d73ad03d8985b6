import { sql } from 'kysely'
import { CasementError } from '../../../../shared/errors/casement-error'
import type { HubDatabase } from '../hub-tables'

export interface AdministrationActRow {
  readonly key: string; readonly place: string; readonly at: Date; readonly act: string; readonly by_id: string; readonly by_name: string; readonly about_id: string; readonly about_name: string
  readonly role: string | null; readonly team: string | null; readonly district: string | null; readonly previous_role: string | null; readonly previous_team: string | null; readonly previous_district: string | null
  readonly laptop: string | null; readonly device_id: string | null
}

/** What administrators did, newest first, from the rows that each act leaves. Throws REQUEST_INVALID for a place that is none. */
export async function listAdministrationActs(db: HubDatabase, after: string | null, limit: number): Promise<AdministrationActRow[]> {
  const [, micros, key] = /^(\d{1,17})-([0-9a-z-]{1,60})$/.exec(after ?? '0-none') ?? []
  if (micros === undefined || key === undefined) throw new CasementError('REQUEST_INVALID', { fields: 'after' })
  const { rows } = await sql<AdministrationActRow>`
    with acts as (
      select 'changed-' || change_id as key, changed_at as at, 'changed' as act, changed_by as by_id, officer_id as about_id, role, team, district, previous_role, previous_team, previous_district,
        null::text as laptop, null::text as device_id from officer_changes
      union all select 'added-' || md5(officer_id), added_at, 'added', added_by, officer_id, role, team, district, null, null, null, null, null from officer_additions
      union all select 'revoked-' || device_id, r.revoked_at, 'revoked', revoked_by, d.officer_id, null, null, null, null, null, null, d.name, device_id::text from device_revocations r join devices d using (device_id)
      union all select 'linked-' || md5(officer_id), noted_at, 'linked', noted_by, officer_id, null, null, null, null, null, null, null, null from officer_persons where noted_by is not null -- else the provider said so
    ), placed as (select *, (extract(epoch from at) * 1000000)::bigint as micros from acts)
    select a.*, a.micros || '-' || a.key as place, coalesce(b.display_name, a.by_id) as by_name, coalesce(o.display_name, a.about_id) as about_name
    from placed a left join officers b on b.officer_id = a.by_id left join officers o on o.officer_id = a.about_id
    where ${after === null ? sql`true` : sql`(a.micros, a.key) < (${micros}::bigint, ${key})`}
    order by a.micros desc, a.key desc limit ${limit}`.execute(db)
  return rows
}
