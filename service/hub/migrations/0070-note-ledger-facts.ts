import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/**
 * What review asks of an entry, read out of its leaf once, beside the officer's role, team and district of that moment. Only the trigger
 * writes it: the service can neither put a fact there nor take one away, and the leaf stays the evidence. Goes with its opening.
 */
export const noteLedgerFacts: Migration = {
  name: '0070-note-ledger-facts',
  async up(db) {
    await sql.raw(STATEMENTS).execute(db)
  },
}

const STATEMENTS = `
create table ledger_facts (
  epoch text not null,
  entry_index bigint not null,
  kind text not null,
  officer_id text not null,
  role text,
  team text,
  district text,
  household_id text,
  request_id uuid,
  purpose_code text,
  purpose_version integer,
  field_groups text[] not null,
  criteria text[] not null,
  event text,
  field_group text,
  entered_at timestamptz not null,
  primary key (epoch, entry_index),
  foreign key (epoch, entry_index) references ledger_openings on delete cascade
);
create index ledger_facts_in_order on ledger_facts (entered_at, epoch, entry_index);
create index ledger_facts_by_household on ledger_facts (household_id, entered_at) where household_id is not null;
create index ledger_facts_by_request on ledger_facts (request_id) where request_id is not null;
create index ledger_facts_by_officer on ledger_facts (officer_id, entered_at);
create index ledger_facts_by_team on ledger_facts (team, district, entered_at);

create function ledger_fact_of(opening ledger_openings) returns ledger_facts language plpgsql security definer set search_path = public as $$
declare
  entry ledger_entries;
  who officers;
  payload jsonb;
  fact ledger_facts;
begin
  select * into entry from ledger_entries e where e.epoch = opening.epoch and e.entry_index = opening.entry_index;
  select * into who from officers o where o.officer_id = opening.officer_id;
  fact.epoch := opening.epoch;
  fact.entry_index := opening.entry_index;
  fact.kind := entry.kind;
  fact.officer_id := opening.officer_id;
  fact.role := who.role;
  fact.team := who.team;
  fact.district := who.district;
  fact.household_id := opening.household_id;
  fact.field_groups := '{}';
  fact.criteria := '{}';
  fact.entered_at := entry.entered_at;
  -- A leaf that cannot be read is entered all the same: whether it is a good one was the service's business.
  begin
    payload := convert_from(entry.leaf, 'UTF8')::jsonb -> 'payload';
    fact.request_id := coalesce(payload ->> 'requestId', payload ->> 'lookupId')::uuid;
    fact.purpose_code := payload #>> '{purpose,code}';
    fact.purpose_version := (payload #>> '{purpose,version}')::integer;
    fact.field_groups := array(select jsonb_array_elements_text(payload -> 'fieldGroups'));
    fact.criteria := array(select jsonb_array_elements_text(payload -> 'criteria'));
    fact.event := payload ->> 'event';
    fact.field_group := payload ->> 'fieldGroup';
  exception when data_exception then null;
  end;
  -- An event belongs to the household of the request it names, when that request is the same officer's.
  if entry.kind = 'device-event' and fact.request_id is not null then
    select asked.household_id into fact.household_id
      from epochs join ledger_entries e using (epoch) join ledger_openings asked using (epoch, entry_index)
      where e.entry_key = 'reveal:' || fact.request_id::text and asked.officer_id = opening.officer_id
      order by epochs.started_at desc limit 1;
  end if;
  return fact;
end $$;

create function note_ledger_fact() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into ledger_facts select f.* from ledger_fact_of(new) f;
  return new;
end $$;
create trigger ledger_openings_noted after insert on ledger_openings for each row execute function note_ledger_fact();

insert into ledger_facts select f.* from ledger_openings o cross join lateral ledger_fact_of(o) f;

revoke all on function ledger_fact_of(ledger_openings), note_ledger_fact() from public;
grant select on ledger_facts to casement_hub;

-- Who opened a masked household, as what they were then.
alter table household_accesses add column officer_role text, add column officer_team text, add column officer_district text;
create function note_access_role() returns trigger language plpgsql security definer set search_path = public as $$
begin
  select role, team, district into new.officer_role, new.officer_team, new.officer_district from officers where officer_id = new.officer_id;
  return new;
end $$;
create trigger household_accesses_noted before insert on household_accesses for each row execute function note_access_role();
`
