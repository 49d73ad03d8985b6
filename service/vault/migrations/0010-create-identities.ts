import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/** People and households, their sealed details, and the keyed hashes by which they are matched. */
export const createIdentities: Migration = {
  name: '0010-create-identities',
  up: async (db) => {
    await sql.raw(STATEMENTS).execute(db)
  },
}

const STATEMENTS = `
create table households (
  household_id text primary key check (household_id ~ '^[0-9a-f]{32}$'),
  reference text not null unique,
  wrapped_key bytea not null,
  created_at timestamptz not null
);
create table household_keys (
  household_id text not null references households,
  kind text not null check (kind in ('uprn', 'address', 'source-record')),
  key_hash text not null,
  primary key (household_id, key_hash)
);
create index household_keys_by_hash on household_keys (key_hash);

create table people (
  person_id text primary key check (person_id ~ '^[0-9a-f]{32}$'),
  household_id text not null references households,
  wrapped_key bytea not null,
  created_at timestamptz not null
);
create index people_by_household on people (household_id);

-- One row of a partner's system. Its keys (account number, person number) are here as keyed hashes only.
create table source_records (
  record_hash text primary key,
  source text not null,
  record_id text not null unique check (record_id ~ '^[0-9a-f]{32}$'),
  household_id text not null references households
);
-- What one row of a source said about one person. A row that comes to speak of somebody else supersedes what it said before, which
-- stays with whom it was about.
create table source_rows (
  row_hash text primary key,
  slot_hash text not null,
  record_hash text not null references source_records,
  person_id text not null references people,
  content_hash text not null,
  as_at date not null,
  run_id uuid not null,
  position bigint generated always as identity,
  loaded_at timestamptz not null,
  superseded_at timestamptz
);
create unique index source_rows_by_slot on source_rows (slot_hash) where superseded_at is null;
create index source_rows_by_person on source_rows (person_id);

-- Each field group of each row, sealed under the person's own data key.
create table person_details (
  row_hash text not null references source_rows,
  field_group text not null,
  sealed bytea not null,
  primary key (row_hash, field_group)
);
create table match_keys (
  row_hash text not null references source_rows,
  person_id text not null references people,
  kind text not null,
  key_hash text not null,
  primary key (row_hash, key_hash)
);
create index match_keys_by_hash on match_keys (key_hash);
create index match_keys_by_person on match_keys (person_id);

grant select, insert on households, household_keys to casement_vault;
grant select, insert, update (household_id) on people, source_records to casement_vault;
grant select, insert, update (content_hash, as_at, run_id, loaded_at, superseded_at) on source_rows to casement_vault;
grant select, insert, delete on person_details, match_keys to casement_vault;
`
