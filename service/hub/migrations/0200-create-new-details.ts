import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/**
 * That an officer was given new contact details of somebody: of which kind, by whom and when. There is no column that could hold what they
 * are: that goes to the vault, sealed on the laptop.
 */
export const createNewDetails: Migration = {
  name: '0200-create-new-details',
  async up(db) {
    await sql`
      create table new_details (
        detail_id uuid primary key,
        household_id text not null,
        person_id text not null check (person_id ~ '^[0-9a-f]{32}$'),
        kind text not null check (kind in ('mobile', 'landline', 'email', 'address', 'name', 'other')),
        officer_id text not null,
        team text not null,
        district text not null,
        given_at timestamptz not null
      );
      create index new_details_by_household on new_details (household_id, given_at);
      grant select, insert, update (household_id) on new_details to casement_hub;
    `.execute(db)
  },
}
