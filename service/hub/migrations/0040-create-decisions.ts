import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/** What the hub answered to each entered request: makes a request id idempotent and counts against the caps. */
export const createDecisions: Migration = {
  name: '0040-create-decisions',
  async up(db) {
    for (const table of ['reveal_decisions', 'lookup_decisions']) {
      await sql`
        create table ${sql.table(table)} (
          request_id uuid primary key,
          epoch text not null,
          entry_index bigint not null,
          officer_id text not null,
          device_id uuid not null,
          outcome text not null check (outcome in ('allow', 'needs-approval', 'forbid', 'capped')),
          rule text not null,
          words text not null,
          granted text,
          decided_at timestamptz not null,
          open_by timestamptz,
          foreign key (epoch, entry_index) references ledger_entries,
          check ((outcome = 'allow') = (granted is not null and open_by is not null))
        );
        create index on ${sql.table(table)} (officer_id, decided_at);
        grant select, insert on ${sql.table(table)} to casement_hub;
      `.execute(db)
    }
  },
}
