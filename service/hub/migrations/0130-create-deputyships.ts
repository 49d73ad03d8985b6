import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/**
 * Who stands in for a supervisor, and for how long. Nothing is ever changed or removed: a deputyship that ends early gets a row that says so.
 * Whatever the service's code does, a deputy names no deputy, nobody stands in for themselves under another account, and whoever is no
 * supervisor decides only under a deputyship that holds, of a team that the request is about, and never for whoever named them.
 */
export const createDeputyships: Migration = {
  name: '0130-create-deputyships',
  async up(db) {
    await sql.raw(STATEMENTS).execute(db)
  },
}

const STATEMENTS = `
create table deputyships (
  deputyship_id uuid primary key,
  supervisor_id text not null references officers,
  deputy_id text not null references officers,
  team text not null,
  district text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  named_from uuid not null,
  named_at timestamptz not null,
  constraint nobody_stands_in_for_themselves check (supervisor_id <> deputy_id),
  constraint deputyships_are_short check (ends_at > starts_at and ends_at <= starts_at + interval '28 days 1 hour'),
  constraint deputyships_begin_when_named check (starts_at >= named_at)
);
create index deputyships_by_supervisor on deputyships (supervisor_id, ends_at);
create index deputyships_by_deputy on deputyships (deputy_id, ends_at);
create index deputyships_by_district on deputyships (district, ends_at);

create table deputyship_ends (
  deputyship_id uuid primary key references deputyships,
  ended_by text not null references officers,
  ended_at timestamptz not null
);

create view held_deputyships as
  select d.*, least(d.ends_at, coalesce(e.ended_at, d.ends_at)) as held_until from deputyships d left join deputyship_ends e using (deputyship_id);

create function require_sound_deputyship() returns trigger language plpgsql security definer set search_path = public as $$
declare
  namer officers;
  deputy officers;
begin
  -- Of two who name each other at once, one comes second.
  perform pg_advisory_xact_lock(4761300);
  select * into namer from officers where officer_id = new.supervisor_id;
  select * into deputy from officers where officer_id = new.deputy_id;
  if is_same_person(new.supervisor_id, new.deputy_id) then
    raise exception 'nobody stands in for themselves' using errcode = 'check_violation', constraint = 'nobody_stands_in_for_themselves';
  end if;
  if namer.role is distinct from 'supervisor' or namer.team <> new.team or namer.district <> new.district then
    raise exception 'only a supervisor names a deputy, for their own team' using errcode = 'insufficient_privilege';
  end if;
  if deputy.role not in ('officer', 'supervisor') or deputy.district <> new.district then
    raise exception 'only an officer or a supervisor of the district stands in' using errcode = 'insufficient_privilege';
  end if;
  if exists (
    select 1 from held_deputyships h where h.starts_at < new.ends_at and h.held_until > new.starts_at
      and (is_same_person(h.deputy_id, new.supervisor_id) or is_same_person(h.supervisor_id, new.deputy_id))
  ) then
    raise exception 'a deputy names no deputy' using errcode = 'check_violation', constraint = 'no_chain_of_deputies';
  end if;
  return new;
end $$;
create trigger deputyships_guarded before insert on deputyships for each row execute function require_sound_deputyship();

-- By the supervisor who named them, the deputy, or another supervisor of the team.
create function require_own_deputyship() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if not exists (
    select 1 from deputyships d join officers o on o.officer_id = new.ended_by where d.deputyship_id = new.deputyship_id
      and (d.supervisor_id = o.officer_id or d.deputy_id = o.officer_id or (o.role = 'supervisor' and o.team = d.team and o.district = d.district))
  ) then
    raise exception 'only whom it concerns ends a deputyship' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger deputyship_ends_guarded before insert on deputyship_ends for each row execute function require_own_deputyship();

-- With the salt of whom the signed decision says that the deputy stood in for.
alter table access_decisions add column deputyship_id uuid references deputyships, add column stands_for_salt text;

-- Beside require_other_person, which looks at the two of them alone.
create function require_standing() returns trigger language plpgsql security definer set search_path = public as $$
declare
  asked access_requests;
  held held_deputyships;
begin
  select * into asked from access_requests where request_id = new.request_id and requester_id = new.requester_id;
  -- Under somebody else's name there is no such request: its foreign key says so.
  if not found then return new; end if;
  if exists (
    select 1 from held_deputyships h where h.starts_at <= greatest(new.decided_at, now()) and h.held_until > asked.requested_at
      and is_same_person(h.supervisor_id, new.requester_id) and is_same_person(h.deputy_id, new.approver_id)
  ) then
    raise exception 'nobody decides for whoever named them' using errcode = 'check_violation', constraint = 'nobody_decides_for_whoever_named_them';
  end if;
  if new.deputyship_id is null then
    if not exists (select 1 from officers where officer_id = new.approver_id and role = 'supervisor') then
      raise exception 'only a supervisor or a deputy decides' using errcode = 'insufficient_privilege', constraint = 'only_supervisors_and_deputies_decide';
    end if;
    return new;
  end if;
  select * into held from held_deputyships where deputyship_id = new.deputyship_id;
  -- On the database's own clock too: no decision is dated back into a deputyship that is over.
  if held.deputy_id <> new.approver_id or held.starts_at > new.decided_at or held.held_until <= greatest(new.decided_at, now() - interval '10 minutes')
    or asked.approvals_needed > 1 or not (
      asked.requester_team = held.team
      or exists (select 1 from households h where h.household_id = asked.household_id and h.allocated_team = held.team)
      or exists (select 1 from access_list_items i join households h using (household_id) where i.request_id = asked.request_id and h.allocated_team = held.team)
    ) or not exists (select 1 from officers o where o.officer_id = held.supervisor_id and o.role = 'supervisor' and o.team = held.team and o.district = held.district)
  then
    raise exception 'this deputyship does not cover this decision' using errcode = 'insufficient_privilege', constraint = 'deputyship_covers_decision';
  end if;
  -- Two accounts may have been found to be one person since: a chain is one all the same.
  if exists (select 1 from held_deputyships h where h.starts_at <= new.decided_at and h.held_until > new.decided_at
    and (is_same_person(h.deputy_id, held.supervisor_id) or is_same_person(h.supervisor_id, held.deputy_id))) then
    raise exception 'a deputy names no deputy' using errcode = 'check_violation', constraint = 'no_chain_of_deputies';
  end if;
  return new;
end $$;
create trigger access_decisions_standing before insert on access_decisions for each row execute function require_standing();

revoke all on function require_sound_deputyship(), require_own_deputyship(), require_standing() from public;
grant select, insert on deputyships, deputyship_ends to casement_hub;
grant select on held_deputyships to casement_hub;
`
