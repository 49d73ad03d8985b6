import type { Migration } from '../sql'

/** kept.db: when the officer thought about a reveal and did without. The signed event holds no household; this row is for their own list. */
export const createDecidedNot: Migration = {
  number: 60,
  name: '0060-create-decided-not',
  sql: `
CREATE TABLE decided_not (request_id TEXT PRIMARY KEY, at TEXT NOT NULL, household_id TEXT NOT NULL, reference TEXT NOT NULL) STRICT;
CREATE INDEX decided_not_in_order ON decided_not (at);
`,
}
