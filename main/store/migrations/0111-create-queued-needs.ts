import type { Migration } from '../sql'

/** kept.db: what an officer would have asked for, had there been signal. */
export const createQueuedNeeds: Migration = {
  number: 111,
  name: '0111-create-queued-needs',
  sql: `
CREATE TABLE queued_needs (need_id TEXT PRIMARY KEY, household_id TEXT NOT NULL, asked_for TEXT NOT NULL, at TEXT NOT NULL, need TEXT NOT NULL, UNIQUE (household_id, asked_for)) STRICT;
`,
}
