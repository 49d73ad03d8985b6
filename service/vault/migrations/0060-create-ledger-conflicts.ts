import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/** Contradictions of the hub that laptops have reported, with its own signatures. The service may add and read, never change or remove. */
export const createLedgerConflicts: Migration = {
  name: '0060-create-ledger-conflicts',
  up: async (db) => {
    await sql.raw(STATEMENTS).execute(db)
  },
}

const STATEMENTS = `
create table ledger_conflicts (
  conflict_id uuid primary key,
  device_id uuid not null references devices,
  officer_id text not null,
  epoch text not null,
  known_size bigint not null,
  offered_size bigint,
  signed jsonb not null,
  found_at timestamptz not null,
  received_at timestamptz not null
);

grant select, insert on ledger_conflicts to casement_vault;
`
