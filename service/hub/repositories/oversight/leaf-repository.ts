import type { HubDatabase } from '../hub-tables'

/** Leaves with their openings; entries that are nobody's (the start of an epoch) have none and are not listed. */
export const listLeaves = (db: HubDatabase, epoch: string, indexes: readonly number[]) =>
  db
    .selectFrom('ledger_entries').innerJoin('ledger_openings', (join) => join.onRef('ledger_openings.epoch', '=', 'ledger_entries.epoch').onRef('ledger_openings.entry_index', '=', 'ledger_entries.entry_index'))
    .leftJoin('access_decisions', (join) => join.onRef('access_decisions.epoch', '=', 'ledger_entries.epoch').onRef('access_decisions.entry_index', '=', 'ledger_entries.entry_index'))
    .leftJoin('deputyships', 'deputyships.deputyship_id', 'access_decisions.deputyship_id')
    .select(['ledger_entries.entry_index', 'leaf', 'ledger_openings.officer_id', 'ledger_openings.household_id', 'officer_salt', 'persons', 'persons_salt', 'reason', 'reason_salt', 'linked', 'linked_salt', 'authority', 'authority_salt', 'deputyships.supervisor_id as stands_for', 'stands_for_salt'])
    .where('ledger_entries.epoch', '=', epoch).where('ledger_entries.entry_index', 'in', [...indexes]).execute()
