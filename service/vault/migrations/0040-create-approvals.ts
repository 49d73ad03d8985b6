import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/** Which records a source marks as protected, and which approvals have been used: what the vault needs to count approvals by itself. */
export const createApprovals: Migration = {
  name: '0040-create-approvals',
  up: async (db) => {
    await sql.raw(STATEMENTS).execute(db)
  },
}

const STATEMENTS = `
create table protected_records (
  record_hash text primary key references source_records,
  marked_at timestamptz not null
);

-- One grant for each approved request, for ever.
create table approval_uses (
  request_id uuid primary key,
  grant_id uuid not null,
  used_at timestamptz not null
);

grant select, insert, delete on protected_records to casement_vault;
grant select, insert on approval_uses to casement_vault;
`
