import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/**
 * Coded facts as intake sent them, the household document made of them, contacts, and the change feed. A change carries its
 * transaction id: a sequence alone loses rows whose transaction commits after a later number was read (design §6).
 */
export const createHouseholds: Migration = {
  name: '0020-create-households',
  async up(db) {
    await sql`
      create table household_facts (
        record_id text primary key,
        source text not null,
        household_id text not null,
        hash text not null,
        facts text not null
      );
      create index household_facts_by_household on household_facts (household_id);

      create table households (
        household_id text primary key,
        reference text not null,
        district text not null,
        allocated_team text,
        allocated_officer text,
        promised_officer text,
        band text not null,
        priority smallint not null,
        version integer not null,
        content_hash text not null,
        document text not null
      );
      create index households_by_reference on households (reference);
      create index households_by_team on households (district, allocated_team, priority, household_id);
      create index households_by_band on households (district, band, priority, household_id);
      create index households_by_officer on households (allocated_officer, priority, household_id) where allocated_officer is not null;
      create index households_by_promise on households (promised_officer, priority, household_id) where promised_officer is not null;

      create table contacts (
        contact_id uuid primary key,
        household_id text not null,
        contacted_at timestamptz not null,
        contact text not null
      );
      create index contacts_by_household on contacts (household_id, contacted_at);

      create table operations (
        operation_id uuid primary key,
        device_id uuid not null,
        officer_id text not null,
        kind text not null,
        content_hash text not null,
        received_at timestamptz not null default now()
      );

      create table changes (
        seq bigserial primary key,
        xid xid8 not null default pg_current_xact_id(),
        household_id text,
        because text check (because in ('scope', 'restriction', 'erasure', 'retention')),
        previous_district text,
        previous_team text,
        previous_officer text,
        previous_promised text,
        previous_band text,
        rescoped_officer text,
        check ((household_id is null) <> (rescoped_officer is null))
      );
      create index changes_in_order on changes (xid, seq);
      create index changes_of_officers on changes (rescoped_officer, xid) where rescoped_officer is not null;

      create function note_rescoped_officer() returns trigger language plpgsql security definer set search_path = public as $$
        begin
          if (old.role, old.team, old.district) is distinct from (new.role, new.team, new.district) then
            insert into changes (rescoped_officer) values (new.officer_id);
          end if;
          return new;
        end $$;
      create trigger officers_rescoped after update on officers for each row execute function note_rescoped_officer();

      create table household_accesses (
        access_id bigserial primary key,
        officer_id text not null,
        device_id uuid not null,
        household_id text,
        outcome text not null check (outcome in ('opened', 'missed')),
        accessed_at timestamptz not null,
        check ((outcome = 'opened') = (household_id is not null))
      );
      create index household_accesses_by_household on household_accesses (household_id, accessed_at);
      create index household_accesses_by_officer on household_accesses (officer_id, outcome, accessed_at);

      grant select, insert, update, delete on household_facts, households to casement_hub;
      grant select, insert on contacts, operations, changes, household_accesses to casement_hub;
      grant usage on sequence changes_seq_seq, household_accesses_access_id_seq to casement_hub;
    `.execute(db)
  },
}
