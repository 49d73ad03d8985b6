import type { Migration } from '../sql'

/** kept.db: the officer's contact lists as the hub last told them, what was signed to ask for one, and how far each has been worked through. */
export const createContactLists: Migration = {
  number: 40,
  name: '0040-create-contact-lists',
  sql: `
CREATE TABLE contact_lists (request_id TEXT PRIMARY KEY, requested_at TEXT NOT NULL, document TEXT NOT NULL, seen_state TEXT) STRICT;
CREATE TABLE contact_list_steps (request_id TEXT NOT NULL, household_id TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (request_id, household_id)) STRICT;
CREATE TABLE contact_list_statements (request_id TEXT PRIMARY KEY, content TEXT NOT NULL, body TEXT NOT NULL) STRICT;
`,
}
