import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/** Whose account is whose, from the provider's own tokens and from nobody else: what the vault caps, it caps for the person. */
export const notePersons: Migration = {
  name: '0200-note-persons',
  up: async (db) => {
    await sql.raw(STATEMENTS).execute(db)
  },
}

const STATEMENTS = `
-- A provider that gives somebody another number adds a row: once one person, always one person.
create table account_persons (
  officer_id text not null,
  person_key text not null check (person_key ~ '^[0-9a-f]{32}$'),
  noted_at timestamptz not null,
  primary key (officer_id, person_key)
);
create index account_persons_by_person on account_persons (person_key);
grant select, insert on account_persons to casement_vault;

-- This account and all others of the same person, in order.
create function accounts_of(account text) returns text[] language sql stable security definer set search_path = public as $$
  select array(select account union select y.officer_id from account_persons x join account_persons y using (person_key) where x.officer_id = account order by 1)
$$;

-- nobody_withdraws_alone, under whichever account.
create function require_other_person() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.decided_by <> new.officer_id and new.decided_by = any(accounts_of(new.officer_id)) then
    raise exception 'nobody withdraws alone' using errcode = 'check_violation', constraint = 'nobody_withdraws_alone';
  end if;
  return new;
end $$;
create trigger circle_decisions_guarded before insert on circle_decisions for each row execute function require_other_person();
revoke all on function require_other_person() from public;
`
