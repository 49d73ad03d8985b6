import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/** Review reads of each decision's entry under which deputyship it was made. */
export const findDecisionsByEntry: Migration = {
  name: '0150-find-decisions-by-entry',
  async up(db) {
    await sql`create index access_decisions_by_entry on access_decisions (epoch, entry_index)`.execute(db)
  },
}
