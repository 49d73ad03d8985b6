import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/**
 * For a laptop that is lost: how far it had fetched changes and what it said that it had not sent yet; and the receipt of its wiping, which nobody
 * changes. Only a laptop that was revoked or replaced has one: a receipt by a laptop in use would hide that it still holds data.
 */
export const lookAfterLostLaptops: Migration = {
  name: '0170-look-after-lost-laptops',
  async up(db) {
    await sql.raw(TABLES).execute(db)
  },
}

const TABLES = `
alter table device_sightings add column place_xid xid8, add column place_seq bigint, add column waiting integer check (waiting >= 0), add column waiting_at timestamptz,
  add check ((place_xid is null) = (place_seq is null)), add check ((waiting is null) = (waiting_at is null));
grant update (place_xid, place_seq, waiting, waiting_at) on device_sightings to casement_hub;

create table device_wipes (
  device_id uuid primary key references devices,
  receipt text not null,
  wiped_at timestamptz not null,
  unsent integer not null check (unsent >= 0),
  received_at timestamptz not null
);
grant select, insert on device_wipes to casement_hub;

create function refuse_wipe_of_laptop_in_use() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  if not exists (select 1 from device_revocations r where r.device_id = new.device_id)
    and not exists (select 1 from device_replacements r where r.device_id = new.device_id)
    and not exists (select 1 from devices d where d.device_id = new.device_id and d.revoked_at is not null) then
    raise exception 'a laptop in use has no receipt of wiping' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger device_wipes_guard before insert on device_wipes for each row execute function refuse_wipe_of_laptop_in_use();

do $$
declare
  rule text;
begin
  select pg_get_expr(conbin, conrelid) into rule from pg_constraint where conrelid = 'oversight_accesses'::regclass and conname = 'oversight_accesses_act_check';
  alter table oversight_accesses drop constraint oversight_accesses_act_check;
  execute format('alter table oversight_accesses add constraint oversight_accesses_act_check check ((%s) or act = ''lost-laptop'')', rule);
end $$;
`
