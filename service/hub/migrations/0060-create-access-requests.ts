import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/**
 * Access requests and what became of them. Nothing is ever changed or removed: where a request stands follows from its rows. Nobody
 * decides their own, nobody counts twice and nothing is opened twice whatever the service's code does; a decision without its entry in
 * the ledger cannot be kept.
 */
export const createAccessRequests: Migration = {
  name: '0060-create-access-requests',
  async up(db) {
    await sql`
      alter table ledger_entries drop constraint ledger_entries_kind_check;
      alter table ledger_entries add constraint ledger_entries_kind_check check (kind in ('epoch-start', 'reveal', 'lookup', 'device-event', 'decision'));

      create table access_requests (
        request_id uuid primary key,
        epoch text not null,
        entry_index bigint not null,
        requester_id text not null references officers,
        requester_team text not null,
        household_id text not null,
        purpose_code text not null,
        field_groups text[] not null,
        open_for_minutes smallint not null,
        approvals_needed smallint not null check (approvals_needed in (1, 2)),
        relationship text not null,
        requested_at timestamptz not null,
        expires_at timestamptz not null,
        foreign key (epoch, entry_index) references ledger_entries,
        unique (request_id, requester_id)
      );
      create index access_requests_by_requester on access_requests (requester_id, requested_at);
      create index access_requests_by_time on access_requests (expires_at);

      create table access_decisions (
        decision_id uuid primary key,
        request_id uuid not null,
        requester_id text not null,
        approver_id text not null references officers,
        device_id uuid not null,
        decision text not null check (decision in ('approve', 'narrow', 'decline')),
        field_groups text[] not null,
        open_for_minutes smallint not null,
        epoch text not null,
        entry_index bigint not null,
        decided_at timestamptz not null,
        foreign key (request_id, requester_id) references access_requests (request_id, requester_id),
        foreign key (epoch, entry_index) references ledger_entries,
        constraint nobody_decides_their_own check (approver_id <> requester_id),
        constraint nobody_decides_twice unique (request_id, approver_id)
      );
      create index access_decisions_by_approver on access_decisions (approver_id, decided_at);

      create table access_cancellations (
        request_id uuid primary key,
        requester_id text not null,
        cancelled_at timestamptz not null,
        foreign key (request_id, requester_id) references access_requests (request_id, requester_id)
      );

      -- The one reveal that an approval was used for.
      create table access_uses (
        request_id uuid primary key,
        requester_id text not null,
        reveal_id uuid not null unique,
        used_at timestamptz not null,
        foreign key (request_id, requester_id) references access_requests (request_id, requester_id)
      );

      grant select, insert on access_requests, access_decisions, access_cancellations, access_uses to casement_hub;
    `.execute(db)
  },
}
