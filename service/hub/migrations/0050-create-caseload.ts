import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/**
 * Who works which household. `allocations` holds the present place of a household, `next_actions` what was set or completed without a
 * contact, `referrals` one row each (one pending a household, by constraint), `caseload_events` the ordinary audit trail: every act,
 * applied or refused, who, when and what; the service may add to it and read it, never change it.
 */
export const createCaseload: Migration = {
  name: '0050-create-caseload',
  async up(db) {
    await sql`
      create table allocations (
        household_id text primary key,
        allocation_id uuid not null,
        officer_id text references officers,
        team text,
        district text,
        allocation text not null,
        check ((team is null) = (district is null))
      );

      create table next_actions (
        action_id uuid primary key,
        household_id text not null,
        action text not null
      );
      create index next_actions_by_household on next_actions (household_id);

      create table referrals (
        referral_id uuid primary key,
        household_id text not null,
        from_team text not null,
        from_district text not null,
        to_team text not null,
        to_district text not null,
        state text not null check (state in ('pending', 'accepted', 'declined', 'withdrawn')),
        changed_at timestamptz not null,
        referral text not null,
        check ((from_team, from_district) <> (to_team, to_district))
      );
      create unique index referrals_pending on referrals (household_id) where state = 'pending';
      create index referrals_by_household on referrals (household_id, changed_at);
      create index referrals_sent on referrals (from_district, from_team, changed_at);
      create index referrals_received on referrals (to_district, to_team, changed_at);

      create table caseload_events (
        event_id bigserial primary key,
        operation_id uuid not null,
        household_id text not null,
        officer_id text not null,
        device_id uuid not null,
        act text not null,
        done_at timestamptz not null,
        received_at timestamptz not null default now(),
        outcome text not null check (outcome in ('applied', 'refused')),
        code text,
        rule text,
        from_officer text,
        to_officer text,
        to_team text,
        to_district text,
        referral_id uuid,
        reason text,
        check ((outcome = 'refused') = (code is not null))
      );
      create index caseload_events_by_household on caseload_events (household_id, event_id);
      create index caseload_events_by_officer on caseload_events (officer_id, event_id);

      alter table households add column allocated_district text, add column referred_team text, add column referred_district text;
      create index households_by_place on households (allocated_district, allocated_team, priority, household_id) where allocated_district is not null;
      create index households_by_referral on households (referred_district, referred_team, priority, household_id) where referred_team is not null;
      alter table changes add column previous_allocated_district text, add column previous_referred_team text, add column previous_referred_district text;

      grant select, insert, update on allocations, referrals to casement_hub;
      grant select, insert on next_actions, caseload_events to casement_hub;
      grant usage on sequence caseload_events_event_id_seq to casement_hub;
    `.execute(db)
  },
}
