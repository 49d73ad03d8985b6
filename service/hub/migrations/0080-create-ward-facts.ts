import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/** Open data about wards, as published. A household's document carries its ward's facts, so households are found by ward when these change. */
export const createWardFacts: Migration = {
  name: '0080-create-ward-facts',
  async up(db) {
    await sql`
      create table ward_facts (
        ward_code text primary key,
        hash text not null,
        facts text not null
      );
      create index households_by_ward on households ((document::jsonb -> 'ward' ->> 'code'));
      grant select, insert, update on ward_facts to casement_hub;
    `.execute(db)
  },
}
