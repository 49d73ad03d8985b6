import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/**
 * Where a household went whose last record moved to another one: what officers wrote about it goes along, and what is still on a laptop
 * finds its way.
 */
export const createSuccessors: Migration = {
  name: '0045-create-successors',
  async up(db) {
    await sql`
      create table household_successors (
        household_id text primary key,
        successor_id text not null,
        check (household_id <> successor_id)
      );
      create index household_successors_by_successor on household_successors (successor_id);
      grant select, insert, update, delete on household_successors to casement_hub;
      grant update (household_id) on contacts to casement_hub;
    `.execute(db)
  },
}
