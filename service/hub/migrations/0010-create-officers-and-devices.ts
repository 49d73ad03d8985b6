import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/** Officers (the hub is the authority on role, team, district) and their laptops, with every key that a laptop ever signed by. */
export const createOfficersAndDevices: Migration = {
  name: '0010-create-officers-and-devices',
  async up(db) {
    await sql`
      revoke all on schema public from public;
      grant usage on schema public to casement_hub;

      create table officers (
        officer_id text primary key,
        display_name text not null,
        role text not null check (role in ('officer', 'outreach', 'supervisor', 'ig-lead', 'admin')),
        team text not null,
        district text not null
      );

      create table devices (
        device_id uuid primary key,
        officer_id text not null references officers,
        name text not null,
        signing_key jsonb not null,
        ecdh_key jsonb not null,
        enrolled_at timestamptz not null,
        revoked_at timestamptz
      );
      create index devices_by_officer on devices (officer_id);

      create table device_keys (
        device_id uuid not null references devices,
        officer_id text not null references officers,
        signing_key jsonb not null,
        enrolled_at timestamptz not null,
        primary key (device_id, enrolled_at)
      );
      create index device_keys_by_officer on device_keys (officer_id);

      -- After a forgotten passphrase: the laptop that another took the place of. It can call no more, and the service cannot undo that; its
      -- key stays, since what it signed before is still the officer's.
      create table device_replacements (
        device_id uuid primary key references devices,
        replaced_by uuid not null,
        replaced_at timestamptz not null
      );

      grant select on officers to casement_hub;
      grant select, insert on devices, device_keys, device_replacements to casement_hub;
    `.execute(db)
  },
}
