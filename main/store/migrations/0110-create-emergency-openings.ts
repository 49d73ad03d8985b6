import type { Migration } from '../sql'

/** kept.db: by which emergency reveal an emergency permit was opened, so that showing it again names the same. */
export const createEmergencyOpenings: Migration = {
  number: 110,
  name: '0110-create-emergency-openings',
  sql: `
CREATE TABLE emergency_openings (reveal_id TEXT PRIMARY KEY, opening_id TEXT NOT NULL UNIQUE, at TEXT NOT NULL) STRICT;
`,
}
