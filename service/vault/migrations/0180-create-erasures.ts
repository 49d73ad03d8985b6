import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/**
 * What was erased here, and by which keyed hashes it is known again: an erased person does not come back with the next extract. Only the owner
 * of the database erases; the service reads. A note or a reported detail outlives the household it was written in when whom it is about moved on.
 */
export const createErasures: Migration = {
  name: '0180-create-erasures',
  async up(db) {
    await sql.raw(STATEMENTS).execute(db)
  },
}

const STATEMENTS = `
create table erasures (
  erasure_id uuid primary key,
  order_hash text not null check (order_hash ~ '^[0-9a-f]{64}$'),
  done_at timestamptz not null
);
create table erasure_counts (
  erasure_id uuid not null references erasures,
  what text not null,
  n bigint not null,
  primary key (erasure_id, what)
);
create table suppressed_keys (
  key_hash text not null,
  kind text not null check (kind in ('source-record', 'ni-number', 'shared-number', 'name-and-birth-and-postcode')),
  erasure_id uuid not null references erasures,
  primary key (key_hash, erasure_id)
);
alter table notes drop constraint notes_household_id_fkey;
alter table reported_details drop constraint reported_details_household_id_fkey;
grant select on erasures, erasure_counts, suppressed_keys to casement_vault;
`
