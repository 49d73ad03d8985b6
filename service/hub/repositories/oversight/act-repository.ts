import { type RawBuilder, sql } from 'kysely'
import { CasementError } from '../../../../shared/errors/casement-error'
import { LED_WITHIN_MINUTES } from '../../../../shared/model/oversight'
import type { HubDatabase } from '../hub-tables'

/** A reveal, a list that it was in or a decision on either (an entry), or an opening of the masked record (a row of the ordinary access log) of one household. */
export interface ActRow {
  readonly micros: string; readonly act_key: string; readonly at: Date; readonly epoch: string | null; readonly entry_index: number | null
  readonly officer_id: string; readonly display_name: string | null; readonly role: string | null; readonly team: string | null; readonly district: string | null
  readonly led_epoch: string | null; readonly led_index: number | null
}

/** All acts of a household; those about the people who were in it at a moment, while they were; or those that concern one person wherever they lived. */
export type ActsOf = Readonly<{ householdId: string } | { peopleOf: string; at: Date } | { personId: string }>

/** One page of what was done, newest first, each with the officer's last look-up shortly before. Throws REQUEST_INVALID for a place that is none. */
export async function listActs(db: HubDatabase, of: ActsOf, after: string | null, limit: number): Promise<{ rows: ActRow[]; next: string | null }> {
  const place = after === null ? null : parsePlace(after)
  const { rows } = await sql<ActRow>`
    with ${actsOf(of)}
    select page.*, o.display_name, led.epoch as led_epoch, led.entry_index as led_index
    from (
      select * from (
        select (extract(epoch from f.entered_at) * 1000000)::bigint::text as micros, 'r-' || f.epoch || '-' || f.entry_index as act_key, f.entered_at as at, f.epoch, f.entry_index,
          f.officer_id, f.role, f.team, f.district
        from ledger_facts f where (f.epoch, f.entry_index) in (select epoch, entry_index from entries)
        union all
        select (extract(epoch from a.accessed_at) * 1000000)::bigint::text, 'o-' || a.access_id, a.accessed_at, null, null, a.officer_id, a.officer_role, a.officer_team, a.officer_district
        from household_accesses a where a.access_id in (select access_id from openings)
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

function actsOf(of: ActsOf): RawBuilder<unknown> {
  if ('householdId' in of) return sql`${theseHouseholds(of.householdId)}, ${ACTS_OF_HOUSEHOLDS}`
  if ('personId' in of) return sql`people as (select array[${of.personId}::text] as ids), ${actsOfPeople(sql`true`, sql`true`)}`
  return sql`${theseHouseholds(of.peopleOf)},
    people as materialized (
      select array(select distinct person_id from household_stays where household_id = ${of.peopleOf} and since <= ${of.at} and (until is null or until > ${of.at})) as ids
    ), ${actsOfPeople(sql`f.household_id = any((select ids from these)::text[])`, sql`i.household_id = any((select ids from these)::text[])`)}`
}

/** Also while its records lay with another household that has none left (`household_successors`), since whoever looked then looked at these people. */
const theseHouseholds = (householdId: string): RawBuilder<unknown> => sql`
  these as materialized (select array(select ${householdId}::text union select household_id from household_successors where successor_id = ${householdId}) as ids)`

const ACTS_OF_HOUSEHOLDS = sql`
  entries as materialized (
    select epoch, entry_index from ledger_facts where kind in ('reveal', 'decision') and household_id = any((select ids from these)::text[])
    union
    select f.epoch, f.entry_index from access_list_items i join ledger_facts f on f.request_id = i.request_id and f.kind in ('list', 'decision') where i.household_id = any((select ids from these)::text[])
  ),
  openings as materialized (select access_id from household_accesses where outcome = 'opened' and household_id = any((select ids from these)::text[]))`

/**
 * What was asked for about any of these people, and what was decided of it; and what concerns a whole household, while they belonged to it: openings of its masked
 * record, and reveals whose people were erased, which may have been about them. Where a household ended before stays were noted, all of it counts. A
 * minute each way: a record is seen for a moment after it changed. `isHere` speaks of `f`, the facts or the openings, `isListedHere` of `i`, an item of a list.
 */
const actsOfPeople = (isHere: RawBuilder<boolean>, isListedHere: RawBuilder<boolean>): RawBuilder<unknown> => sql`
  stays as materialized (select * from household_stays where person_id = any((select ids from people)::text[])),
  homes as materialized (
    select household_id, since - interval '1 minute' as since, coalesce(until + interval '1 minute', 'infinity') as until from stays
    union
    select p.household_id, '-infinity', 'infinity' from household_successors p
    where p.successor_id in (select household_id from stays) and not exists (select 1 from household_stays k where k.household_id = p.household_id)
  ),
  asked as materialized (
    select f.epoch, f.entry_index, f.request_id from ledger_openings p join ledger_facts f using (epoch, entry_index)
    where f.kind = 'reveal' and p.persons is not null and string_to_array(p.persons, ',') && (select ids from people)::text[] and ${isHere}
    union
    select f.epoch, f.entry_index, f.request_id from homes join ledger_facts f on f.household_id = homes.household_id and f.entered_at between homes.since and homes.until
      join ledger_openings p using (epoch, entry_index) where f.kind = 'reveal' and p.persons is null and ${isHere}
  ),
  entries as materialized (
    select epoch, entry_index from asked
    union
    select f.epoch, f.entry_index from ledger_facts f where f.kind = 'decision' and f.request_id in (select request_id from asked)
    union
    select f.epoch, f.entry_index from ledger_facts f where f.kind in ('list', 'decision')
      and f.request_id in (select i.request_id from access_list_items i where string_to_array(i.persons, ',') && (select ids from people)::text[] and ${isListedHere})
  ),
  openings as materialized (
    select f.access_id from homes join household_accesses f on f.household_id = homes.household_id and f.accessed_at between homes.since and homes.until where f.outcome = 'opened' and ${isHere}
  )`

function parsePlace(after: string): { micros: string; key: string } {
  const [, micros, key] = /^(\d{1,17})\.([ro]-[0-9a-z-]{1,60})$/.exec(after) ?? []
  if (micros === undefined || key === undefined) throw new CasementError('REQUEST_INVALID', { fields: 'after' })
  return { micros, key }
}
