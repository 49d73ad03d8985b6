import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/** Which emergency permit was opened without signal by which reveal, so that the permit is accounted for. */
export const createEmergencyOpenings: Migration = {
  name: '0201-create-emergency-openings',
  async up(db) {
    await sql`
      create table emergency_openings (
        request_id uuid primary key,
        permit_id uuid not null references visit_permits (reveal_id),
        opened_at timestamptz not null
      );
      create index emergency_openings_by_permit on emergency_openings (permit_id);
      grant select, insert on emergency_openings to casement_hub;
    `.execute(db)
  },
}
