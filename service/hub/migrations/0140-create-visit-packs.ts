import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/**
 * A visit pack is a list for an outing: each household has a reason of its own, and whatever the pack opens is sealed beforehand. Each seal
 * is a numbered permit, kept with the grant: the hub can ask after every one of them.
 */
export const createVisitPacks: Migration = {
  name: '0140-create-visit-packs',
  async up(db) {
    await sql`
      alter table access_list_items add column reason text, add column reason_salt text;
      alter table access_list_items add constraint reason_with_salt check ((reason is null) = (reason_salt is null));

      create table visit_permits (
        request_id uuid not null,
        number smallint not null check (number >= 1),
        item text not null,
        reveal_id uuid not null unique,
        sealed_at timestamptz not null,
        primary key (request_id, number),
        foreign key (request_id, item) references access_list_items
      );
      grant select, insert on visit_permits to casement_hub;
    `.execute(db)
  },
}
