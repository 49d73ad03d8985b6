import { run } from './postgres'

const PATIENCE_MS = 30_000

/**
 * Waits until the feed of the hub with this database may read everything committed so far: it stays below the oldest transaction of the
 * whole server, and that can be another worker's on a shared server, or PostgreSQL's own housekeeping.
 */
export async function settle(adminUrl: string): Promise<void> {
  const [mark] = await run(adminUrl, 'select pg_current_xact_id()::text as xid')
  const isSettled = async () => (await run(adminUrl, 'select pg_snapshot_xmin(pg_current_snapshot()) > $1::text::xid8 as is_settled', [mark?.['xid']]))[0]?.['is_settled'] === true
  const until = Date.now() + PATIENCE_MS
  while (!(await isSettled())) {
    if (Date.now() > until) throw new Error('a transaction on this server has been open for 30 s')
    await new Promise((wake) => setTimeout(wake, 10))
  }
}
