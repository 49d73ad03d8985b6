import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/** Search finds reviews too: what came of each, and at which step. Facts noted before are completed. */
export const noteReviewOutcomes: Migration = {
  name: '0102-note-review-outcomes',
  async up(db) {
    await sql.raw(STATEMENTS).execute(db)
  },
}

const STATEMENTS = `
alter table ledger_facts add column review_step text;

-- Beside the functions that read the other facts: whatever those become, these are read here.
create function note_review_fact() returns trigger language plpgsql security definer set search_path = public as $$
declare
  payload jsonb;
begin
  begin
    select convert_from(e.leaf, 'UTF8')::jsonb -> 'payload' into payload from ledger_entries e where e.epoch = new.epoch and e.entry_index = new.entry_index;
    new.decision := payload ->> 'outcome';
    new.review_step := payload ->> 'step';
  exception when data_exception then null;
  end;
  return new;
end $$;
create trigger ledger_facts_reviewed before insert on ledger_facts for each row when (new.kind = 'review') execute function note_review_fact();
revoke all on function note_review_fact() from public;

update ledger_facts f set decision = convert_from(e.leaf, 'UTF8')::jsonb #>> '{payload,outcome}', review_step = convert_from(e.leaf, 'UTF8')::jsonb #>> '{payload,step}'
  from ledger_entries e where e.epoch = f.epoch and e.entry_index = f.entry_index and f.kind = 'review';
`
