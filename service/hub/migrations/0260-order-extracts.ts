import { sql } from 'kysely'
import { EXTRACT_DATES } from '../../plugins/extract-dates'
import type { Migration } from '../../plugins/migrate'

/** The hub takes extracts of a source in the order of their dates. */
export const orderExtracts: Migration = {
  name: '0260-order-extracts',
  async up(db) {
    await sql.raw(EXTRACT_DATES('casement_hub', SAID)).execute(db)
  },
}

const SAID = `
  select source, (facts::json ->> 'asAt')::date as as_at from household_facts
  union all select facts::json ->> 'source', (facts::json ->> 'asAt')::date from ward_facts`
