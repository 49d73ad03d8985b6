import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/**
 * The access ledger, one for each epoch. The service may insert and read, never change or remove: what an administrator changes
 * past that, the signed checkpoints show. Openings lie apart with a retention of their own, so that erasure keeps the proof.
 */
export const createLedger: Migration = {
  name: '0030-create-ledger',
  async up(db) {
    await sql`
      create table epochs (
        epoch text primary key check (epoch ~ '^[0-9a-z]{8,32}$'),
        previous text,
        database_identity text not null,
        started_at timestamptz not null
      );

      create table ledger_entries (
        epoch text not null references epochs,
        entry_index bigint not null check (entry_index >= 0),
        entry_key text not null,
        kind text not null check (kind in ('epoch-start', 'reveal', 'lookup', 'device-event')),
        leaf bytea not null,
        leaf_hash bytea not null check (length(leaf_hash) = 32),
        device_id uuid,
        flag text check (flag in ('request-unknown')),
        entered_at timestamptz not null default now(),
        primary key (epoch, entry_index),
        unique (epoch, entry_key)
      );

      create index ledger_events_by_device on ledger_entries (device_id, entered_at) where kind = 'device-event';
      create index ledger_entries_flagged on ledger_entries (epoch, entry_index) where flag is not null;

      create table ledger_openings (
        epoch text not null,
        entry_index bigint not null,
        officer_id text not null,
        officer_salt text,
        household_id text,
        persons text,
        persons_salt text,
        reason text,
        reason_salt text,
        primary key (epoch, entry_index),
        foreign key (epoch, entry_index) references ledger_entries
      );
      create index ledger_openings_by_household on ledger_openings (household_id);
      create index ledger_openings_by_officer on ledger_openings (officer_id);

      create table ledger_checkpoints (
        epoch text not null references epochs,
        size bigint not null,
        root bytea not null check (length(root) = 32),
        note text not null,
        signed_at timestamptz not null,
        primary key (epoch, size)
      );

      grant select, insert on epochs, ledger_entries, ledger_openings, ledger_checkpoints to casement_hub;
    `.execute(db)
  },
}
