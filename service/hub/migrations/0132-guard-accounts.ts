import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/**
 * That two accounts are one person's is noted by an administrator, never about themselves under any account. A link is a row that the
 * service can neither change nor remove; it is added in one step for both accounts.
 */
export const guardAccounts: Migration = {
  name: '0132-guard-accounts',
  async up(db) {
    await sql`
      create function require_account_keeper() returns trigger language plpgsql security definer set search_path = public as $$
      begin
        if not exists (select 1 from officers where officer_id = new.noted_by and role = 'admin') then
          raise exception 'only an administrator notes whose accounts they are' using errcode = 'insufficient_privilege';
        end if;
        if is_same_person(new.noted_by, new.officer_id)
          or exists (select 1 from officer_persons p where p.officer_id = new.noted_by and p.person_ref = new.person_ref) then
          raise exception 'nobody notes it of themselves' using errcode = 'check_violation', constraint = 'nobody_notes_their_own';
        end if;
        return new;
      end $$;
      create trigger officer_persons_guarded before insert on officer_persons for each row execute function require_account_keeper();
      revoke all on function require_account_keeper() from public;

      -- One more kind of question, whatever kinds there are by now: who approves each other's requests.
      do $do$
      declare
        rule text;
      begin
        select pg_get_expr(conbin, conrelid) into rule from pg_constraint where conrelid = 'oversight_accesses'::regclass and conname = 'oversight_accesses_act_check';
        alter table oversight_accesses drop constraint oversight_accesses_act_check;
        execute format('alter table oversight_accesses add constraint oversight_accesses_act_check check ((%s) or act = ''approval-pairs'')', rule);
      end $do$;
    `.execute(db)
  },
}
