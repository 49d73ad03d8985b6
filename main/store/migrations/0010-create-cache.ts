import type { Migration } from '../sql'

/** cache.db, first form. Frozen once released. `row` is the worklist line ready made; the sort columns all ascend, so that one comparison pages by key. */
export const createCache: Migration = {
  number: 10,
  name: '0010-create-cache',
  sql: `
CREATE TABLE households (
  household_id TEXT PRIMARY KEY, reference TEXT NOT NULL, document TEXT NOT NULL, row TEXT NOT NULL, generation INTEGER NOT NULL,
  band TEXT NOT NULL, district TEXT NOT NULL, ward TEXT NOT NULL, factors TEXT NOT NULL, known_to TEXT NOT NULL, duty TEXT, duty_due_on TEXT,
  debt_pence INTEGER NOT NULL, last_contact_on TEXT NOT NULL, next_action_on TEXT,
  paused_from TEXT, paused_until TEXT,
  urgent_on TEXT NOT NULL, risk_order INTEGER NOT NULL, debt_order INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX households_reference ON households (reference);
CREATE INDEX households_urgency ON households (urgent_on, risk_order, debt_order, household_id);
CREATE INDEX households_risk ON households (risk_order, urgent_on, debt_order, household_id);
CREATE INDEX households_debt ON households (debt_order, urgent_on, household_id);
CREATE INDEX households_last_contact ON households (last_contact_on, urgent_on, household_id);
CREATE TABLE places (
  id INTEGER PRIMARY KEY CHECK (id = 1), epoch TEXT NOT NULL, cursor TEXT NOT NULL, resume TEXT, is_streaming INTEGER NOT NULL, generation INTEGER NOT NULL,
  done INTEGER NOT NULL, total INTEGER NOT NULL, synced_at TEXT
) STRICT;
`,
}
