import { sql } from 'kysely'
import type { HubDatabase } from '../hub-tables'

export interface IntakeRunRow { readonly run_id: string; readonly report: string; readonly reported_at: Date }

/** Keeps a report once. Answers what the run had reported before, null when this is the first. */
export async function insertRun(
  db: HubDatabase,
  run: Readonly<{ runId: string; source: string; startedAt: string; report: string; by: string; at: Date }>,
): Promise<string | null> {
  const { rows } = await sql<{ report: string }>`
    insert into intake_runs (run_id, source, started_at, reported_at, reported_by, report)
    values (${run.runId}::uuid, ${run.source}, ${run.startedAt}::timestamptz, ${run.at}, ${run.by}, ${run.report})
    on conflict (run_id) do nothing returning report`.execute(db)
  if (rows.length > 0) return null
  const before = await sql<{ report: string }>`select report from intake_runs where run_id = ${run.runId}::uuid`.execute(db)
  return before.rows[0]?.report ?? null
}

/** One page, the last reported first. `after` is a run of the page before. */
export async function listRuns(db: HubDatabase, after: string | null, limit: number): Promise<IntakeRunRow[]> {
  const { rows } = await sql<IntakeRunRow>`
    select run_id, report, reported_at from intake_runs
    where ${after === null ? sql`true` : sql`(reported_at, run_id) < (select a.reported_at, a.run_id from intake_runs a where a.run_id = ${after}::uuid)`}
    order by reported_at desc, run_id desc limit ${limit}`.execute(db)
  return rows
}
