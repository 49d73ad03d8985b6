import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/**
 * Erasure and retention: what was ordered, by whom, and what went. Only the owner of the database carries one out (`npm run retention`): the
 * service may read and no more. Whatever the command's code does, two different information governance leads stand behind the erasure of a
 * household, and what is under a legal hold stays.
 */
export const createErasures: Migration = {
  name: '0280-create-erasures',
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
  execute format('alter table ledger_entries add constraint ledger_entries_kind_check check ((%s) or kind = ''erasure'')', rule);
end $$;

create table legal_holds (
  hold_id uuid primary key,
  household_id text not null,
  ground text not null check (ground in ('legal-claim', 'complaint', 'inquiry', 'safeguarding')),
  placed_by text not null references officers,
  placed_at timestamptz not null,
  lifted_by text references officers,
  lifted_at timestamptz,
  check ((lifted_by is null) = (lifted_at is null))
);
create index legal_holds_standing on legal_holds (household_id) where lifted_at is null;

create table erasures (
  erasure_id uuid primary key,
  kind text not null check (kind in ('retention', 'household')),
  -- Of a household: the pseudonym under which looks at it stay listed, and the reference by which somebody may still ask for them.
  household_id text,
  reference text,
  order_hash text not null check (order_hash ~ '^[0-9a-f]{64}$'),
  authorised_by text not null references officers,
  agreed_by text references officers,
  ordered_at timestamptz not null,
  -- When the last of it was gone here.
  done_at timestamptz,
  check ((kind = 'household') = (household_id is not null) and (household_id is null) = (reference is null)),
  constraint two_leads_erase_a_household check (kind = 'retention' or agreed_by is not null)
);
create index erasures_by_reference on erasures (reference) where reference is not null;

create table erasure_counts (
  erasure_id uuid not null references erasures,
  what text not null,
  year smallint not null,
  n bigint not null,
  primary key (erasure_id, what, year)
);

create function require_erasing_leads() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if exists (select 1 from unnest(array[new.authorised_by, new.agreed_by]) who where who is not null and not exists (select 1 from officers o where o.officer_id = who and o.role = 'ig-lead')) then
    raise exception 'only an information governance lead erases' using errcode = 'insufficient_privilege';
  end if;
  if new.agreed_by is not null and is_same_person(new.authorised_by, new.agreed_by) then
    raise exception 'nobody agrees to their own' using errcode = 'check_violation', constraint = 'two_leads_erase_a_household';
  end if;
  if exists (select 1 from legal_holds h where h.household_id = new.household_id and h.lifted_at is null) then
    raise exception 'it is under a legal hold' using errcode = 'check_violation', constraint = 'nothing_held_is_erased';
  end if;
  return new;
end $$;
create trigger erasures_guarded before insert on erasures for each row execute function require_erasing_leads();

-- Words go, and what took them is said; the entry, its leaf and who asked stay.
alter table ledger_openings add column erasure_id uuid references erasures;
create index ledger_openings_erased on ledger_openings (erasure_id) where erasure_id is not null;
create function refuse_held_words() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if exists (select 1 from legal_holds h where h.household_id = old.household_id and h.lifted_at is null) then
    raise exception 'it is under a legal hold' using errcode = 'check_violation', constraint = 'nothing_held_is_erased';
  end if;
  return new;
end $$;
create trigger ledger_openings_held before update on ledger_openings for each row execute function refuse_held_words();

alter table access_list_items alter column persons drop not null, alter column persons_salt drop not null;
alter table access_list_items add constraint persons_with_salt check ((persons is null) = (persons_salt is null));

revoke all on function require_erasing_leads(), refuse_held_words() from public;
grant select on erasures, erasure_counts, legal_holds to casement_hub;
`
