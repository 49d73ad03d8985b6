import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/** Review finds decisions and contact lists too: what was decided, and about how many households. Facts noted before are completed. */
export const noteDecisionsAndLists: Migration = {
  name: '0091-note-decisions-and-lists',
  async up(db) {
    await sql.raw(STATEMENTS).execute(db)
  },
}

const STATEMENTS = `
alter table ledger_facts add column decision text, add column households integer;

-- Beside the function that reads the other facts: whatever that becomes, these are read here.
create function note_decision_fact() returns trigger language plpgsql security definer set search_path = public as $$
declare
  payload jsonb;
begin
  begin
    select convert_from(e.leaf, 'UTF8')::jsonb -> 'payload' into payload from ledger_entries e where e.epoch = new.epoch and e.entry_index = new.entry_index;
    new.decision := payload ->> 'decision';
    new.households := jsonb_array_length(payload -> 'items');
  exception when data_exception then null;
  end;
  return new;
end $$;
create trigger ledger_facts_decided before insert on ledger_facts for each row when (new.kind in ('decision', 'list')) execute function note_decision_fact();
revoke all on function note_decision_fact() from public;

update ledger_facts f set decision = convert_from(e.leaf, 'UTF8')::jsonb #>> '{payload,decision}'
  from ledger_entries e where e.epoch = f.epoch and e.entry_index = f.entry_index and f.kind = 'decision';
`
