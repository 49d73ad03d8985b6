import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/** A moratorium that somebody told an officer of is a safety field too. What is kept in `household_safety` without it reads as none. */
export const reportMoratoriums: Migration = {
  name: '0210-report-moratoriums',
  async up(db) {
    await sql`
      alter table safety_events drop constraint safety_events_field_check;
      alter table safety_events add constraint safety_events_field_check check (field in ('safeContact', 'riskToStaff', 'moratorium'));
    `.execute(db)
  },
}
