import type { Migration } from '../sql'

/** kept.db, first form. Frozen once released: a change is a new file, ten higher. */
export const createKept: Migration = {
  number: 10,
  name: '0010-create-kept',
  sql: `
CREATE TABLE devices (device_id TEXT PRIMARY KEY, keys TEXT NOT NULL, officer TEXT NOT NULL, epoch TEXT NOT NULL, previous_epoch TEXT) STRICT;
CREATE TABLE sign_ins (id INTEGER PRIMARY KEY CHECK (id = 1), refresh_token TEXT NOT NULL) STRICT;
CREATE TABLE checkpoints (epoch TEXT PRIMARY KEY, size INTEGER NOT NULL, root TEXT NOT NULL, seen_at TEXT NOT NULL) STRICT;
CREATE TABLE witnesses (epoch TEXT PRIMARY KEY, vault_size INTEGER NOT NULL) STRICT;
CREATE TABLE service_keys (id INTEGER PRIMARY KEY CHECK (id = 1), serial INTEGER NOT NULL, bundle TEXT NOT NULL, purposes TEXT NOT NULL, fetched_at TEXT NOT NULL) STRICT;
CREATE TABLE operations (
  position INTEGER PRIMARY KEY AUTOINCREMENT, operation_id TEXT NOT NULL UNIQUE, target TEXT NOT NULL CHECK (target IN ('hub', 'vault')),
  kind TEXT NOT NULL, household_id TEXT, reference TEXT, body TEXT NOT NULL, at TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'needs-attention', 'acknowledged')), code TEXT, acknowledged_at TEXT
) STRICT;
CREATE INDEX operations_state ON operations (state, target, position);
CREATE INDEX operations_household ON operations (household_id) WHERE state <> 'acknowledged' OR kind = 'contact-outcome';
CREATE TABLE device_events (n INTEGER PRIMARY KEY, hash TEXT NOT NULL, event TEXT NOT NULL) STRICT;
CREATE TABLE drafts (key TEXT PRIMARY KEY, value TEXT NOT NULL, saved_at TEXT NOT NULL) STRICT;
CREATE TABLE reveals (
  request_id TEXT PRIMARY KEY, at TEXT NOT NULL, epoch TEXT NOT NULL, signed TEXT NOT NULL, openings TEXT NOT NULL, household_id TEXT NOT NULL, reference TEXT NOT NULL,
  people INTEGER NOT NULL, purpose_title TEXT NOT NULL, reason TEXT NOT NULL, field_groups TEXT NOT NULL, outcome TEXT NOT NULL,
  grant_id TEXT, entry_index INTEGER, displays INTEGER NOT NULL DEFAULT 0, copies INTEGER NOT NULL DEFAULT 0,
  proof TEXT NOT NULL DEFAULT 'unproved', proved_at TEXT, ledger_size INTEGER
) STRICT;
CREATE INDEX reveals_at ON reveals (at);
`,
}
