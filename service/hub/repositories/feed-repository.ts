import { sql } from 'kysely'
import type { FeedPlace, PagePlace } from '../domain/cursor'
import type { StoredDocument } from '../domain/feed-lines'
import type { Scope } from '../domain/scope'
import { householdInScope, scopeInOrder, wasInScope } from './scope-sql'
import type { ChangeRow, HouseholdRow, HubDatabase, HubTransaction } from './hub-tables'

/** One change that concerns the scope; `stored` is the household as it is now. */
export interface FeedChange {
  readonly xid: string
  readonly seq: string
  readonly household_id: string
  readonly because: ChangeRow['because']
  readonly stored: StoredDocument | null
  readonly in_scope: boolean | null
}

export interface SnapshotBounds {
  readonly xmin: string
  readonly xmax: string
}

type ScopeRow = Readonly<Pick<HouseholdRow, 'household_id' | 'priority' | 'document' | 'content_hash'>>

/** Before every household: priorities begin with 0. */
const FROM_THE_START: PagePlace = { priority: -1, householdId: '' }

/** Everything read inside is of one moment. */
export const inSnapshot = <T>(db: HubDatabase, read: (trx: HubTransaction) => Promise<T>): Promise<T> =>
  db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(read)

/** `xmin`: every transaction below it has ended. */
export async function readBounds(trx: HubDatabase): Promise<SnapshotBounds> {
  const { rows } = await sql<SnapshotBounds>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as xmin, pg_snapshot_xmax(pg_current_snapshot())::text as xmax`.execute(trx)
  if (rows[0] === undefined) throw new Error('no snapshot')
  return rows[0]
}

/**
 * Changes after `place` whose transactions have all ended, in order of (xid, seq). A later commit can only have a higher xid, so nothing
 * appears behind a place once read: ordering by the sequence or a timestamp alone would lose rows.
 */
export async function listChanges(trx: HubTransaction, scope: Scope, place: FeedPlace, limit: number): Promise<FeedChange[]> {
  const { rows } = await sql<Omit<FeedChange, 'stored'> & { [K in keyof StoredDocument]: StoredDocument[K] | null }>`
    select changes.xid::text as xid, changes.seq::text as seq, changes.household_id, changes.because, households.document, households.content_hash,
      ${householdInScope(scope)} as in_scope
    from changes left join households on households.household_id = changes.household_id
    where (changes.xid, changes.seq) > (${place.xid}::xid8, ${place.seq}::bigint)
      and changes.xid < pg_snapshot_xmin(pg_current_snapshot())
      and changes.household_id is not null and (${householdInScope(scope)} or ${wasInScope(scope)})
    order by changes.xid, changes.seq
    limit ${limit}`.execute(trx)
  return rows.map(({ document, content_hash: hash, ...change }) => ({ ...change, stored: document === null || hash === null ? null : { document, content_hash: hash } }))
}

/** Did the officer's role, team or district change after `place`? What their laptop holds is then of another scope. */
export async function isRescopedSince(trx: HubTransaction, officerId: string, place: FeedPlace): Promise<boolean> {
  const { rows } = await sql`
    select 1 from changes where rescoped_officer = ${officerId} and (xid, seq) > (${place.xid}::xid8, ${place.seq}::bigint)
      and xid < pg_snapshot_xmin(pg_current_snapshot()) limit 1`.execute(trx)
  return rows.length > 0
}

/** The page's keys from the indexes first, then their documents; each held to the scope itself, in the same statement. */
export async function listScopePage(db: HubDatabase, scope: Scope, after: PagePlace | null, limit: number): Promise<readonly ScopeRow[]> {
  const { rows } = await sql<ScopeRow>`
    with keys as materialized (
      select priority, household_id from (${scopeInOrder(scope, after ?? FROM_THE_START, limit)}) found
      group by priority, household_id order by priority, household_id limit ${limit})
    select households.household_id, households.priority, households.document, households.content_hash
    from keys join households on households.household_id = keys.household_id
    where ${householdInScope(scope)} order by keys.priority, keys.household_id`.execute(db)
  return rows
}

export async function countScope(db: HubDatabase, scope: Scope): Promise<number> {
  const row = await db.selectFrom('households').select((e) => e.fn.countAll<number>().as('total')).where(householdInScope(scope)).executeTakeFirstOrThrow()
  return row.total
}
