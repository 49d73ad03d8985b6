import { sql } from 'kysely'
import { CasementError } from '../../../../shared/errors/casement-error'
import type { OversightTool } from '../../../../shared/model/oversight'
import type { HubDatabase } from '../hub-tables'

export interface OversightAccess {
  readonly officerId: string
  readonly deviceId: string
  readonly act: OversightTool
  /** Kinds of criteria given. */
  readonly criteria: readonly string[]
  readonly householdId: string | null
  readonly at: Date
}

export async function insertOversightAccess(db: HubDatabase, access: OversightAccess): Promise<void> {
  await sql`
    insert into oversight_accesses (officer_id, device_id, act, criteria, household_id, accessed_at)
    values (${access.officerId}, ${access.deviceId}::uuid, ${access.act}, ${[...access.criteria]}, ${access.householdId}, ${access.at})`.execute(db)
}

export interface OversightAccessRow {
  readonly access_id: string; readonly officer_id: string; readonly display_name: string | null; readonly role: string | null; readonly act: string; readonly criteria: string[]
  readonly reference: string | null; readonly accessed_at: Date
}

/** Newest first; references of the reader's own circle are left out. Throws REQUEST_INVALID for a place that is none. */
export async function listOversightAccesses(db: HubDatabase, reader: string, after: string | null, limit: number): Promise<OversightAccessRow[]> {
  if (after !== null && !/^\d{1,15}$/.test(after)) throw new CasementError('REQUEST_INVALID', { fields: 'after' })
  const { rows } = await sql<OversightAccessRow>`
    select a.access_id::text as access_id, a.officer_id, o.display_name, o.role, a.act, a.criteria, h.reference, a.accessed_at
    from oversight_accesses a left join officers o using (officer_id) left join households h on h.household_id = a.household_id
      and not exists (select 1 from circle_exclusions own where own.officer_id = ${reader} and own.household_id = h.household_id)
    where ${after === null ? sql`true` : sql`a.access_id < ${after}::bigint`} order by a.access_id desc limit ${limit}`.execute(db)
  return rows
}
