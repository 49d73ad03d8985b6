import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/** A laptop revoked by an administrator: the service may add such a row and never take it back. And when each laptop was last heard of. */
export const createDeviceRevocations: Migration = {
  name: '0073-create-device-revocations',
  async up(db) {
    await sql`
      create table device_revocations (
        device_id uuid primary key references devices,
        revoked_by text not null references officers,
        revoked_from uuid not null references devices,
        revoked_at timestamptz not null,
        check (device_id <> revoked_from)
      );

      create table device_sightings (
        device_id uuid primary key references devices,
        seen_at timestamptz not null
      );

      grant select, insert on device_revocations to casement_hub;
      grant select, insert, update (seen_at) on device_sightings to casement_hub;
    `.execute(db)
  },
}
