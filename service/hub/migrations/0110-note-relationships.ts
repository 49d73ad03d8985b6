import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/**
 * The third form of a reveal request: its two further openings, and relationship and emergency as facts of review. As before, only the
 * trigger writes a fact. Facts of older entries keep null: they said nothing of either.
 */
export const noteRelationships: Migration = {
  name: '0110-note-relationships',
  async up(db) {
    await sql.raw(STATEMENTS).execute(db)
  },
}

const STATEMENTS = `
alter table ledger_openings add column linked text, add column linked_salt text, add column authority text, add column authority_salt text;
alter table ledger_facts add column relationship text, add column emergency boolean;

create or replace function ledger_fact_of(opening ledger_openings) returns ledger_facts language plpgsql security definer set search_path = public as $$
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
    fact.relationship := payload ->> 'relationship';
    fact.emergency := (payload ->> 'emergency')::boolean;
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
`
