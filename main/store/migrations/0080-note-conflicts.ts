import type { Migration } from '../sql'

/** cache.db: which households have something that is not settled, so that the inbox reads those alone. No record from before has any. */
export const noteConflicts: Migration = {
  number: 80,
  name: '0080-note-conflicts',
  sql: `
ALTER TABLE households ADD COLUMN has_conflicts INTEGER NOT NULL DEFAULT 0;
CREATE INDEX households_conflicts ON households (household_id) WHERE has_conflicts = 1;
`,
}
