import type { Migration } from '../sql'

/** What a filter or a view may ask of. A household's row is long (its document), so that looking into one costs several pages to decrypt. */
const FILTERED = 'band, district, ward, factors, known_to, duty, duty_due_on, debt_pence, last_contact_on, next_action_on, owner, next_action_owner, team, team_district, has_owner'

/**
 * cache.db: filters, views and counts are judged by an index alone. Before, each household that was looked at was read whole: seconds for one
 * keystroke with 20,000 households.
 */
export const coverWorklist: Migration = {
  number: 120,
  name: '0120-cover-worklist',
  sql: `
DROP INDEX households_urgency;
DROP INDEX households_reference;
DROP INDEX households_owner;
DROP INDEX households_unallocated;
DROP INDEX households_risk;
DROP INDEX households_debt;
DROP INDEX households_last_contact;
CREATE INDEX worklist_by_urgency ON households (urgent_on, risk_order, debt_order, household_id, reference, ${FILTERED});
CREATE INDEX worklist_by_reference ON households (reference, urgent_on, risk_order, debt_order, household_id, ${FILTERED});
CREATE INDEX worklist_wards ON households (district || '/' || ward);
`,
}
