import { sql } from 'kysely'
import type { BudgetUse } from '../../../shared/purposes/reveal-budget'
import type { Relationship } from '../../../shared/model/relationship'
import type { PatternFacts } from '../domain/review/why-alerted'
import { isDayOff } from '../policy/bank-holidays'
import type { AlertRules } from '../policy/alert-rules'
import type { ReviewRules } from '../policy/review-rules'
import type { AlertToInsert } from './alert-repository'
import type { DecisionRow, HubTransaction } from './hub-tables'
import type { ReviewTaskRow } from './review-tables'

/** Of whom, and by which rules, the past of a reveal is asked. */
export interface PastQuestion {
  readonly requestId: string
  /** Of one person: what is counted for them is counted over all of these. */
  readonly accounts: ReadonlySet<string>
  readonly householdId: string
  readonly at: Date
  /** The words to look for among theirs; null: nobody asks. */
  readonly words: string | null
  readonly alerts: AlertRules
  readonly review: Pick<ReviewRules, 'workingHours' | 'repeatedReason'>
}

/** What the person's own rows say at the moment of a reveal, that one **not** among them. */
export interface RevealPast {
  /** There is an answer under this id already: it stands. */
  readonly isKnown: boolean
  /** Emergency access apart. */
  readonly use: BudgetUse
  /** Entries with the same words, this one among them: it is in the ledger. */
  readonly sameWords: number
  readonly pattern: Omit<PatternFacts, 'isEmergency' | 'isOutOfHours' | 'isUnrelated'>
}

/** What is kept of a decided reveal besides what its kind asks for. */
export interface KeptReveal {
  readonly row: DecisionRow
  /** As the laptop stated it (null for a form that does not say), and by the hub's own record. */
  readonly relationship: Readonly<{ stated: Relationship | null; known: Relationship }>
  readonly task: ReviewTaskRow | null
  readonly alerts: readonly AlertToInsert[]
}

/** One person's decisions wait for each other, in every process of the hub. In one order, so that two writers never wait in a circle. */
export const lockPersons = (trx: HubTransaction, persons: readonly string[]) =>
  sql`select pg_advisory_xact_lock(hashtextextended(person, 4761060)) from unnest(${persons.toSorted()}::text[]) as person`.execute(trx)

interface PastRow extends Record<'in_hour' | 'in_day' | 'today' | 'out_of_hours' | 'earlier_days' | 'earlier_reveals' | 'unrelated' | 'unrelated_in_span' | 'same_household' | 'emergencies' | 'same_words', number> {
  readonly is_known: boolean
}

/**
 * One question for all of them, answered in their order. Ask under `lockPersons`, and in a statement of its own: only then is what others
 * committed seen. What is asked about may be days ago (opened without signal): its pattern is that of its own day, the budget counts all since.
 */
export async function readPasts(trx: HubTransaction, questions: readonly PastQuestion[]): Promise<RevealPast[]> {
  const asked = JSON.stringify(questions.map(({ requestId, accounts, householdId, at, words, alerts, review }, n) => ({
    n, request_id: requestId, accounts: [...accounts], household_id: householdId, at, words, volume_days: Math.max(1, alerts.volume.overDays), unrelated_days: alerts.noRelationship.withinDays,
    household_days: alerts.sameHousehold.withinDays, words_days: review.repeatedReason.withinDays, is_day_off: isDayOff(at.getTime()), open_from: review.workingHours.from, open_to: review.workingHours.to,
  })))
  const { rows } = await sql<PastRow>`/* planned once: reveal-pasts */
    with asked as materialized (
      select q.*, l.today, l.today::timestamp at time zone 'Europe/London' as today_from, (l.today + 1)::timestamp at time zone 'Europe/London' as today_until, (l.today - q.unrelated_days + 1)::timestamp at time zone 'Europe/London' as span_from
      from jsonb_to_recordset(${asked}::jsonb) as q (n integer, request_id uuid, accounts text[], household_id text, at timestamptz, words text, volume_days integer, unrelated_days integer, household_days integer, words_days integer, is_day_off boolean, open_from text, open_to text)
        cross join lateral (select (q.at at time zone 'Europe/London')::date as today) l
    )
    select (select count(*) from reveal_decisions d where d.request_id = q.request_id) > 0 as is_known, own.*, tasks.*,
      (select count(*) from emergency_uses e where e.officer_id = any(q.accounts) and e.used_at > q.at - interval '1 day' and e.used_at < q.at + interval '1 minute') as emergencies,
      case when q.words is null then 0 else (
        select count(*) from ledger_facts f join ledger_openings p using (epoch, entry_index)
        where f.kind = 'reveal' and f.officer_id = any(q.accounts) and f.entered_at > q.at - make_interval(hours => 24 * q.words_days) and lower(btrim(p.reason)) = lower(btrim(q.words))) end as same_words
    from asked q
    cross join lateral (
      select count(*) filter (where r.decided_at > q.at - interval '1 hour' and not r.was_emergency) as in_hour, count(*) filter (where r.decided_at > q.at - interval '24 hours' and not r.was_emergency) as in_day,
        count(*) filter (where r.decided_at >= q.today_from and r.decided_at < q.today_until) as today,
        count(*) filter (where r.decided_at >= q.today_from and r.decided_at < q.today_until and (q.is_day_off
          or to_char(r.decided_at at time zone 'Europe/London', 'HH24:MI') < q.open_from or to_char(r.decided_at at time zone 'Europe/London', 'HH24:MI') >= q.open_to)) as out_of_hours,
        count(distinct case when r.decided_at < q.today_from then (r.decided_at at time zone 'Europe/London')::date end) as earlier_days, count(*) filter (where r.decided_at < q.today_from) as earlier_reveals
      from (
        select d.decided_at, d.decided_at > q.at - interval '24 hours' and (select count(*) from emergency_uses e where e.request_id = d.request_id) > 0 as was_emergency
        from reveal_decisions d where d.officer_id = any(q.accounts) and d.outcome = 'allow' and d.decided_at > q.at - make_interval(days => q.volume_days)
        offset 0
      ) r
    ) own
    cross join lateral (
      select count(*) filter (where t.created_at > q.at - interval '2 days' and t.created_at >= q.today_from) as unrelated, count(*) filter (where t.created_at >= q.span_from) as unrelated_in_span,
        count(*) filter (where t.created_at > q.at - make_interval(days => q.household_days)
          and (select count(*) from ledger_openings p where p.epoch = t.epoch and p.entry_index = t.entry_index and p.household_id = q.household_id) > 0) as same_household
      from review_tasks t where t.officer_id = any(q.accounts) and t.causes && array['no-relationship', 'claimed-relationship']
        and t.created_at > q.at - make_interval(days => 2 + greatest(q.unrelated_days, q.household_days)) and t.created_at < q.today_until
    ) tasks
    order by q.n`.execute(trx)
  return rows.map((row) => ({
    isKnown: row.is_known, use: { inHour: row.in_hour, inDay: row.in_day }, sameWords: row.same_words,
    pattern: {
      revealsThatDay: row.today, outOfHoursThatDay: row.out_of_hours, earlier: { days: row.earlier_days, reveals: row.earlier_reveals }, unrelatedThatDay: row.unrelated,
      unrelatedInSpan: row.unrelated_in_span, sameHousehold: row.same_household, emergencies: row.emergencies,
    },
  }))
}

/** All of them, with what a reviewer and a manager must see of each, in one statement. The same cause twice is one alert. */
export async function insertKeptReveals(trx: HubTransaction, kept: readonly KeptReveal[]): Promise<void> {
  if (kept.length === 0) return
  const relationships = kept.map(({ row, relationship }) => ({ request_id: row.request_id, ...relationship, decided_at: row.decided_at }))
  const alerts = kept.flatMap((one) => one.alerts).map(({ alertId, officerId, team, district, kind, mark, requestId, figures, at }) => ({
    alert_id: alertId, officer_id: officerId, team, district, kind, mark, request_id: requestId, figures: JSON.stringify(figures), raised_at: at,
  }))
  await sql`/* planned once: keep-reveals */
    with decided as (
      insert into reveal_decisions (request_id, epoch, entry_index, officer_id, device_id, outcome, rule, words, granted, decided_at, open_by)
      select request_id, epoch, entry_index, officer_id, device_id, outcome, rule, words, granted, decided_at, open_by
      from jsonb_populate_recordset(null::reveal_decisions, ${JSON.stringify(kept.map(({ row }) => row))}::jsonb)
    ), related as (
      insert into known_relationships (request_id, stated, known, decided_at)
      select request_id, stated, known, decided_at from jsonb_populate_recordset(null::known_relationships, ${JSON.stringify(relationships)}::jsonb) on conflict do nothing
    ), reviewed as (
      insert into review_tasks (request_id, epoch, entry_index, officer_id, team, district, causes, factors, score, created_at)
      select request_id, epoch, entry_index, officer_id, team, district, causes, factors, score, created_at
      from jsonb_populate_recordset(null::review_tasks, ${JSON.stringify(kept.flatMap(({ task }) => task ?? []))}::jsonb)
    )
    insert into alerts (alert_id, officer_id, team, district, kind, mark, request_id, figures, raised_at)
    select alert_id, officer_id, team, district, kind, mark, request_id, figures, raised_at
    from jsonb_populate_recordset(null::alerts, ${JSON.stringify(alerts)}::jsonb) on conflict (officer_id, kind, mark) do nothing`.execute(trx)
}
