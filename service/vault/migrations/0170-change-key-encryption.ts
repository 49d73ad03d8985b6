import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/** That the data keys are being wrapped under another key, and when they were: written by the database's owner alone (`npm run keys -- rewrap`). */
export const changeKeyEncryption: Migration = {
  name: '0170-change-key-encryption',
  async up(db) {
    await sql.raw(STATEMENTS).execute(db)
  },
}

const STATEMENTS = `
alter table key_checks drop constraint key_checks_what_check;
-- key-encryption-next: while it is there, some data keys are wrapped under the one and some under the other, and no vault starts.
alter table key_checks add constraint key_checks_what_check check (what in ('key-encryption', 'matching', 'key-encryption-next'));

create table key_rewraps (
  rewrapped_at timestamptz primary key,
  households bigint not null,
  people bigint not null,
  declarations bigint not null,
  check_value text not null check (check_value ~ '^[0-9a-f]{64}$')
);
grant select on key_rewraps to casement_vault;
`
