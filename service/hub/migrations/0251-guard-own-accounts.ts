import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/** Nobody changes their own role, under whichever of their accounts: 0072 looked at the one account alone. */
export const guardOwnAccounts: Migration = {
  name: '0251-guard-own-accounts',
  async up(db) {
    await sql.raw(STATEMENTS).execute(db)
  },
}

const STATEMENTS = `
create function require_other_persons_role() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.officer_id <> new.changed_by and is_same_person(new.officer_id, new.changed_by) then
    raise exception 'nobody changes their own' using errcode = 'check_violation', constraint = 'nobody_changes_their_own';
  end if;
  return new;
end $$;
-- By its name before officer_changes_applied, which makes the change.
create trigger officer_changes_a_guarded before insert on officer_changes for each row execute function require_other_persons_role();
revoke all on function require_other_persons_role() from public;
`
