import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/**
 * Households that are not for an officer, because somebody of their own circle lives there: pseudonyms only, as the controller's courier
 * brings them from the vault. A household that comes or goes is a change in the feed, so that the officer's laptop lets it go or gets it back.
 */
export const createCircle: Migration = {
  name: '0112-create-circle',
  async up(db) {
    await sql.raw(STATEMENTS).execute(db)
  },
}

const STATEMENTS = `
create table circle_exclusions (
  officer_id text not null references officers,
  household_id text not null,
  noted_at timestamptz not null,
  -- Changes of later transactions are no longer this officer's to hear of.
  xid xid8 not null default pg_current_xact_id(),
  primary key (officer_id, household_id)
);
create index circle_exclusions_by_household on circle_exclusions (household_id);

-- Of which moment the list is: an older one that comes late changes nothing.
create table circle_state (
  is_only boolean primary key default true check (is_only),
  as_of timestamptz not null
);

create function note_circle_change() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into changes (household_id, previous_district, previous_team, previous_officer, previous_promised, previous_band, previous_allocated_district, previous_referred_team, previous_referred_district)
    select household_id, district, allocated_team, allocated_officer, promised_officer, band, allocated_district, referred_team, referred_district
    from households where household_id = coalesce(new.household_id, old.household_id);
  return null;
end $$;
create trigger circle_exclusions_in_feed after insert or delete on circle_exclusions for each row execute function note_circle_change();

grant select, insert, delete on circle_exclusions to casement_hub;
grant select, insert, update on circle_state to casement_hub;
`
