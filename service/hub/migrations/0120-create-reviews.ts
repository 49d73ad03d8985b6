import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/**
 * Emergency access, reviews and their outcomes. Nothing is ever changed or removed: whether a review is open follows from its rows. Whoever
 * opened something cannot close its review whatever the service's code does, nor can a second account of the same person, nor anybody
 * who is no reviewer; an outcome without its entry in the ledger cannot be kept.
 */
export const createReviews: Migration = {
  name: '0120-create-reviews',
  async up(db) {
    await sql.raw(STATEMENTS).execute(db)
  },
}

const STATEMENTS = `
-- One more kind of entry, whatever kinds there are by now.
do $$
declare
  rule text;
begin
  select pg_get_expr(conbin, conrelid) into rule from pg_constraint where conrelid = 'ledger_entries'::regclass and conname = 'ledger_entries_kind_check';
  alter table ledger_entries drop constraint ledger_entries_kind_check;
  execute format('alter table ledger_entries add constraint ledger_entries_kind_check check ((%s) or kind = ''review'')', rule);
end $$;

-- Accounts that belong to one person, by an opaque id of that person. Nobody notes it of themselves.
create table officer_persons (
  officer_id text primary key references officers,
  person_ref text not null check (person_ref ~ '^[0-9a-f]{32}$'),
  noted_by text not null references officers,
  noted_at timestamptz not null,
  constraint nobody_notes_their_own check (officer_id <> noted_by)
);
create index officer_persons_by_person on officer_persons (person_ref);

create function is_same_person(a text, b text) returns boolean language sql stable security definer set search_path = public as $$
  select a = b or exists (select 1 from officer_persons x join officer_persons y using (person_ref) where x.officer_id = a and y.officer_id = b)
$$;

create table emergency_uses (
  request_id uuid primary key,
  officer_id text not null references officers,
  used_at timestamptz not null
);
create index emergency_uses_by_officer on emergency_uses (officer_id, used_at);

create table review_tasks (
  request_id uuid primary key,
  epoch text not null,
  entry_index bigint not null,
  officer_id text not null references officers,
  team text not null,
  district text not null,
  causes text[] not null check (cardinality(causes) > 0),
  factors text[] not null,
  score smallint not null,
  created_at timestamptz not null,
  foreign key (epoch, entry_index) references ledger_entries,
  unique (request_id, officer_id)
);
create index review_tasks_by_team on review_tasks (team, district, created_at);
create index review_tasks_by_officer on review_tasks (officer_id, created_at);

create table review_outcomes (
  request_id uuid not null,
  step text not null check (step in ('review', 'follow-up')),
  outcome_id uuid not null unique,
  officer_id text not null,
  reviewer_id text not null references officers,
  device_id uuid not null,
  outcome text not null check (outcome in ('justified', 'learning', 'concern')),
  epoch text not null,
  entry_index bigint not null,
  decided_at timestamptz not null,
  primary key (request_id, step),
  foreign key (request_id, officer_id) references review_tasks (request_id, officer_id),
  foreign key (epoch, entry_index) references ledger_entries,
  constraint nobody_reviews_their_own check (reviewer_id <> officer_id)
);
create index review_outcomes_by_reviewer on review_outcomes (reviewer_id, decided_at);

create function require_reviewer() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if is_same_person(new.reviewer_id, new.officer_id) then
    raise exception 'nobody reviews their own' using errcode = 'check_violation', constraint = 'nobody_reviews_their_own';
  end if;
  if not exists (select 1 from officers where officer_id = new.reviewer_id and role in ('supervisor', 'ig-lead')) then
    raise exception 'only a reviewer closes reviews' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger review_outcomes_guarded before insert on review_outcomes for each row execute function require_reviewer();

-- A decision by a second account of the requester is a decision by the requester.
create function require_other_person() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if is_same_person(new.approver_id, new.requester_id) then
    raise exception 'nobody decides their own' using errcode = 'check_violation', constraint = 'nobody_decides_their_own';
  end if;
  if exists (select 1 from access_decisions d where d.request_id = new.request_id and is_same_person(d.approver_id, new.approver_id)) then
    raise exception 'nobody decides twice' using errcode = 'unique_violation', constraint = 'nobody_decides_twice';
  end if;
  return new;
end $$;
create trigger access_decisions_guarded before insert on access_decisions for each row execute function require_other_person();

revoke all on function is_same_person(text, text), require_reviewer(), require_other_person() from public;
grant execute on function is_same_person(text, text) to casement_hub;
grant select, insert on officer_persons, emergency_uses, review_tasks, review_outcomes to casement_hub;
`
