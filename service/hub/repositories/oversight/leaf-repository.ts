import type { HubDatabase } from '../hub-tables'

/** Leaves with their openings; entries that are nobody's (the start of an epoch) have none and are not listed. */
export const listLeaves = (db: HubDatabase, epoch: string, indexes: readonly number[]) =>
  db
    .selectFrom('ledger_entries').innerJoin('ledger_openings', (join) => join.onRef('ledger_openings.epoch', '=', 'ledger_entries.epoch').onRef('ledger_openings.entry_index', '=', 'ledger_entries.entry_index'))
    .select(['ledger_entries.entry_index', 'leaf', 'officer_id', 'officer_salt', 'persons', 'persons_salt', 'reason', 'reason_salt', 'linked', 'linked_salt', 'authority', 'authority_salt'])
    .where('ledger_entries.epoch', '=', epoch).where('ledger_entries.entry_index', 'in', [...indexes]).execute()
