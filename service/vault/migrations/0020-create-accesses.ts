import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/** Devices, releases, look-ups, notes and the vault's own memory of the ledger. What is written here is never changed by the service. */
export const createAccesses: Migration = {
  name: '0020-create-accesses',
  up: async (db) => {
    await sql.raw(STATEMENTS).execute(db)
  },
}

const STATEMENTS = `
create table devices (
  device_id uuid primary key,
  officer_id text not null,
  name text not null,
  signing_key jsonb not null,
  ecdh_key jsonb not null,
  enrolled_at timestamptz not null,
  revoked_at timestamptz
);
create index devices_by_officer on devices (officer_id);

-- After a forgotten passphrase: the device that another took the place of. It can call no more, and the service cannot undo that; its key
-- stays, since what it signed before is still the officer's.
create table device_replacements (
  device_id uuid primary key references devices,
  replaced_by uuid not null,
  replaced_at timestamptz not null
);

-- The last checkpoint that the vault itself accepted, one per epoch (design §4 step 6: the ledger's first witness).
create table witnessed_checkpoints (
  epoch text primary key,
  size bigint not null check (size >= 0),
  root bytea not null check (length(root) = 32),
  note text,
  seen_at timestamptz not null
);

-- One row each time details leave the vault, committed before they do. The first row of a grant starts its two minutes.
create table releases (
  release_id bigint generated always as identity primary key,
  grant_id uuid not null,
  request_id uuid not null,
  epoch text not null,
  entry_index bigint not null,
  leaf_hash text not null,
  officer_id text not null,
  device_id uuid not null,
  purpose_code text not null,
  field_groups text[] not null,
  person_ids text[] not null,
  is_again boolean not null,
  released_at timestamptz not null
);
create index releases_by_grant on releases (grant_id);
create index releases_by_officer on releases (officer_id, released_at);

-- Misses too. The criteria are one keyed hash, to tell a repeated question from another one.
create table lookups (
  lookup_id uuid primary key,
  epoch text not null,
  entry_index bigint not null,
  officer_id text not null,
  device_id uuid not null,
  purpose_code text not null,
  criteria_kinds text[] not null,
  criteria_hash text not null,
  outcome jsonb not null,
  answered_at timestamptz not null
);
create index lookups_by_officer on lookups (officer_id, answered_at);

-- Ids are the writer's own: a colleague who has seen one cannot take its place. The hash is of the signed payload, whose words are sealed.
create table operations (
  officer_id text not null,
  operation_id uuid not null,
  device_id uuid not null,
  kind text not null,
  content_hash text not null,
  received_at timestamptz not null,
  primary key (officer_id, operation_id)
);
create table notes (
  officer_id text not null,
  note_id uuid not null,
  operation_id uuid not null,
  household_id text not null references households,
  person_id text references people,
  written_at timestamptz not null,
  sealed bytea not null,
  primary key (officer_id, note_id),
  foreign key (officer_id, operation_id) references operations
);
create index notes_by_household on notes (household_id);
create index notes_by_person on notes (person_id);

grant select, insert on devices, device_replacements, releases, lookups, operations, notes to casement_vault;
grant select, insert, update (size, root, note, seen_at) on witnessed_checkpoints to casement_vault;
`
