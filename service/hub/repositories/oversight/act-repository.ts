import { sql } from 'kysely'
import { CasementError } from '../../../../shared/errors/casement-error'
import { LED_WITHIN_MINUTES } from '../../../../shared/model/oversight'
import type { HubDatabase } from '../hub-tables'

/** A reveal, a list that it was in or a decision on either (an entry), or an opening of the masked record (a row of the ordinary access log) of one household. */
export interface ActRow {
  readonly micros: string; readonly act_key: string; readonly at: Date; readonly epoch: string | null; readonly entry_index: number | null
  readonly officer_id: string; readonly display_name: string | null; readonly role: string | null; readonly team: string | null; readonly district: string | null
  readonly led_epoch: string | null; readonly led_index: number | null
}

/**
 * One page of what was done with a household, newest first, each with the officer's last look-up shortly before: also while its records lay with
 * another that has none left (`household_successors`), since whoever looked then looked at these people. Throws REQUEST_INVALID for a place that is none.
 */
export async function listActs(db: HubDatabase, householdId: string, after: string | null, limit: number): Promise<{ rows: ActRow[]; next: string | null }> {
  const place = after === null ? null : parsePlace(after)
  const { rows } = await sql<ActRow>`
    with these as materialized (select array(select ${householdId}::text union select household_id from household_successors where successor_id = ${householdId}) as ids)
    select page.*, o.display_name, led.epoch as led_epoch, led.entry_index as led_index
    from (
      select * from (
        select (extract(epoch from f.entered_at) * 1000000)::bigint::text as micros, 'r-' || f.epoch || '-' || f.entry_index as act_key, f.entered_at as at, f.epoch, f.entry_index,
          f.officer_id, f.role, f.team, f.district
        from ledger_facts f where f.kind in ('reveal', 'decision') and f.household_id = any((select ids from these)::text[])
        union all
        select (extract(epoch from f.entered_at) * 1000000)::bigint::text, 'r-' || f.epoch || '-' || f.entry_index, f.entered_at, f.epoch, f.entry_index, f.officer_id, f.role, f.team, f.district
        from access_list_items i join ledger_facts f on f.request_id = i.request_id and f.kind in ('list', 'decision') where i.household_id = any((select ids from these)::text[])
        union all
        select (extract(epoch from a.accessed_at) * 1000000)::bigint::text, 'o-' || a.access_id, a.accessed_at, null, null, a.officer_id, a.officer_role, a.officer_team, a.officer_district
        from household_accesses a where a.outcome = 'opened' and a.household_id = any((select ids from these)::text[])
      ) acts
      where ${place === null ? sql`true` : sql`(micros::bigint, act_key) < (${place.micros}::bigint, ${place.key})`}
      order by micros::bigint desc, act_key desc limit ${limit + 1}
    ) page
    left join officers o on o.officer_id = page.officer_id
    left join lateral (
      select l.epoch, l.entry_index from ledger_facts l join lookup_decisions d on d.request_id = l.request_id and d.epoch = l.epoch and d.outcome = 'allow'
      where l.kind = 'lookup' and l.officer_id = page.officer_id and l.entered_at <= page.at and l.entered_at > page.at - make_interval(mins => ${LED_WITHIN_MINUTES})
      order by l.entered_at desc limit 1
    ) led on true
    order by micros::bigint desc, act_key desc`.execute(db)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { rows: page, next: rows.length > limit && last !== undefined ? `${last.micros}.${last.act_key}` : null }
}

function parsePlace(after: string): { micros: string; key: string } {
  const [, micros, key] = /^(\d{1,17})\.([ro]-[0-9a-z-]{1,60})$/.exec(after) ?? []
  if (micros === undefined || key === undefined) throw new CasementError('REQUEST_INVALID', { fields: 'after' })
  return { micros, key }
}
