import { type RawBuilder, sql } from 'kysely'
import { CasementError } from '../../../../shared/errors/casement-error'
import type { Period } from '../../../../shared/api/oversight-api'
import { londonDay } from '../../../../shared/model/london-day'
import { LookSchema, type EntryPlace, type Look } from '../../../../shared/model/oversight'
import type { HubDatabase } from '../hub-tables'

/** An entry with what became of it, as LOOKS reads it. */
export interface LookRow {
  readonly epoch: string; readonly entry_index: number; readonly kind: string; readonly officer_id: string; readonly display_name: string | null; readonly role: string | null
  readonly team: string | null; readonly district: string | null; readonly entered_at: Date; readonly request_id: string | null; readonly purpose_code: string | null
  readonly purpose_version: number | null; readonly field_groups: string[]; readonly criteria: string[]; readonly event: string | null; readonly field_group: string | null
  readonly household_id: string | null; readonly reference: string | null; readonly reason: string | null; readonly people: number | null; readonly is_flagged: boolean
  readonly relationship: string | null; readonly known_relationship: string | null; readonly emergency: boolean | null; readonly linked: string | null; readonly authority: string | null
  readonly words: string | null; readonly outcome: string | null; readonly displays: number; readonly copies: number
  readonly households: number | null; readonly review_step: string | null; readonly stands_for: string | null; readonly stands_for_name: string | null
  readonly erased_at: Date | null; readonly erased_by: 'retention' | 'household' | null
}

/** What is asked for; null: anything. */
export interface LookFilter {
  readonly kind?: string | null
  readonly officerId?: string | null
  readonly team?: Readonly<{ team: string; district: string }> | null
  readonly district?: string | null
  readonly purpose?: string | null
  readonly period?: Period | null
  readonly outcome?: string | null
  /** None about a household of this officer's own circle. */
  readonly notOfCircle?: string | null
}

/** From the first moment of the first day to the last of the last, in London. */
export const within = (column: RawBuilder<unknown>, { from, to }: Period): RawBuilder<boolean> => sql<boolean>`
  (${column} >= (${from}::date)::timestamp at time zone 'Europe/London' and ${column} < (${to}::date + 1)::timestamp at time zone 'Europe/London')`

/**
 * Entries with their decision and what laptops reported of them. A request without a decision was entered and never granted (the hub ended
 * in between). The same report in two ledgers (after a restored hub) is one. `where` speaks of `f`, the facts.
 */
export const looks = (where: RawBuilder<boolean>): RawBuilder<LookRow> => sql<LookRow>`
  select f.epoch, f.entry_index, f.kind, f.officer_id, o.display_name, f.role, f.team, f.district, f.entered_at, f.request_id, f.purpose_code, f.purpose_version, f.field_groups,
    f.criteria, f.event, f.field_group, f.households, f.review_step, ds.supervisor_id as stands_for, so.display_name as stands_for_name, x.done_at as erased_at, x.kind as erased_by, f.household_id, h.reference, p.reason, f.relationship, k.known as known_relationship, f.emergency, p.linked, p.authority, cardinality(string_to_array(p.persons, ',')) as people, e.flag is not null as is_flagged,
    case when coalesce(r.outcome, l.outcome) <> 'allow' then coalesce(r.words, l.words) end as words, coalesce(s.displays, 0) as displays, coalesce(s.copies, 0) as copies,
    case
      when f.kind = 'device-event' then null
      when f.kind in ('decision', 'review') then f.decision
      when f.kind = 'list' then 'needs-approval'
      when coalesce(r.outcome, l.outcome) = 'forbid' then 'forbidden'
      when coalesce(r.outcome, l.outcome) in ('needs-approval', 'capped') then coalesce(r.outcome, l.outcome)
      when l.outcome = 'allow' then 'answered'
      when r.outcome = 'allow' and s.displays > 0 then 'shown'
      when r.outcome = 'allow' and not coalesce(s.is_not_shown, false) then case when vp.reveal_id is null then 'not-reported' when r.open_by > now() then 'sealed' else 'possibly-seen' end
      else 'not-shown'
    end as outcome
  from ledger_facts f
    join ledger_entries e on e.epoch = f.epoch and e.entry_index = f.entry_index
    join ledger_openings p on p.epoch = f.epoch and p.entry_index = f.entry_index
    left join erasures x on x.erasure_id = p.erasure_id
    left join officers o on o.officer_id = f.officer_id
    left join households h on h.household_id = f.household_id
    left join reveal_decisions r on f.kind = 'reveal' and r.request_id = f.request_id and r.epoch = f.epoch
    left join visit_permits vp on f.kind = 'reveal' and vp.reveal_id = f.request_id
    left join lookup_decisions l on f.kind = 'lookup' and l.request_id = f.request_id and l.epoch = f.epoch
    left join access_decisions ad on f.kind = 'decision' and ad.epoch = f.epoch and ad.entry_index = f.entry_index
    left join deputyships ds on ds.deputyship_id = ad.deputyship_id
    left join officers so on so.officer_id = ds.supervisor_id
    left join known_relationships k on f.kind = 'reveal' and k.request_id = f.request_id
    left join lateral (
      select count(distinct se.entry_key) filter (where sf.event in ('shown', 'displayed-again')) as displays,
        count(distinct se.entry_key) filter (where sf.event = 'copied') as copies, bool_or(sf.event = 'not-shown') as is_not_shown
      from ledger_facts sf join ledger_entries se on se.epoch = sf.epoch and se.entry_index = sf.entry_index
      where f.kind = 'reveal' and sf.kind = 'device-event' and sf.request_id = f.request_id and sf.officer_id = f.officer_id
    ) s on true
  where f.kind in ('reveal', 'lookup', 'list', 'decision', 'review', 'device-event') and ${where}`

const conditions = ({ kind, officerId, team, district, purpose, period, notOfCircle }: LookFilter): RawBuilder<boolean> =>
  sql<boolean>`${sql.join([
    sql`true`,
    ...(kind ? [sql`f.kind = ${kind}`] : []),
    ...(officerId ? [sql`f.officer_id = ${officerId}`] : []),
    ...(team ? [sql`f.team = ${team.team} and f.district = ${team.district}`] : []),
    ...(district ? [sql`f.district = ${district}`] : []),
    ...(purpose ? [sql`f.purpose_code = ${purpose}`] : []),
    ...(period ? [within(sql`f.entered_at`, period)] : []),
    ...(notOfCircle ? [sql`not exists (select 1 from circle_exclusions own where own.officer_id = ${notOfCircle} and own.household_id = f.household_id)`] : []),
  ], sql` and `)}`

/** The looks of a filter, for counting. */
export const filteredLooks = (filter: LookFilter): RawBuilder<LookRow> => looks(conditions(filter))

/** One page, newest first. Throws REQUEST_INVALID for a place that is none. */
export async function listLooks(db: HubDatabase, filter: LookFilter, after: string | null, limit: number): Promise<{ rows: LookRow[]; next: string | null }> {
  const place = after === null ? null : parsePlace(after)
  const before = place === null ? sql<boolean>`true` : sql<boolean>`(f.entered_at, f.epoch, f.entry_index) < (
    select c.entered_at, c.epoch, c.entry_index from ledger_facts c where c.epoch = ${place.epoch} and c.entry_index = ${place.index})`
  const { rows } = await sql<LookRow>`
    select * from (${looks(sql`${conditions(filter)} and ${before}`)}) looks
    where ${filter.outcome ? sql`outcome = ${filter.outcome}` : sql`true`}
    order by entered_at desc, epoch desc, entry_index desc limit ${limit + 1}`.execute(db)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { rows: page, next: rows.length > limit && last !== undefined ? `${last.epoch}.${last.entry_index}` : null }
}

/** The looks at these places, in no order. */
export async function findLooks(db: HubDatabase, places: readonly EntryPlace[]): Promise<LookRow[]> {
  if (places.length === 0) return []
  const listed = sql.join(places.map(({ epoch, index }) => sql`(${epoch}, ${index}::bigint)`))
  return (await looks(sql<boolean>`(f.epoch, f.entry_index) in (${listed})`).execute(db)).rows
}

/** What laptops reported of these requests, oldest first. */
export async function listEvents(db: HubDatabase, requestIds: readonly string[]): Promise<LookRow[]> {
  if (requestIds.length === 0) return []
  const { rows } = await sql<LookRow>`
    select * from (${looks(sql`f.kind = 'device-event' and f.request_id = any(${[...requestIds]}::uuid[])`)}) looks order by entered_at, epoch, entry_index`.execute(db)
  return rows
}

/** The row as the schema has it: what the database gives back is parsed like anything else from outside. */
export const toLook = (row: LookRow): Look =>
  LookSchema.parse({
    entry: { epoch: row.epoch, index: row.entry_index }, kind: row.kind, at: row.entered_at.toISOString(), actor: toActor(row), requestId: row.request_id, reference: row.reference,
    purpose: row.purpose_code === null ? null : { code: row.purpose_code, version: row.purpose_version }, fieldGroups: row.field_groups, people: row.people, reason: row.reason, erased: erasedOf(row),
    relationship: row.relationship, knownRelationship: row.known_relationship, linked: row.linked, authority: row.authority, isEmergency: row.emergency ?? false,
    outcome: row.outcome, words: row.words, displays: row.displays, copies: row.copies, criteria: row.criteria, event: row.event, fieldGroup: row.field_group, households: row.households, step: row.review_step,
    standsFor: row.stands_for === null ? null : { officerId: row.stands_for, displayName: row.stands_for_name }, isFlagged: row.is_flagged,
  })

/** While an erasure is under way it counts as done: the words are gone. */
const erasedOf = ({ erased_at: at, erased_by: by }: Pick<LookRow, 'erased_at' | 'erased_by'>): Look['erased'] =>
  by === null ? null : { on: londonDay((at ?? new Date()).getTime()), because: by === 'household' ? 'erasure' : 'retention' }

export const toActor = (row: Readonly<Pick<LookRow, 'officer_id' | 'display_name' | 'role' | 'team' | 'district'>>) => ({
  officerId: row.officer_id, displayName: row.display_name, role: row.role, team: row.team, district: row.district,
})

function parsePlace(after: string): EntryPlace {
  const [, epoch, index] = /^([0-9a-z]{8,32})\.(\d{1,15})$/.exec(after) ?? []
  if (epoch === undefined || index === undefined) throw new CasementError('REQUEST_INVALID', { fields: 'after' })
  return { epoch, index: Number(index) }
}
