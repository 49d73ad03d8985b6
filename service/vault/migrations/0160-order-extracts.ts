import { sql } from 'kysely'
import { EXTRACT_DATES } from '../../plugins/extract-dates'
import type { Migration } from '../../plugins/migrate'

/** The vault takes extracts of a source in the order of their dates. */
export const orderExtracts: Migration = {
  name: '0160-order-extracts',
  async up(db) {
    await sql.raw(EXTRACT_DATES('casement_vault', SAID)).execute(db)
  },
}

const SAID = `select source, as_at from source_rows join source_records using (record_hash)`
