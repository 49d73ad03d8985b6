import type { Migration } from '../sql'

/** kept.db: the hub's signed lease of this laptop, as last accepted. One row. */
export const createLeases: Migration = {
  number: 90,
  name: '0090-create-leases',
  sql: `
CREATE TABLE leases (id INTEGER PRIMARY KEY CHECK (id = 1), signed TEXT NOT NULL, issued_at TEXT NOT NULL, expires_at TEXT NOT NULL, cache_until TEXT NOT NULL, chain_length INTEGER NOT NULL, is_rolled_back INTEGER NOT NULL) STRICT;
`,
}
