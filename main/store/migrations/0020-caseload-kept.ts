import type { Migration } from '../sql'

/** kept.db: which allocation of a household the officer has opened, so that *new to you* ends; and quick finding of what was acknowledged lately. */
export const caseloadKept: Migration = {
  number: 20,
  name: '0020-caseload-kept',
  sql: `
CREATE TABLE seen_allocations (household_id TEXT PRIMARY KEY, allocation_id TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX operations_acknowledged ON operations (acknowledged_at) WHERE acknowledged_at IS NOT NULL;
`,
}
