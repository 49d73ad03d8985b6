import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/**
 * Every checkpoint that the vault accepted, not only the last: a bundle of the ledger is always older than the last one where officers go on
 * working, and is held against the one before it. Only the trigger writes; nobody changes what is there.
 */
export const keepEarlierCheckpoints: Migration = {
  name: '0140-keep-earlier-checkpoints',
  async up(db) {
    await sql.raw(STATEMENTS).execute(db)
  },
}

const STATEMENTS = `
create table earlier_checkpoints (
  epoch text not null,
  size bigint not null check (size > 0),
  root bytea not null check (length(root) = 32),
  seen_at timestamptz not null,
  primary key (epoch, size)
);
create function keep_earlier_checkpoint() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into earlier_checkpoints values (old.epoch, old.size, old.root, old.seen_at) on conflict do nothing;
  return null;
end $$;
create trigger witnessed_checkpoints_kept after update on witnessed_checkpoints for each row when (old.size > 0 and new.size > old.size) execute function keep_earlier_checkpoint();
revoke all on function keep_earlier_checkpoint() from public;
grant select on earlier_checkpoints to casement_vault;
`
