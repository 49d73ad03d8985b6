import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/**
 * Accounts that the sign-in provider says are one person's are linked the moment the second one signs in: nobody has to notice, and no
 * administrator can leave out an account of their own. The link is the one of 0120; nobody noted it.
 */
export const linkAccounts: Migration = {
  name: '0300-link-accounts',
  up: async (db) => {
    await sql.raw(STATEMENTS).execute(db)
  },
}

const STATEMENTS = `
create table officer_claims (
  officer_id text not null references officers,
  person_key text not null check (person_key ~ '^[0-9a-f]{32}$'),
  noted_at timestamptz not null,
  primary key (officer_id, person_key)
);
create index officer_claims_by_person on officer_claims (person_key);
grant select, insert on officer_claims to casement_hub;

-- Null: the provider says it.
alter table officer_persons alter column noted_by drop not null;

-- A link with nobody's name under it needs the provider's word, which is a row that stays.
create or replace function require_account_keeper() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.noted_by is null then
    if not exists (select 1 from officer_claims x join officer_claims y using (person_key) where x.officer_id = new.officer_id and y.officer_id <> x.officer_id) then
      raise exception 'the provider says nothing of the kind' using errcode = 'insufficient_privilege';
    end if;
    return new;
  end if;
  if not exists (select 1 from officers where officer_id = new.noted_by and role = 'admin') then
    raise exception 'only an administrator notes whose accounts they are' using errcode = 'insufficient_privilege';
  end if;
  if is_same_person(new.noted_by, new.officer_id)
    or exists (select 1 from officer_persons p where p.officer_id = new.noted_by and p.person_ref = new.person_ref) then
    raise exception 'nobody notes it of themselves' using errcode = 'check_violation', constraint = 'nobody_notes_their_own';
  end if;
  return new;
end $$;

-- All accounts under this key become one person. What an administrator had noted to be two people, and the provider says is one, is one.
create function link_claimed_accounts() returns trigger language plpgsql security definer set search_path = public as $$
declare
  accounts text[];
  refs text[];
  person text;
begin
  perform pg_advisory_xact_lock(4761320);
  accounts := array(select officer_id from officer_claims where person_key = new.person_key order by 1);
  if cardinality(accounts) < 2 then return null; end if;
  refs := array(select distinct person_ref from officer_persons where officer_id = any(accounts) order by 1);
  person := coalesce(refs[1], replace(gen_random_uuid()::text, '-', ''));
  update officer_persons set person_ref = person where person_ref = any(refs) and person_ref <> person;
  insert into officer_persons (officer_id, person_ref, noted_by, noted_at)
    select a, person, null, new.noted_at from unnest(accounts) as a on conflict (officer_id) do nothing;
  return null;
end $$;
create trigger officer_claims_applied after insert on officer_claims for each row execute function link_claimed_accounts();
revoke all on function link_claimed_accounts() from public;
`
