import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/** Who reviewed what: the kinds of criteria that were given, never what was given. Written before anything is read. */
export const createOversightAccesses: Migration = {
  name: '0071-create-oversight-accesses',
  async up(db) {
    await sql`
      create table oversight_accesses (
        access_id bigserial primary key,
        officer_id text not null,
        device_id uuid not null,
        act text not null check (act in ('team-activity', 'team-reveals', 'who-looked', 'search-ledger', 'evidence')),
        criteria text[] not null,
        household_id text,
        accessed_at timestamptz not null
      );
      create index oversight_accesses_by_officer on oversight_accesses (officer_id, accessed_at);
      create index oversight_accesses_by_household on oversight_accesses (household_id, accessed_at) where household_id is not null;

      grant select, insert on oversight_accesses to casement_hub;
      grant usage on sequence oversight_accesses_access_id_seq to casement_hub;
    `.execute(db)
  },
}
