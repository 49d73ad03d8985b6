import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/** A laptop revoked by an administrator: the service may add such a row and never take it back. */
export const createDeviceRevocations: Migration = {
  name: '0050-create-device-revocations',
  up: async (db) => {
    await sql.raw(STATEMENTS).execute(db)
  },
}

const STATEMENTS = `
create table device_revocations (
  device_id uuid primary key references devices,
  revoked_by text not null,
  revoked_from uuid not null references devices,
  revoked_at timestamptz not null,
  check (device_id <> revoked_from)
);

grant select, insert on device_revocations to casement_vault;
`
