import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/**
 * A change of role, team or district is a row here, and the row makes the change: the service cannot change an officer in any other way,
 * nobody changes themselves, and whoever does it is an administrator at that moment, whatever the service believes.
 */
export const createOfficerChanges: Migration = {
  name: '0072-create-officer-changes',
  async up(db) {
    await sql`
      create table officer_changes (
        change_id bigserial primary key,
        officer_id text not null references officers,
        changed_by text not null references officers,
        role text not null check (role in ('officer', 'outreach', 'supervisor', 'ig-lead', 'admin')),
        team text not null,
        district text not null,
        previous_role text,
        previous_team text,
        previous_district text,
        changed_at timestamptz not null,
        constraint nobody_changes_their_own check (officer_id <> changed_by)
      );
      create index officer_changes_by_officer on officer_changes (officer_id, changed_at);

      create function apply_officer_change() returns trigger language plpgsql security definer set search_path = public as $$
        begin
          -- Of two administrators who change each other, one comes second, and is none any more.
          perform 1 from officers where officer_id in (new.officer_id, new.changed_by) order by officer_id for update;
          if not exists (select 1 from officers where officer_id = new.changed_by and role = 'admin') then
            raise exception 'only an administrator changes officers' using errcode = 'insufficient_privilege';
          end if;
          select role, team, district into new.previous_role, new.previous_team, new.previous_district from officers where officer_id = new.officer_id;
          update officers set role = new.role, team = new.team, district = new.district where officer_id = new.officer_id;
          return new;
        end $$;
      create trigger officer_changes_applied before insert on officer_changes for each row execute function apply_officer_change();

      grant select, insert on officer_changes to casement_hub;
      grant usage on sequence officer_changes_change_id_seq to casement_hub;
    `.execute(db)
  },
}
