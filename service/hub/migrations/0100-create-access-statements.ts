import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/**
 * Statements for residents of who looked. Nothing is ever changed or removed: whether one is in hand, waits for a second person or is issued
 * follows from its rows. Whatever the service's code does, nobody confirms what they proposed, nor does a second account of theirs, nor
 * anybody about a look of their own; and nothing is issued while a proposal is undecided, or with what was confirmed as left out in it.
 */
export const createAccessStatements: Migration = {
  name: '0100-create-access-statements',
  async up(db) {
    await sql.raw(STATEMENTS).execute(db)
  },
}

const STATEMENTS = `
create table access_statements (
  statement_id uuid primary key,
  household_id text not null,
  reference text not null,
  person_id text,
  person_role text,
  person_age_band text,
  from_day date,
  to_day date not null,
  as_of timestamptz not null,
  prepared_by text not null references officers,
  device_id uuid not null,
  check ((person_id is null) = (person_role is null) and (person_id is null) = (person_age_band is null)),
  check (from_day is null or from_day <= to_day)
);
create index access_statements_in_order on access_statements (as_of);

create table statement_omissions (
  proposal_id uuid primary key,
  statement_id uuid not null references access_statements,
  proposed_by text not null references officers,
  device_id uuid not null,
  ground text not null check (ground in ('harm-health', 'harm-social-work', 'harm-education', 'child-abuse', 'crime', 'others', 'public-protection', 'prohibited')),
  words text not null check (length(btrim(words)) between 1 and 500),
  lines text[] not null check (cardinality(lines) between 1 and 1000),
  proposed_at timestamptz not null,
  unique (proposal_id, proposed_by)
);
create index statement_omissions_by_statement on statement_omissions (statement_id);

create table statement_omission_decisions (
  proposal_id uuid primary key,
  proposed_by text not null,
  decided_by text not null references officers,
  device_id uuid not null,
  outcome text not null check (outcome in ('confirmed', 'declined')),
  words text not null check (length(btrim(words)) between 1 and 500),
  decided_at timestamptz not null,
  foreign key (proposal_id, proposed_by) references statement_omissions (proposal_id, proposed_by),
  constraint nobody_confirms_their_own check (decided_by <> proposed_by)
);

create table statement_issues (
  statement_id uuid primary key references access_statements,
  issued_by text not null references officers,
  device_id uuid not null,
  document text not null,
  document_hash text not null check (document_hash ~ '^[0-9a-f]{64}$'),
  lines integer not null check (lines >= 0),
  left_out integer not null check (left_out >= 0),
  issued_at timestamptz not null
);

-- Whose look a line is: an entry by epoch and index, or an opening in the ordinary access log. Null: no such line.
create function officer_of_line(line text) returns text language sql stable security definer set search_path = public as $$
  select case
    when line ~ '^r-[0-9a-z]{8,32}-[0-9]{1,12}$' then (select f.officer_id from ledger_facts f where f.epoch = split_part(line, '-', 2) and f.entry_index = split_part(line, '-', 3)::bigint)
    when line ~ '^o-[0-9]{1,15}$' then (select a.officer_id from household_accesses a where a.access_id = split_part(line, '-', 2)::bigint)
  end
$$;

-- In a language that reads its names when it is called: a new database makes is_same_person only later (0120).
create function has_own_look(lines text[], who text) returns boolean language plpgsql stable security definer set search_path = public as $$
begin
  return exists (select 1 from unnest(lines) line where is_same_person(officer_of_line(line), who));
end $$;

create function require_open_statement() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform 1 from access_statements s where s.statement_id = new.statement_id for update;
  if exists (select 1 from statement_issues i where i.statement_id = new.statement_id) then
    raise exception 'it is issued' using errcode = 'check_violation', constraint = 'nothing_after_the_issue';
  end if;
  if not exists (select 1 from officers where officer_id = new.proposed_by and role = 'ig-lead') then
    raise exception 'only an information governance lead leaves lines out' using errcode = 'insufficient_privilege';
  end if;
  if exists (select 1 from unnest(new.lines) line where officer_of_line(line) is null) then
    raise exception 'there is no such line' using errcode = 'check_violation', constraint = 'lines_exist';
  end if;
  if has_own_look(new.lines, new.proposed_by) then
    raise exception 'nobody leaves out a look of their own' using errcode = 'check_violation', constraint = 'nobody_leaves_out_their_own';
  end if;
  return new;
end $$;
create trigger statement_omissions_guarded before insert on statement_omissions for each row execute function require_open_statement();

create function require_second_lead() returns trigger language plpgsql security definer set search_path = public as $$
declare
  proposal statement_omissions;
begin
  select * into proposal from statement_omissions o where o.proposal_id = new.proposal_id;
  if is_same_person(new.decided_by, proposal.proposed_by) then
    raise exception 'nobody confirms their own' using errcode = 'check_violation', constraint = 'nobody_confirms_their_own';
  end if;
  if not exists (select 1 from officers where officer_id = new.decided_by and role = 'ig-lead') then
    raise exception 'only an information governance lead decides what is left out' using errcode = 'insufficient_privilege';
  end if;
  if has_own_look(proposal.lines, new.decided_by) then
    raise exception 'nobody leaves out a look of their own' using errcode = 'check_violation', constraint = 'nobody_leaves_out_their_own';
  end if;
  return new;
end $$;
create trigger statement_omission_decisions_guarded before insert on statement_omission_decisions for each row execute function require_second_lead();

create function require_decided_omissions() returns trigger language plpgsql security definer set search_path = public as $$
declare
  gone text[];
begin
  perform 1 from access_statements s where s.statement_id = new.statement_id for update;
  if not exists (select 1 from officers where officer_id = new.issued_by and role = 'ig-lead') then
    raise exception 'only an information governance lead issues a statement' using errcode = 'insufficient_privilege';
  end if;
  if exists (select 1 from statement_omissions o left join statement_omission_decisions d using (proposal_id) where o.statement_id = new.statement_id and d.proposal_id is null) then
    raise exception 'a second person has not decided' using errcode = 'check_violation', constraint = 'every_omission_is_decided';
  end if;
  select coalesce(array_agg(distinct line), '{}') into gone
    from statement_omissions o join statement_omission_decisions d using (proposal_id) cross join unnest(o.lines) line where o.statement_id = new.statement_id and d.outcome = 'confirmed';
  if new.left_out <> cardinality(gone) then
    raise exception 'only what was confirmed is left out' using errcode = 'check_violation', constraint = 'only_the_confirmed_is_left_out';
  end if;
  return new;
end $$;
create trigger statement_issues_guarded before insert on statement_issues for each row execute function require_decided_omissions();

revoke all on function officer_of_line(text), has_own_look(text[], text), require_open_statement(), require_second_lead(), require_decided_omissions() from public;
grant execute on function has_own_look(text[], text) to casement_hub;
grant select, insert on access_statements, statement_omissions, statement_omission_decisions, statement_issues to casement_hub;
`
