import type { Migration } from '../sql'

/** kept.db: the hub's signature under each accepted checkpoint, and what it signed in contradiction to it. Neither is ever dropped: they are evidence. */
export const keepLedgerConflicts: Migration = {
  number: 50,
  name: '0050-keep-ledger-conflicts',
  sql: `
ALTER TABLE checkpoints ADD COLUMN note TEXT;
CREATE TABLE ledger_conflicts (conflict_id TEXT PRIMARY KEY, epoch TEXT NOT NULL, signed TEXT NOT NULL, reported_at TEXT) STRICT;
CREATE INDEX ledger_conflicts_by_epoch ON ledger_conflicts (epoch);
`,
}
