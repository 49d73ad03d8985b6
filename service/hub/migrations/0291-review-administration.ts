import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/** One more kind of question, whatever kinds there are by now: what administrators did. */
export const reviewAdministration: Migration = {
  name: '0291-review-administration',
  async up(db) {
    await sql.raw(STATEMENTS).execute(db)
  },
}

const STATEMENTS = `
do $do$
declare
  rule text;
begin
  select pg_get_expr(conbin, conrelid) into rule from pg_constraint where conrelid = 'oversight_accesses'::regclass and conname = 'oversight_accesses_act_check';
  alter table oversight_accesses drop constraint oversight_accesses_act_check;
  execute format('alter table oversight_accesses add constraint oversight_accesses_act_check check ((%s) or act = ''administration'')', rule);
end $do$;
`
