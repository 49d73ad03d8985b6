import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/**
 * Contact details that officers were given: beside what sources say, under the person's own data key, and gone with the person. A mark says
 * that somebody found one wrong; what was reported is never changed.
 */
export const createReportedDetails: Migration = {
  name: '0110-create-reported-details',
  up: async (db) => {
    await sql.raw(STATEMENTS).execute(db)
  },
}

const STATEMENTS = `
create table reported_details (
  officer_id text not null,
  detail_id uuid not null,
  operation_id uuid not null,
  household_id text not null references households,
  person_id text not null references people on delete cascade,
  field_group text not null check (field_group in ('contact', 'address')),
  reported_at timestamptz not null,
  sealed bytea not null,
  primary key (officer_id, detail_id),
  foreign key (officer_id, operation_id) references operations
);
create index reported_details_by_person on reported_details (person_id);
create table reported_detail_marks (
  reported_by text not null,
  detail_id uuid not null,
  marked_by text not null,
  operation_id uuid not null,
  marked_at timestamptz not null,
  primary key (reported_by, detail_id, marked_by),
  foreign key (reported_by, detail_id) references reported_details on delete cascade,
  foreign key (marked_by, operation_id) references operations
);
grant select, insert on reported_details, reported_detail_marks to casement_vault;
`
