import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/**
 * Since which extract a row has its person where it has them now: the source that said something new last decides where somebody lives. Of rows that are there
 * already nobody knows; they count from their last extract on.
 */
export const noteSinceWhen: Migration = {
  name: '0161-note-since-when',
  async up(db) {
    await sql.raw(STATEMENTS).execute(db)
  },
}

const STATEMENTS = `
alter table source_rows add column placed_on date;
update source_rows set placed_on = as_at;
alter table source_rows alter column placed_on set not null;
grant update (placed_on) on source_rows to casement_vault;
`
