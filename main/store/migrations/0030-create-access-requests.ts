import type { Migration } from '../sql'

/** kept.db: the officer's own access requests as the hub last told them, and which decisions the officer has been told of. */
export const createAccessRequests: Migration = {
  number: 30,
  name: '0030-create-access-requests',
  sql: `
CREATE TABLE access_requests (request_id TEXT PRIMARY KEY, requested_at TEXT NOT NULL, document TEXT NOT NULL, seen_state TEXT) STRICT;
CREATE TABLE access_request_marks (id INTEGER PRIMARY KEY CHECK (id = 1), mark TEXT NOT NULL, as_of TEXT NOT NULL) STRICT;
`,
}
