import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'

/**
 * Officers' own circles. Nothing is changed or removed: a declaration stands until somebody else has agreed to its withdrawal, whatever the
 * service's code does. Its words are sealed under a key of their own; what matches them are keyed hashes, as for everybody.
 */
export const createCircle: Migration = {
  name: '0070-create-circle',
  up: async (db) => {
    await sql.raw(STATEMENTS).execute(db)
  },
}

const STATEMENTS = `
create table circle_declarations (
  declaration_id uuid primary key,
  officer_id text not null,
  device_id uuid not null,
  kind text not null check (kind in ('own-household', 'family', 'friend', 'neighbour', 'colleague', 'other')),
  content_hash text not null,
  wrapped_key bytea not null,
  sealed bytea not null,
  declared_at timestamptz not null,
  unique (declaration_id, officer_id)
);
create index circle_declarations_by_officer on circle_declarations (officer_id);

-- One way of matching it: somebody who has every key of the way, or a household at that address.
create table circle_keys (
  declaration_id uuid not null references circle_declarations,
  way text not null check (way in ('name-and-birth', 'name-and-postcode', 'address')),
  key_hash text not null,
  primary key (declaration_id, way, key_hash)
);

create table circle_withdrawals (
  declaration_id uuid primary key,
  officer_id text not null,
  asked_at timestamptz not null,
  unique (declaration_id, officer_id),
  foreign key (declaration_id, officer_id) references circle_declarations (declaration_id, officer_id)
);
create table circle_decisions (
  declaration_id uuid primary key,
  officer_id text not null,
  decided_by text not null,
  device_id uuid not null,
  agrees boolean not null,
  decided_at timestamptz not null,
  foreign key (declaration_id, officer_id) references circle_withdrawals (declaration_id, officer_id),
  constraint nobody_withdraws_alone check (decided_by <> officer_id)
);

create table circle_attempts (
  attempt_id uuid primary key default gen_random_uuid(),
  officer_id text not null,
  household_id text not null,
  way text not null check (way in ('release', 'lookup')),
  attempted_at timestamptz not null
);
create index circle_attempts_by_time on circle_attempts (attempted_at);

create view standing_circle as
  select declaration_id, officer_id from circle_declarations d
  where not exists (select 1 from circle_decisions w where w.declaration_id = d.declaration_id and w.agrees);

-- Whom an officer knows among those whom the vault knows, household by household. Rows of former sources count too: the more cautious way.
create view circle_households as
  select c.officer_id, p.household_id
  from standing_circle c join circle_keys k using (declaration_id) join match_keys m on m.key_hash = k.key_hash join people p on p.person_id = m.person_id
  where k.way <> 'address'
  group by c.declaration_id, c.officer_id, k.way, p.person_id, p.household_id
  having count(distinct k.key_hash) = (select count(*) from circle_keys x where x.declaration_id = c.declaration_id and x.way = k.way)
  union
  select c.officer_id, h.household_id
  from standing_circle c join circle_keys k using (declaration_id) join household_keys h on h.key_hash = k.key_hash and h.kind = 'address'
  where k.way = 'address';

grant select, insert on circle_declarations, circle_keys, circle_withdrawals, circle_decisions, circle_attempts to casement_vault;
grant select on standing_circle, circle_households to casement_vault;
`
