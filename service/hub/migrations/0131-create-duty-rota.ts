import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/**
 * Who is on duty, a week at a time: an officer at the duty desk (which makes a relationship), or a supervisor who decides what has waited
 * too long. Whoever enters it is a supervisor of the district, and nobody puts themselves at the desk: a relationship is given by somebody else.
 */
export const createDutyRota: Migration = {
  name: '0131-create-duty-rota',
  async up(db) {
    await sql.raw(STATEMENTS).execute(db)
  },
}

const STATEMENTS = `
create table duty_shifts (
  shift_id uuid primary key,
  officer_id text not null references officers,
  cover text not null check (cover in ('desk', 'approver')),
  district text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  entered_by text not null references officers,
  entered_from uuid not null,
  entered_at timestamptz not null,
  constraint shifts_are_a_week check (ends_at > starts_at and ends_at <= starts_at + interval '8 days'),
  unique (officer_id, cover, starts_at, entered_at)
);
create index duty_shifts_by_district on duty_shifts (district, ends_at);

create table duty_shift_ends (
  shift_id uuid primary key references duty_shifts,
  ended_by text not null references officers,
  ended_at timestamptz not null
);

create view held_shifts as
  select s.*, least(s.ends_at, coalesce(e.ended_at, s.ends_at)) as held_until from duty_shifts s left join duty_shift_ends e using (shift_id);

create function require_sound_shift() returns trigger language plpgsql security definer set search_path = public as $$
declare
  whose officers;
  enterer officers;
begin
  select * into whose from officers where officer_id = new.officer_id;
  select * into enterer from officers where officer_id = new.entered_by;
  if enterer.role is distinct from 'supervisor' or enterer.district <> new.district or whose.district <> new.district then
    raise exception 'only a supervisor of the district keeps its rota' using errcode = 'insufficient_privilege';
  end if;
  if (new.cover = 'approver' and whose.role <> 'supervisor') or whose.role not in ('officer', 'outreach', 'supervisor') then
    raise exception 'not of a role that has this duty' using errcode = 'insufficient_privilege';
  end if;
  if new.cover = 'desk' and is_same_person(new.entered_by, new.officer_id) then
    raise exception 'nobody puts themselves at the duty desk' using errcode = 'check_violation', constraint = 'nobody_puts_themselves_at_the_desk';
  end if;
  return new;
end $$;
create trigger duty_shifts_guarded before insert on duty_shifts for each row execute function require_sound_shift();

create function require_rota_keeper() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if not exists (select 1 from duty_shifts s join officers o on o.officer_id = new.ended_by where s.shift_id = new.shift_id and o.role = 'supervisor' and o.district = s.district) then
    raise exception 'only a supervisor of the district keeps its rota' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger duty_shift_ends_guarded before insert on duty_shift_ends for each row execute function require_rota_keeper();

-- Under which shift a decision was made that nobody of the team had made in time.
alter table access_decisions add column shift_id uuid references duty_shifts;
create function require_shift() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if not exists (select 1 from held_shifts h where h.shift_id = new.shift_id and h.officer_id = new.approver_id and h.cover = 'approver' and h.starts_at <= new.decided_at
    and h.held_until > greatest(new.decided_at, now() - interval '10 minutes') and not is_same_person(h.entered_by, new.requester_id)) then
    raise exception 'this shift does not cover this decision' using errcode = 'insufficient_privilege', constraint = 'shift_covers_decision';
  end if;
  return new;
end $$;
create trigger access_decisions_on_duty before insert on access_decisions for each row when (new.shift_id is not null) execute function require_shift();

revoke all on function require_sound_shift(), require_rota_keeper(), require_shift() from public;
grant select, insert on duty_shifts, duty_shift_ends to casement_hub;
grant select on held_shifts to casement_hub;
`
