import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/** Two more acts that are recorded before anything is read, whatever acts there are by now: statements for residents, and who used these tools. */
export const widenOversightAccesses: Migration = {
  name: '0101-widen-oversight-accesses',
  async up(db) {
    await sql.raw(STATEMENTS).execute(db)
  },
}

const STATEMENTS = `
do $$
declare
  rule text;
begin
  select pg_get_expr(conbin, conrelid) into rule from pg_constraint where conrelid = 'oversight_accesses'::regclass and conname = 'oversight_accesses_act_check';
  alter table oversight_accesses drop constraint oversight_accesses_act_check;
  execute format('alter table oversight_accesses add constraint oversight_accesses_act_check check ((%s) or act in (''statement'', ''tool-use''))', rule);
end $$;
create index oversight_accesses_in_order on oversight_accesses (accessed_at, access_id);
`
