import { sql } from 'kysely'
import type { Period } from '../../../../shared/api/oversight-api'
import type { HubDatabase } from '../hub-tables'
import { within } from './look-repository'

export interface PairRow {
  readonly first_id: string; readonly first_name: string; readonly first_team: string; readonly first_district: string; readonly first_approved: number; readonly first_of_all: number
  readonly second_id: string; readonly second_name: string; readonly second_team: string; readonly second_district: string; readonly second_approved: number; readonly second_of_all: number
}

/** Pairs of people who approved each other's requests and lists so often each way, most first, and how many decisions there were in all. Accounts of one person count as one. */
export async function listApprovalPairs(db: HubDatabase, period: Period, eachWay: number): Promise<{ pairs: PairRow[]; decisions: number }> {
  const { rows } = await sql<PairRow>`
    with people as (
      select o.officer_id, coalesce(p.person_ref, o.officer_id) as person from officers o left join officer_persons p using (officer_id)
    ), named as (
      select distinct on (person) person, officer_id, display_name, team, district from people join officers using (officer_id) order by person, officer_id
    ), given as (
      select a.person as approver, r.person as requester, count(*) as n
      from access_decisions d join people a on a.officer_id = d.approver_id join people r on r.officer_id = d.requester_id
      where d.decision in ('approve', 'narrow') and ${within(sql`d.decided_at`, period)} group by 1, 2
    ), totals as (
      select approver, sum(n) as n from given group by 1
    )
    select one.officer_id as first_id, one.display_name as first_name, one.team as first_team, one.district as first_district, forth.n::int as first_approved, t1.n::int as first_of_all,
      other.officer_id as second_id, other.display_name as second_name, other.team as second_team, other.district as second_district, back.n::int as second_approved, t2.n::int as second_of_all
    from given forth join given back on back.approver = forth.requester and back.requester = forth.approver and forth.approver < forth.requester
      join totals t1 on t1.approver = forth.approver join totals t2 on t2.approver = back.approver
      join named one on one.person = forth.approver join named other on other.person = back.approver
    where forth.n >= ${eachWay} and back.n >= ${eachWay}
    order by least(forth.n, back.n) desc, first_name, second_name, first_id limit 1000`.execute(db)
  const { rows: all } = await sql<{ n: number }>`select count(*)::int as n from access_decisions d where ${within(sql`d.decided_at`, period)}`.execute(db)
  return { pairs: rows, decisions: all[0]?.n ?? 0 }
}
