import type { Migration } from '../sql'

const FILTERED = 'band, district, ward, factors, known_to, duty, duty_due_on, debt_pence, last_contact_on, next_action_on, owner, next_action_owner, team, team_district, has_owner'
const MOVED = `household_id, reference, generation, ${FILTERED}, has_conflicts, paused_from, paused_until, urgent_on, risk_order, debt_order, row, document`

/**
 * cache.db: households lie by a number of their own, in the order they came in, and the document comes last. They lay by household, documents and all, in the tree itself: each page of it held
 * a few (SQLite's advice for WITHOUT ROWID is rows below a twentieth of a page), so that one look-up went through eight levels and to the end of a chain of pages, each to be decrypted.
 */
export const householdsByNumber: Migration = {
  number: 130,
  name: '0130-households-by-number',
  sql: `
CREATE TABLE numbered (
  number INTEGER PRIMARY KEY, household_id TEXT NOT NULL UNIQUE, reference TEXT NOT NULL, generation INTEGER NOT NULL,
  band TEXT NOT NULL, district TEXT NOT NULL, ward TEXT NOT NULL, factors TEXT NOT NULL, known_to TEXT NOT NULL, duty TEXT, duty_due_on TEXT,
  debt_pence INTEGER NOT NULL, last_contact_on TEXT NOT NULL, next_action_on TEXT,
  owner TEXT, next_action_owner TEXT, team TEXT, team_district TEXT, has_owner INTEGER NOT NULL DEFAULT 0, has_conflicts INTEGER NOT NULL DEFAULT 0,
  paused_from TEXT, paused_until TEXT,
  urgent_on TEXT NOT NULL, risk_order INTEGER NOT NULL, debt_order INTEGER NOT NULL,
  row TEXT NOT NULL, document TEXT NOT NULL
) STRICT;
INSERT INTO numbered (${MOVED}) SELECT ${MOVED} FROM households;
DROP TABLE households;
ALTER TABLE numbered RENAME TO households;
CREATE INDEX worklist_by_urgency ON households (urgent_on, risk_order, debt_order, household_id, reference, ${FILTERED});
CREATE INDEX worklist_by_reference ON households (reference, urgent_on, risk_order, debt_order, household_id, ${FILTERED});
CREATE INDEX worklist_wards ON households (district || '/' || ward);
CREATE INDEX households_conflicts ON households (household_id) WHERE has_conflicts = 1;
`,
}
