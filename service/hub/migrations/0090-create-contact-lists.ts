import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/**
 * A contact list is an access request about several households: the same table, so that the same constraints hold (nobody decides their
 * own, nobody twice). Its households lie beside it, each with the opening of its own commitment; nothing is opened more often than counted.
 */
export const createContactLists: Migration = {
  name: '0090-create-contact-lists',
  async up(db) {
    await sql`
      alter table ledger_entries drop constraint ledger_entries_kind_check;
      alter table ledger_entries add constraint ledger_entries_kind_check check (kind in ('epoch-start', 'reveal', 'lookup', 'device-event', 'decision', 'list'));

      alter table access_requests alter column household_id drop not null;
      alter table access_requests add column kind text not null default 'reveal' check (kind in ('reveal', 'list'));
      alter table access_requests add constraint one_household_or_a_list check ((kind = 'list') = (household_id is null));

      create table access_list_items (
        request_id uuid not null,
        requester_id text not null,
        item text not null check (item ~ '^[0-9a-f]{64}$'),
        -- As the officer chose them; the leaf has them in an order that says nothing.
        position smallint not null,
        household_id text not null,
        persons text not null,
        persons_salt text not null,
        relationship text not null,
        primary key (request_id, item),
        unique (request_id, household_id),
        foreign key (request_id, requester_id) references access_requests (request_id, requester_id)
      );
      create index access_list_items_by_household on access_list_items (household_id);

      -- The reveals that a household of a list was opened by, one after the other.
      create table access_list_uses (
        request_id uuid not null,
        item text not null,
        nth smallint not null check (nth between 1 and 5),
        reveal_id uuid not null unique,
        used_at timestamptz not null,
        primary key (request_id, item, nth),
        foreign key (request_id, item) references access_list_items
      );

      grant select, insert on access_list_items, access_list_uses to casement_hub;
    `.execute(db)
  },
}
