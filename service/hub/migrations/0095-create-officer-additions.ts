import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/** A new officer is a row here, and the row makes them: the service's own role can insert no officer, and whoever adds one is an administrator at that moment. */
export const createOfficerAdditions: Migration = {
  name: '0095-create-officer-additions',
  async up(db) {
    await sql`
      create table officer_additions (
        officer_id text primary key,
        display_name text not null check (char_length(display_name) between 1 and 80),
        role text not null check (role in ('officer', 'outreach', 'supervisor', 'ig-lead', 'admin')),
        team text not null,
        district text not null,
        added_by text not null references officers,
        added_at timestamptz not null
      );
      create function apply_officer_addition() returns trigger language plpgsql security definer set search_path = public as $$
        begin
          perform 1 from officers where officer_id = new.added_by for share;
          if not exists (select 1 from officers where officer_id = new.added_by and role = 'admin') then
            raise exception 'only an administrator adds officers' using errcode = 'insufficient_privilege';
          end if;
          insert into officers (officer_id, display_name, role, team, district) values (new.officer_id, new.display_name, new.role, new.team, new.district)
            on conflict do nothing;
          -- Known already: no row here either, which the service sees.
          if not found then return null; end if;
          return new;
        end $$;
      create trigger officer_additions_applied before insert on officer_additions for each row execute function apply_officer_addition();
      grant select, insert on officer_additions to casement_hub;
    `.execute(db)
  },
}
