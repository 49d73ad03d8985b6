import { sql } from 'kysely'
import type { Period } from '../../../../shared/api/oversight-api'
import { AVOIDED_WITHIN_MINUTES, FOUND_WITHIN_MINUTES } from '../../../../shared/model/oversight'
import type { HubDatabase, HubTransaction } from '../hub-tables'
import { filteredLooks, within } from './look-repository'

export interface Team {
  readonly team: string
  readonly district: string
}

export interface RevealCounts {
  readonly officer_id: string; readonly reveals: number; readonly shown: number; readonly not_shown: number; readonly forbidden: number; readonly needs_approval: number; readonly copies: number
}

const teamReveals = (team: Team, period: Period) => filteredLooks({ kind: 'reveal', team, period })

export async function countReveals(trx: HubTransaction, team: Team, period: Period): Promise<RevealCounts[]> {
  const { rows } = await sql<RevealCounts>`
    select officer_id, count(*) as reveals, count(*) filter (where outcome = 'shown') as shown, count(*) filter (where outcome in ('not-shown', 'not-reported', 'sealed', 'possibly-seen')) as not_shown,
      count(*) filter (where outcome in ('forbidden', 'capped')) as forbidden, count(*) filter (where outcome = 'needs-approval') as needs_approval,
      coalesce(sum(copies), 0)::bigint as copies
    from (${teamReveals(team, period)}) looks group by officer_id`.execute(trx)
  return rows
}

export const countByDay = async (trx: HubTransaction, team: Team, period: Period) =>
  (await sql<{ day: string; reveals: number }>`
    select (entered_at at time zone 'Europe/London')::date as day, count(*) as reveals from (${teamReveals(team, period)}) looks group by 1 order by 1`.execute(trx)).rows

export const countByPurpose = async (trx: HubTransaction, team: Team, period: Period) =>
  (await sql<{ purpose: string; reveals: number }>`
    select purpose_code as purpose, count(*) as reveals from (${teamReveals(team, period)}) looks where purpose_code is not null group by 1 order by 2 desc, 1`.execute(trx)).rows

/** Groups of reveals that were shown: what was asked for and never opened is not something that was looked at. */
export const countByFieldGroup = async (trx: HubTransaction, team: Team, period: Period) =>
  (await sql<{ field_group: string; reveals: number }>`
    select opened.field_group, count(*) as reveals from (${teamReveals(team, period)}) looks cross join lateral unnest(field_groups) as opened (field_group)
    where outcome = 'shown' group by 1 order by 2 desc, 1`.execute(trx)).rows

/** How often officers thought about a reveal and did without. */
export const countDecidedNot = async (trx: HubTransaction, { team, district }: Team, period: Period) =>
  (await sql<{ officer_id: string; decided_not: number }>`
    select f.officer_id, count(distinct e.entry_key) as decided_not from ledger_facts f join ledger_entries e on e.epoch = f.epoch and e.entry_index = f.entry_index
    where f.kind = 'device-event' and f.event = 'decided-not-to' and f.team = ${team} and f.district = ${district} and ${within(sql`f.entered_at`, period)}
    group by f.officer_id`.execute(trx)).rows

/** Those in the team now, by name. */
export const listTeam = async (db: HubDatabase, { team, district }: Team) =>
  (await sql<{ officer_id: string; display_name: string; role: string }>`
    select officer_id, display_name, role from officers where team = ${team} and district = ${district} and role in ('officer', 'outreach', 'supervisor') order by display_name`.execute(db)).rows

/** Those who were in it when they revealed something, and are elsewhere now. */
export const listOfficers = async (db: HubDatabase, ids: readonly string[]) =>
  (await sql<{ officer_id: string; display_name: string; role: string }>`select officer_id, display_name, role from officers where officer_id = any(${[...ids]})`.execute(db)).rows

/** Calls, and those answered from the masked record alone (AVOIDED_DEFINITION), by officer. `until`: calls after it may still lead to a reveal. */
export async function countCalls(trx: HubTransaction, { team, district }: Team, period: Period, until: Date): Promise<{ officer_id: string; calls: number; avoided: number }[]> {
  const [found, avoided] = [sql`make_interval(mins => ${FOUND_WITHIN_MINUTES})`, sql`make_interval(mins => ${AVOIDED_WITHIN_MINUTES})`]
  const { rows } = await sql<{ officer_id: string; calls: number; avoided: number }>`
    with openings as (
      select a.officer_id, a.household_id, a.accessed_at as at from household_accesses a
      where a.outcome = 'opened' and a.officer_team = ${team} and a.officer_district = ${district} and ${within(sql`a.accessed_at`, period)} and a.accessed_at <= ${until}
    ), lookups as (
      select f.officer_id, f.entered_at as at from ledger_facts f join lookup_decisions l on l.request_id = f.request_id and l.epoch = f.epoch and l.outcome = 'allow'
      where f.kind = 'lookup' and f.team = ${team} and f.district = ${district} and ${within(sql`f.entered_at`, period)} and f.entered_at <= ${until}
    ), calls as (
      select l.officer_id, l.at, (select o.household_id from openings o where o.officer_id = l.officer_id and o.at >= l.at and o.at < l.at + ${found} order by o.at limit 1) as household_id
      from lookups l
      union all
      select o.officer_id, o.at, o.household_id from openings o
      where not exists (select 1 from lookups l where l.officer_id = o.officer_id and l.at <= o.at and l.at > o.at - ${found})
        and not exists (select 1 from household_accesses b where b.outcome = 'opened' and b.officer_id = o.officer_id and b.household_id = o.household_id
          and b.accessed_at < o.at and b.accessed_at > o.at - ${avoided})
    )
    select c.officer_id, count(*) as calls, count(*) filter (where not exists (
      select 1 from ledger_facts r where r.kind = 'reveal' and r.officer_id = c.officer_id and r.entered_at >= c.at and r.entered_at < c.at + ${avoided}
        and (c.household_id is null or r.household_id = c.household_id))) as avoided
    from calls c group by c.officer_id`.execute(trx)
  return rows
}
