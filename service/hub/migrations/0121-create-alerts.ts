import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/** Alerts with the figures that made them, and what a manager found. Nothing is changed or removed; nobody closes one about themselves. */
export const createAlerts: Migration = {
  name: '0121-create-alerts',
  async up(db) {
    await sql.raw(STATEMENTS).execute(db)
  },
}

const STATEMENTS = `
create table alerts (
  alert_id uuid primary key,
  officer_id text not null references officers,
  team text not null,
  district text not null,
  kind text not null check (kind in ('volume', 'no-relationship', 'emergency', 'out-of-hours', 'own-circle', 'never-allocated-repeats')),
  -- What it is one alert of: a day, a household in a span, or one use.
  mark text not null,
  request_id uuid,
  figures text not null,
  raised_at timestamptz not null,
  unique (officer_id, kind, mark),
  unique (alert_id, officer_id)
);
create index alerts_by_team on alerts (team, district, raised_at);

create table alert_outcomes (
  alert_id uuid primary key,
  officer_id text not null,
  reviewer_id text not null references officers,
  device_id uuid not null,
  outcome text not null check (outcome in ('expected', 'spoken', 'concern')),
  reviewed_at timestamptz not null,
  foreign key (alert_id, officer_id) references alerts (alert_id, officer_id),
  constraint nobody_reviews_their_own_alert check (reviewer_id <> officer_id)
);
create trigger alert_outcomes_guarded before insert on alert_outcomes for each row execute function require_reviewer();

grant select, insert on alerts, alert_outcomes to casement_hub;
`
