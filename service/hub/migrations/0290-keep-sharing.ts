import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/** Every version of the sharing agreement that the hub worked with, as it was signed and since when: what a role saw on a day can be read later. Nothing of it is changed or removed by the hub. */
export const keepSharing: Migration = {
  name: '0290-keep-sharing',
  async up(db) {
    await sql.raw(SHARING).execute(db)
  },
}

const SHARING = `
alter table signed_serials drop constraint signed_serials_what_check;
alter table signed_serials add constraint signed_serials_what_check check (what in ('key-bundle', 'purposes', 'sharing-agreement'));
create table sharing_agreements (
  -- The controller root that it goes back to: another root counts from the beginning.
  root text not null,
  serial integer not null check (serial > 0),
  jws text not null,
  since timestamptz not null,
  primary key (root, serial)
);
grant select, insert on sharing_agreements to casement_hub;
`
