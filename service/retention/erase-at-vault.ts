import type pg from 'pg'
import { LOCKS } from '../vault/repositories/vault-database'
import type { Count, Kind } from './counts'
import { orderHash, type HouseholdOrder, type Order } from './order'


/** The people whom the vault has in a household, and its reference there. */
export async function findAtVault(client: pg.ClientBase, householdId: string): Promise<{ reference: string; persons: string[] } | null> {
  const { rows: [found] } = await client.query<{ reference: string; persons: string[] }>(
    'select reference, array(select person_id from people p where p.household_id = h.household_id order by 1) as persons from households h where household_id = $1', [householdId])
  return found ?? null
}

/** Rows of the household's records, and of these people wherever they stand. */
const ROWS = `select row_hash from source_rows r join source_records s using (record_hash) where s.household_id = any($1) or r.person_id = any($2)`
const RECORDS = 'select record_hash from source_records where household_id = any($1)'
const NOTES = 'notes where (person_id = any($2) or (person_id is null and (household_id = any($1) or now_of_household = any($1))))'
const REPORTED = 'reported_details where person_id = any($2) and $1::text[] is not null'

/** What the next extract must not bring back: the household's records, and what alone tells who somebody is. */
const SUPPRESS = `
  insert into suppressed_keys (key_hash, kind, erasure_id)
  select record_hash, 'source-record', $3::uuid from source_records where household_id = any($1)
  union select r.record_hash, 'source-record', $3::uuid from source_rows r where r.person_id = any($2) and r.superseded_at is null
  union select key_hash, kind, $3::uuid from match_keys where person_id = any($2) and kind in ('ni-number', 'shared-number', 'name-and-birth-and-postcode')
  on conflict do nothing`

const WITH_BOTH = '$1::text[] is not null and $2::text[] is not null'
/** Each step takes the households ($1) and the people ($2). The order is that of the keys between the tables. */
const STEPS: readonly (readonly [Kind | null, string])[] = [
  ['notes', `delete from ${NOTES}`],
  ['reported-details', `delete from ${REPORTED}`],
  ['details', `delete from person_details where row_hash in (${ROWS})`],
  ['match-keys', `delete from match_keys where (row_hash in (${ROWS}) or person_id = any($2))`],
  ['source-rows', `delete from source_rows where row_hash in (${ROWS})`],
  [null, `delete from protected_records where record_hash in (${RECORDS}) and ${WITH_BOTH}`],
  [null, `delete from source_records where household_id = any($1) and ${WITH_BOTH}`],
  ['people', `delete from people where person_id = any($2) and ${WITH_BOTH}`],
  [null, `delete from household_successors where (household_id = any($1) or successor_id = any($1)) and ${WITH_BOTH}`],
  [null, `delete from household_keys where household_id = any($1) and ${WITH_BOTH}`],
  ['households', `delete from households h where household_id = any($1) and ${WITH_BOTH} and not exists (select 1 from people p where p.household_id = h.household_id)`],
]
const COUNTED: readonly (readonly [Kind, string])[] = [
  ['people', 'people where person_id = any($2) and $1::text[] is not null'], ['notes', NOTES], ['reported-details', REPORTED], ['details', `person_details where row_hash in (${ROWS})`], ['source-rows', `source_rows where row_hash in (${ROWS})`],
]

type Scope = Pick<HouseholdOrder, 'householdId' | 'predecessors' | 'persons'>
const given = ({ householdId, predecessors, persons }: Scope): [string[], string[]] => [[householdId, ...predecessors], [...persons]]

/** What would go, counted. */
export async function countAtVault(client: pg.ClientBase, scope: Scope): Promise<Count[]> {
  const counts: Count[] = []
  for (const [what, from] of COUNTED) {
    const { rows: [row] } = await client.query<{ n: number }>(`select count(*)::float8 as n from ${from}`, given(scope))
    counts.push({ what, year: null, n: row?.n ?? 0 })
  }
  return counts
}

export const isDoneAtVault = async (client: pg.ClientBase, erasureId: string): Promise<boolean> =>
  (await client.query('select 1 from erasures where erasure_id = $1', [erasureId])).rowCount !== 0

/** That a run of the schedule was: nothing goes by it here, and a vault that was restored from before it says so all the same. */
export const noteAtVault = (client: pg.ClientBase, order: Order, now: Date) => client.query('insert into erasures values ($1, $2, $3) on conflict do nothing', [order.erasureId, orderHash(order), now])

/**
 * Takes a household out of the vault in one transaction: identities, words, and with the rows their data keys, so that what a backup of the sealed bytes alone holds opens
 * no more. Keys that keep the next extract from bringing them back stay. False when the people are not those of the order any more: somebody moved in or out since. In a vault that was
 * restored from before (`isRepeat`) whoever else stands there had left by then, and stays.
 */
export async function eraseAtVault(client: pg.ClientBase, order: HouseholdOrder, { now, isRepeat }: Readonly<{ now: Date; isRepeat: boolean }>): Promise<boolean> {
  await client.query('begin')
  try {
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [LOCKS.mint]) // no extract is taken in meanwhile
    const isDone = await isDoneAtVault(client, order.erasureId)
    const found = isDone ? null : await findAtVault(client, order.householdId)
    if (!isRepeat && found !== null && found.persons.join() !== [...order.persons].toSorted().join()) {
      await client.query('rollback')
      return false
    }
    if (!isDone) {
      await noteAtVault(client, order, now)
      const counts = new Map<Kind, number>([['suppressed', (await client.query(SUPPRESS, [...given(order), order.erasureId])).rowCount ?? 0]])
      for (const [what, statement] of STEPS) {
        const n = (await client.query(statement, given(order))).rowCount ?? 0
        if (what !== null) counts.set(what, n)
      }
      for (const [what, n] of counts) await client.query('insert into erasure_counts values ($1, $2, $3)', [order.erasureId, what, n])
    }
    await client.query('commit')
    return true
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}
