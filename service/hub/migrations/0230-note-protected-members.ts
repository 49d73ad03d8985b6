import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/**
 * Who stands in a protected record, by record. Sources do not always agree where somebody lives: with another household, of which no record
 * is protected, they are no less protected. Only the trigger writes it.
 */
export const noteProtectedMembers: Migration = {
  name: '0230-note-protected-members',
  async up(db) {
    await sql.raw(STATEMENTS).execute(db)
  },
}

const STATEMENTS = `
create table protected_members (
  record_id text not null,
  person_id text not null,
  primary key (record_id, person_id)
);
create index protected_members_by_person on protected_members (person_id);

create function protected_members_of(facts jsonb) returns setof text language sql immutable as $$
  select distinct m ->> 'personId' from jsonb_array_elements(facts -> 'members') m where (facts ->> 'isProtected')::boolean
$$;

create function note_protected_members() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_op <> 'INSERT' then
    delete from protected_members where record_id = old.record_id;
  end if;
  -- Few records are: the others are not parsed.
  if tg_op <> 'DELETE' and position('"isProtected":true' in new.facts) > 0 then
    insert into protected_members select new.record_id, p from protected_members_of(new.facts::jsonb) p;
  end if;
  return null;
end $$;
create trigger household_facts_protect after insert or update or delete on household_facts for each row execute function note_protected_members();

insert into protected_members select f.record_id, p from household_facts f cross join lateral protected_members_of(f.facts::jsonb) p where position('"isProtected":true' in f.facts) > 0;

revoke all on function protected_members_of(jsonb), note_protected_members() from public;
grant select on protected_members to casement_hub;
`
