import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/** Each grant that opened by emergency access, once, so that the vault counts the quota by itself. */
export const createEmergencyReleases: Migration = {
  name: '0080-create-emergency-releases',
  up: async (db) => {
    await sql.raw(STATEMENTS).execute(db)
  },
}

const STATEMENTS = `
create table emergency_releases (
  grant_id uuid primary key,
  request_id uuid not null,
  officer_id text not null,
  released_at timestamptz not null
);
create index emergency_releases_by_officer on emergency_releases (officer_id, released_at);

grant select, insert on emergency_releases to casement_vault;
`
