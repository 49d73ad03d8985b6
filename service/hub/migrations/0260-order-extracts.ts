import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/**
 * Of which day the last extract of each source was. What was loaded before says it of itself; a date of the future, which was accepted then, would shut
 * out all that come until then and does not count.
 */
export const orderExtracts: Migration = {
  name: '0260-order-extracts',
  async up(db) {
    await sql.raw(STATEMENTS).execute(db)
  },
}

const STATEMENTS = `
create table extract_dates (
  source text primary key,
  extract_date date not null,
  taken_at timestamptz not null
);
insert into extract_dates
  select source, max(as_at), now() from (
    select source, (facts::json ->> 'asAt')::date as as_at from household_facts
    union all select facts::json ->> 'source', (facts::json ->> 'asAt')::date from ward_facts) as said
  where as_at <= current_date + 1 group by source;
grant select, insert, update (extract_date, taken_at) on extract_dates to casement_hub;
`
