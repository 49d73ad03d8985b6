import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/**
 * A note about a whole household follows its people when the last of them is found at another address. The key stays that of the
 * household it was written about, whose id is bound into the sealed bytes.
 */
export const letNotesFollow: Migration = {
  name: '0025-notes-that-follow',
  up: async (db) => {
    await sql.raw(STATEMENTS).execute(db)
  },
}

const STATEMENTS = `
alter table notes add column now_of_household text references households;
create index notes_by_present_household on notes (now_of_household) where now_of_household is not null;
create table household_successors (
  household_id text primary key references households,
  successor_id text not null references households,
  check (household_id <> successor_id)
);
grant update (now_of_household) on notes to casement_vault;
grant select, insert, update, delete on household_successors to casement_vault;
`
