import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/**
 * A statement for one member follows the person: looks are found by whom they were about, and who belonged to which household from when to when is
 * noted beside the facts, by record, since a household's masked record is about whoever stands in it at the time. Only the trigger writes it. Stays
 * that were there before count from the beginning: nothing says when they began.
 */
export const noteStays: Migration = {
  name: '0240-note-stays',
  async up(db) {
    await sql.raw(STATEMENTS).execute(db)
  },
}

const STATEMENTS = `
-- A small list of what waits: entries are written while officers wait.
create index ledger_openings_by_person on ledger_openings using gin (string_to_array(persons, ',')) with (gin_pending_list_limit = 256) where persons is not null;
create index access_list_items_by_person on access_list_items using gin (string_to_array(persons, ','));

create table household_stays (
  record_id text not null,
  household_id text not null,
  person_id text not null,
  since timestamptz not null,
  until timestamptz
);
create unique index household_stays_that_last on household_stays (record_id, household_id, person_id) where until is null;
create index household_stays_by_person on household_stays (person_id);
create index household_stays_by_household on household_stays (household_id);

create function members_of(facts text) returns setof text language sql immutable as $$
  select distinct m ->> 'personId' from json_array_elements(facts::json -> 'members') m
$$;

create function note_stays() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_op <> 'INSERT' then
    update household_stays s set until = clock_timestamp() where s.record_id = old.record_id and s.until is null
      and (tg_op = 'DELETE' or s.household_id <> new.household_id or s.person_id not in (select members_of(new.facts)));
  end if;
  if tg_op <> 'DELETE' then
    -- Nobody can have looked at a household before it was there.
    insert into household_stays
      select new.record_id, new.household_id, m, case when exists (select 1 from household_stays k where k.household_id = new.household_id) then clock_timestamp() else '-infinity' end
      from members_of(new.facts) m on conflict do nothing;
  end if;
  return null;
end $$;
create trigger household_facts_stays after insert or update or delete on household_facts for each row execute function note_stays();

insert into household_stays select f.record_id, f.household_id, m, '-infinity' from household_facts f cross join lateral members_of(f.facts) m;

revoke all on function members_of(text), note_stays() from public;
grant select on household_stays to casement_hub;
`
