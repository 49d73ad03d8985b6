import type pg from 'pg'
import type { Count, Kind } from './counts'

/** In one transaction: large enough to be quick, small enough that officers wait for nothing. */
const PER_BATCH = 2_000

interface Executable {
  /** Rows that are due before $1, as (key, year). Nothing under a legal hold, nothing that a review or statement still needs. */
  readonly due: string
  /** Erases those of the keys $1, under erasure $2. */
  readonly erase: string
}

const NOT_NEEDED = `
  not exists (select 1 from legal_holds h where h.household_id = o.household_id and h.lifted_at is null)
  and not exists (select 1 from access_statements s left join statement_issues i using (statement_id) where s.household_id = o.household_id and i.statement_id is null)
  and not exists (select 1 from review_tasks t where t.epoch = o.epoch and t.entry_index = o.entry_index and not exists (select 1 from review_outcomes r where r.request_id = t.request_id))
  and not exists (select 1 from review_outcomes r where r.epoch = o.epoch and r.entry_index = o.entry_index and r.step = 'review' and r.outcome = 'concern'
    and not exists (select 1 from review_outcomes f where f.request_id = r.request_id and f.step = 'follow-up'))
  and not exists (select 1 from access_requests q join access_list_items i using (request_id) join legal_holds h on h.household_id = i.household_id and h.lifted_at is null
    where q.epoch = o.epoch and q.entry_index = o.entry_index)`

/** Of a request that nobody approved, or not enough: nothing was opened on it. */
const UNAPPROVED = `
  not exists (select 1 from access_uses u where u.request_id = q.request_id) and not exists (select 1 from access_list_uses u where u.request_id = q.request_id)
  and (exists (select 1 from access_decisions d where d.request_id = q.request_id and d.decision = 'decline')
    or (select count(*) from access_decisions d where d.request_id = q.request_id) < q.approvals_needed)`

const WORDS_OF = (kinds: string): string => `
  select o.epoch || '.' || o.entry_index as key, extract(year from e.entered_at)::int as year
  from ledger_openings o join ledger_entries e using (epoch, entry_index)
  where e.kind in (${kinds}) and e.entered_at < $1 and (o.reason is not null or o.linked is not null or o.authority is not null) and ${NOT_NEEDED}
    and not exists (select 1 from access_requests q where q.epoch = o.epoch and q.entry_index = o.entry_index and ${UNAPPROVED})`

/** The items of a list hold words of their own, one for each household to be visited. */
const ERASE_WORDS = `
  with taken as (select split_part(k, '.', 1) as epoch, split_part(k, '.', 2)::bigint as entry_index from unnest($1::text[]) k),
  items as (
    update access_list_items i set reason = null, reason_salt = null from access_requests q join taken using (epoch, entry_index) where i.request_id = q.request_id and i.reason is not null
  )
  update ledger_openings o set reason = null, reason_salt = null, linked = null, linked_salt = null, authority = null, authority_salt = null, erasure_id = $2
  from taken where o.epoch = taken.epoch and o.entry_index = taken.entry_index`

/** They go by their own, shorter rule. */
const DECLINED = `
  select o.epoch || '.' || o.entry_index as key, extract(year from q.expires_at)::int as year
  from ledger_openings o join access_requests q using (epoch, entry_index)
  where q.expires_at < $1 and (o.reason is not null or o.linked is not null or o.authority is not null) and ${NOT_NEEDED} and ${UNAPPROVED}`

/** On every screen the words stand where the officer's stood. */
const MARK = `'Erased under the retention schedule on ' || to_char(now() at time zone 'Europe/London', 'FMDD Month YYYY') || '.'`

/** What the hub carries out, by the code of the rule. */
export const EXECUTABLE: Readonly<Partial<Record<string, Executable>>> = {
  'declined-words': { due: DECLINED, erase: ERASE_WORDS },
  'reveal-words': { due: WORDS_OF(`'reveal', 'list', 'lookup'`), erase: ERASE_WORDS },
  'decision-words': { due: WORDS_OF(`'decision', 'review'`), erase: ERASE_WORDS },
  'statement-words': {
    due: `select p.proposal_id::text as key, extract(year from i.issued_at)::int as year from statement_omissions p join statement_issues i using (statement_id) join access_statements s using (statement_id)
      where i.issued_at < $1 and p.words not like 'Erased under the retention schedule on %' and not exists (select 1 from legal_holds h where h.household_id = s.household_id and h.lifted_at is null)`,
    erase: `with decided as (update statement_omission_decisions set words = ${MARK} where proposal_id = any($1::uuid[]) and $2::uuid is not null)
      update statement_omissions set words = ${MARK} where proposal_id = any($1::uuid[])`,
  },
  stays: {
    due: `select s.ctid::text as key, extract(year from s.until)::int as year from household_stays s where s.until < $1
      and not exists (select 1 from legal_holds h where h.household_id = s.household_id and h.lifted_at is null)`,
    erase: 'delete from household_stays where ctid = any($1::tid[]) and $2::uuid is not null',
  },
  'access-log': {
    due: `select a.access_id::text as key, extract(year from a.accessed_at)::int as year from household_accesses a where a.accessed_at < $1
      and not exists (select 1 from legal_holds h where h.household_id = a.household_id and h.lifted_at is null)`,
    erase: 'delete from household_accesses where access_id = any($1::bigint[]) and $2::uuid is not null',
  },
}

const executableOf = (code: string): Executable => {
  const found = EXECUTABLE[code]
  if (found === undefined) throw new Error('a rule that the hub cannot carry out')
  return found
}

/** How much of a rule is due before that moment, by year. Erases nothing. */
export async function countDue(client: pg.ClientBase, code: string, before: Date): Promise<Count[]> {
  const { rows } = await client.query<{ year: number; n: number }>(`select year, count(*)::float8 as n from (${executableOf(code).due}) due group by year order by year`, [before])
  return rows.map(({ year, n }) => ({ what: code as Kind, year, n }))
}

/** Carries a rule out, batch by batch, each with its counts in one transaction: cut off anywhere, the next run goes on. */
export async function carryOutRule(client: pg.ClientBase, erasureId: string, { code, before }: Readonly<{ code: string; before: string }>): Promise<void> {
  const { due, erase } = executableOf(code)
  for (let taken = PER_BATCH; taken === PER_BATCH; ) {
    await client.query('begin')
    try {
      // One at a time: two runs would count the same rows twice.
      await client.query('select pg_advisory_xact_lock(4761280)')
      const { rows } = await client.query<{ key: string; year: number }>(`select key, year from (${due}) due limit ${PER_BATCH}`, [before])
      taken = rows.length
      if (taken > 0) await client.query(erase, [rows.map(({ key }) => key), erasureId])
      for (const year of new Set(rows.map((row) => row.year))) {
        const n = rows.filter((row) => row.year === year).length
        await client.query('insert into erasure_counts values ($1, $2, $3, $4) on conflict (erasure_id, what, year) do update set n = erasure_counts.n + excluded.n', [erasureId, code, year, n])
      }
      await client.query('commit')
    } catch (error) {
      await client.query('rollback').catch(() => undefined)
      throw error
    }
  }
}
