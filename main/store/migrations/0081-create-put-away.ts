import type { Migration } from '../sql'

/** kept.db: what the service refused and the officer put away. Kept whole, so that it can be brought back. */
export const createPutAway: Migration = {
  number: 81,
  name: '0081-create-put-away',
  sql: `
CREATE TABLE put_away (
  operation_id TEXT PRIMARY KEY, target TEXT NOT NULL, kind TEXT NOT NULL, household_id TEXT, reference TEXT, body TEXT NOT NULL, at TEXT NOT NULL, code TEXT, put_away_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX put_away_in_order ON put_away (put_away_at);
`,
}
