import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/**
 * What the hub itself knew of an officer's relationship when it decided, beside what their laptop stated in the entry. A difference is
 * something for review, not for refusal: the laptop may be a few minutes behind.
 */
export const keepKnownRelationships: Migration = {
  name: '0111-keep-known-relationships',
  async up(db) {
    await sql`
      create table known_relationships (
        request_id uuid primary key,
        stated text,
        known text not null,
        differs boolean generated always as (stated is not null and stated <> known) stored,
        decided_at timestamptz not null
      );
      create index known_relationships_differing on known_relationships (decided_at) where differs;
      grant select, insert on known_relationships to casement_hub;
    `.execute(db)
  },
}
