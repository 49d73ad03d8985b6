import type { Migration } from '../sql'

/**
 * cache.db: whose caseload and which team's a household is, as columns that the views filter by; colleagues and referrals as last heard.
 * Rows that are there already are filled from their documents.
 */
export const caseloadCache: Migration = {
  number: 20,
  name: '0020-caseload-cache',
  sql: `
ALTER TABLE households ADD COLUMN owner TEXT;
ALTER TABLE households ADD COLUMN has_owner INTEGER NOT NULL DEFAULT 0;
ALTER TABLE households ADD COLUMN next_action_owner TEXT;
ALTER TABLE households ADD COLUMN team TEXT;
ALTER TABLE households ADD COLUMN team_district TEXT;
UPDATE households SET owner = json_extract(document, '$.allocatedOfficer'), has_owner = json_extract(document, '$.allocatedOfficer') IS NOT NULL,
  team = json_extract(document, '$.allocatedTeam'), team_district = district;
CREATE INDEX households_owner ON households (owner, urgent_on);
CREATE INDEX households_unallocated ON households (has_owner, urgent_on, risk_order, debt_order, household_id);
CREATE TABLE caseload_lists (id INTEGER PRIMARY KEY CHECK (id = 1), lists TEXT NOT NULL) STRICT;
`,
}
