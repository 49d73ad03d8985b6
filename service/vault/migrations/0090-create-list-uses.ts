import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/** Which grants opened which household of a contact list: the vault counts by itself. */
export const createListUses: Migration = {
  name: '0090-create-list-uses',
  up: async (db) => {
    await sql.raw(STATEMENTS).execute(db)
  },
}

const STATEMENTS = `
create table list_uses (
  request_id uuid not null,
  item text not null,
  grant_id uuid not null,
  used_at timestamptz not null,
  primary key (request_id, item, grant_id)
);
grant select, insert on list_uses to casement_vault;
`
