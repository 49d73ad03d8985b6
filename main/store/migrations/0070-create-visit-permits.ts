import type { Migration } from '../sql'

/**
 * kept.db: what visit packs left on this laptop. A permit keeps its place when key and sealed details are destroyed: it still has to be
 * accounted for. `sure_times`: the last time that is certain, which the wall clock may not be far behind.
 */
export const createVisitPermits: Migration = {
  number: 70,
  name: '0070-create-visit-permits',
  sql: `
CREATE TABLE visit_pack_keys (request_id TEXT PRIMARY KEY, private_key TEXT NOT NULL) STRICT;
CREATE TABLE visit_permits (
  reveal_id TEXT PRIMARY KEY, request_id TEXT NOT NULL, number INTEGER, household_id TEXT NOT NULL, part TEXT NOT NULL, grant_document TEXT NOT NULL, outing TEXT NOT NULL,
  sealed TEXT, sealed_at TEXT NOT NULL, open_by TEXT NOT NULL, opened_at TEXT, displays INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX visit_permits_by_pack ON visit_permits (request_id);
CREATE TABLE sure_times (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL) STRICT;
`,
}
