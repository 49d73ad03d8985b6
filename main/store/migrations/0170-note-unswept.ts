import type { Migration } from '../sql'

/** cache.db: something was erased, and the file is still to be written anew (sweep-cache.ts). In the transaction of what was erased, so that a kill or a full disk forgets nothing. */
export const noteUnswept: Migration = {
  number: 170,
  name: '0170-note-unswept',
  sql: 'CREATE TABLE unswept (id INTEGER PRIMARY KEY CHECK (id = 1)) STRICT;',
}
