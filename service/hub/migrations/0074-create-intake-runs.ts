import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/** What each intake run reported of itself: counts, and reasons by code. Nothing of a row. */
export const createIntakeRuns: Migration = {
  name: '0074-create-intake-runs',
  async up(db) {
    await sql`
      create table intake_runs (
        run_id uuid primary key,
        source text not null,
        started_at timestamptz not null,
        reported_at timestamptz not null,
        reported_by text not null,
        report text not null
      );
      create index intake_runs_in_order on intake_runs (reported_at, run_id);

      grant select, insert on intake_runs to casement_hub;
    `.execute(db)
  },
}
