import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/** By which keys everything in this database was sealed and matched, as a value that only the key itself makes again (keys/require-own-keys.ts). */
export const noteKeyChecks: Migration = {
  name: '0151-note-key-checks',
  async up(db) {
    await sql.raw(STATEMENTS).execute(db)
  },
}

const STATEMENTS = `
create table key_checks (
  what text primary key check (what in ('key-encryption', 'matching')),
  check_value text not null check (check_value ~ '^[0-9a-f]{64}$'),
  noted_at timestamptz not null
);
grant select, insert on key_checks to casement_vault;
`
