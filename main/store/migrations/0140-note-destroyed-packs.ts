import type { Migration } from '../sql'

/** kept.db: which packs the officer destroyed here by hand, so that nothing more is sealed of them; and which permits were refused, so that a pack says what is left out of it, and why. */
export const noteDestroyedPacks: Migration = {
  number: 140,
  name: '0140-note-destroyed-packs',
  sql: `
CREATE TABLE destroyed_packs (request_id TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT;
CREATE TABLE refused_permits (request_id TEXT NOT NULL, household_id TEXT NOT NULL, part TEXT NOT NULL, code TEXT NOT NULL, PRIMARY KEY (request_id, household_id, part)) STRICT;
`,
}
