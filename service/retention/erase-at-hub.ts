import type pg from 'pg'
import { HouseholdRecordSchema } from '../../shared/model/household'
import { londonDay } from '../../shared/model/london-day'
import type { Count, Kind } from './counts'
import type { HouseholdOrder } from './order'
import type { Refusal } from './refusals'

/** The household that a reference names today, with those that went over to it. */
export interface FoundHousehold {
  readonly householdId: string
  readonly predecessors: readonly string[]
}

export async function findAtHub(client: pg.ClientBase, reference: string): Promise<FoundHousehold | null> {
  const { rows: [found] } = await client.query<{ household_id: string; predecessors: string[] }>(
    `select h.household_id, array(select s.household_id from household_successors s where s.successor_id = h.household_id order by 1) as predecessors from households h where h.reference = $1`, [reference])
  return found === undefined ? null : { householdId: found.household_id, predecessors: found.predecessors }
}

const CHECKS: readonly (readonly [Refusal, string])[] = [
  ['ERASE_LEGAL_HOLD', 'select 1 from legal_holds where household_id = any($1) and lifted_at is null'],
  ['ERASE_STATEMENT_IN_HAND', 'select 1 from access_statements left join statement_issues i using (statement_id) where household_id = any($1) and i.statement_id is null'],
  ['ERASE_REQUEST_WAITING', `select 1 from access_requests r where r.expires_at > $3 and not exists (select 1 from access_cancellations c where c.request_id = r.request_id)
    and not exists (select 1 from access_uses u where u.request_id = r.request_id) and not exists (select 1 from access_decisions d where d.request_id = r.request_id and d.decision = 'decline')
    and (r.household_id = any($1) or exists (select 1 from access_list_items i where i.request_id = r.request_id and i.household_id = any($1)))
    union all select 1 from reveal_decisions d join visit_permits p on p.reveal_id = d.request_id join ledger_openings o using (epoch, entry_index) where o.household_id = any($1) and d.open_by > $3`],
  ['ERASE_REVIEW_OPEN', `select 1 from review_tasks t join ledger_openings o using (epoch, entry_index) where o.household_id = any($1)
    and (not exists (select 1 from review_outcomes r where r.request_id = t.request_id)
      or exists (select 1 from review_outcomes r where r.request_id = t.request_id and r.outcome = 'concern' and r.step = 'review')
        and not exists (select 1 from review_outcomes f where f.request_id = t.request_id and f.step = 'follow-up'))`],
  ['ERASE_STANDS_ELSEWHERE', `select 1 from household_stays where person_id = any($2) and until is null and not household_id = any($1)`],
]

type Scope = Pick<HouseholdOrder, 'householdId' | 'predecessors' | 'persons'>
const householdsOf = ({ householdId, predecessors }: Scope): string[] => [householdId, ...predecessors]

/** Every reason against it, as the hub knows them. */
export async function refusalsAtHub(client: pg.ClientBase, scope: Scope, now: Date): Promise<Refusal[]> {
  const refusals: Refusal[] = []
  for (const [code, question] of CHECKS) {
    // A parameter that a question does not use must be typed all the same.
    const { rowCount } = await client.query(`with given as (select $1::text[], $2::text[], $3::timestamptz) ${question} limit 1`, [householdsOf(scope), [...scope.persons], now])
    if (rowCount !== 0) refusals.push(code)
  }
  const { rows: [row] } = await client.query<{ document: string }>('select document from households where household_id = $1', [scope.householdId])
  if (row === undefined) return refusals
  const { duty, moratorium } = HouseholdRecordSchema.parse(JSON.parse(row.document))
  const today = londonDay(now.getTime())
  if (duty !== null && duty.endedOn === null) refusals.push('ERASE_DUTY_OPEN')
  if (moratorium !== null && (moratorium.endsOn === null || moratorium.endsOn >= today)) refusals.push('ERASE_MORATORIUM_RUNS')
  return refusals
}

/** About these people alone, wherever they lived; and everything about the household. What also names somebody else stays. */
const OPENINGS = `ledger_openings o where (o.household_id = any($1) or (o.persons is not null and string_to_array(o.persons, ',') <@ $2::text[]))`
const UNREAD = `(o.reason is not null or o.linked is not null or o.authority is not null or o.persons is not null)`
const OF_HOUSEHOLDS = 'household_id = any($1) and $2::text[] is not null'

/** Each step takes the households ($1), the people ($2) and, where words are marked, the erasure ($3). The order is that of the keys between the tables. */
const STEPS: readonly (readonly [Kind, ...string[]])[] = [
  ['openings', `update ledger_openings x set reason = null, reason_salt = null, linked = null, linked_salt = null, authority = null, authority_salt = null, persons = null, persons_salt = null, erasure_id = $3
    where (x.epoch, x.entry_index) in (select o.epoch, o.entry_index from ${OPENINGS} and ${UNREAD})`],
  ['list-items', `update access_list_items set persons = null, persons_salt = null, reason = null, reason_salt = null where ${OF_HOUSEHOLDS} and persons is not null and $3::uuid is not null`],
  ['contacts', `delete from contacts where ${OF_HOUSEHOLDS} and $3::uuid is not null`],
  ['caseload', ...['next_actions', 'referrals', 'allocations', 'caseload_events'].map((table) => `delete from ${table} where ${OF_HOUSEHOLDS} and $3::uuid is not null`)],
  ['safety', ...['household_safety', 'safety_events'].map((table) => `delete from ${table} where ${OF_HOUSEHOLDS} and $3::uuid is not null`)],
  ['new-details', `delete from new_details where ${OF_HOUSEHOLDS} and $3::uuid is not null`],
  ['facts', `delete from household_facts where ${OF_HOUSEHOLDS} and $3::uuid is not null`],
  ['stays', 'delete from household_stays where (household_id = any($1) or person_id = any($2::text[])) and $3::uuid is not null'],
]

/** What is about these people and others, and stays for the others' sake. */
const WITH_OTHERS = `select count(*)::float8 as n from ledger_openings o where o.persons is not null and string_to_array(o.persons, ',') && $2::text[]
  and not string_to_array(o.persons, ',') <@ $2::text[] and not o.household_id = any($1)`

const EVICT = `
  insert into changes (household_id, because, previous_district, previous_team, previous_officer, previous_promised, previous_band, previous_allocated_district, previous_referred_team, previous_referred_district)
  select household_id, 'erasure', district, allocated_team, allocated_officer, promised_officer, band, allocated_district, referred_team, referred_district from households where household_id = $1`

/** What would go, counted. */
export async function countAtHub(client: pg.ClientBase, scope: Scope): Promise<Count[]> {
  const counts: Count[] = []
  const given = [householdsOf(scope), [...scope.persons]]
  const count = async (what: Kind, from: string): Promise<void> => {
    const { rows: [row] } = await client.query<{ n: number }>(`select count(*)::float8 as n from ${from}`, given)
    counts.push({ what, year: null, n: row?.n ?? 0 })
  }
  await count('openings', `${OPENINGS} and ${UNREAD}`)
  await count('contacts', `contacts where ${OF_HOUSEHOLDS}`)
  await count('facts', `household_facts where ${OF_HOUSEHOLDS}`)
  await count('stays', 'household_stays where (household_id = any($1) or person_id = any($2::text[]))')
  const { rows: [others] } = await client.query<{ n: number }>(WITH_OTHERS, given)
  return [...counts, { what: 'kept-with-others', year: null, n: others?.n ?? 0 }]
}

/**
 * Takes a household out of the hub in one transaction: words, people and coded facts, with the change that takes it off every laptop. By now the vault has let the people go, so
 * nothing is asked again; a legal hold that was placed in between stops it all the same (trigger). Once done, nothing is done again.
 */
export async function eraseAtHub(client: pg.ClientBase, order: HouseholdOrder, now: Date): Promise<void> {
  const given = [householdsOf(order), [...order.persons], order.erasureId]
  await client.query('begin')
  try {
    await client.query('select pg_advisory_xact_lock(4761040)') // as every load of facts
    const { rows: [known] } = await client.query<{ done_at: Date | null }>('select done_at from erasures where erasure_id = $1 for update', [order.erasureId])
    if (known?.done_at === null) {
      await client.query('select 1 from households where household_id = $1 for update', [order.householdId])
      const { rows: [others] } = await client.query<{ n: number }>(WITH_OTHERS, given.slice(0, 2))
      const counts = new Map<Kind, number>([['kept-with-others', others?.n ?? 0]])
      for (const [what, ...statements] of STEPS) {
        for (const statement of statements) counts.set(what, (counts.get(what) ?? 0) + ((await client.query(statement, given)).rowCount ?? 0))
      }
      await client.query('delete from household_successors where household_id = any($1) or successor_id = any($1)', given.slice(0, 1))
      await client.query(EVICT, [order.householdId])
      await client.query('delete from households where household_id = $1', [order.householdId])
      for (const [what, n] of counts) await client.query('insert into erasure_counts values ($1, $2, 0, $3)', [order.erasureId, what, n])
      await client.query('update erasures set done_at = $2 where erasure_id = $1', [order.erasureId, now])
    }
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}
