import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/**
 * What officers recorded of safe contact and risk to staff. `household_safety` holds what stands with what is not settled (SafetySchema as
 * JSON); `safety_events` is its ordinary audit trail, which the service may add to and read, never change.
 */
export const createSafety: Migration = {
  name: '0160-create-safety',
  async up(db) {
    await sql`
      create table household_safety (
        household_id text primary key,
        safety text not null
      );

      create table safety_events (
        event_id bigserial primary key,
        operation_id uuid not null,
        household_id text not null,
        officer_id text not null,
        device_id uuid not null,
        field text not null check (field in ('safeContact', 'riskToStaff')),
        base text[] not null,
        value text[] not null,
        settles uuid,
        done_at timestamptz not null,
        received_at timestamptz not null default now(),
        outcome text not null check (outcome in ('applied', 'refused')),
        code text,
        rule text,
        stood text[] not null,
        stands text[] not null,
        is_conflict boolean not null,
        check ((outcome = 'refused') = (code is not null))
      );
      create index safety_events_by_household on safety_events (household_id, event_id);

      grant select, insert, update on household_safety to casement_hub;
      grant select, insert on safety_events to casement_hub;
      grant usage on sequence safety_events_event_id_seq to casement_hub;
    `.execute(db)
  },
}
