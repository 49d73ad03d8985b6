import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { makeReference, REFERENCE_ALPHABET } from '../../shared/model/reference'
import type { Scope } from '../../service/hub/domain/scope'
import type { HubDatabase, HubTables } from '../../service/hub/repositories/hub-tables'
import { householdInScope } from '../../service/hub/repositories/scope-sql'
import { openDatabase } from '../../service/plugins/postgres'

const BATCH = 5_000
const REFERENCES = REFERENCE_ALPHABET.length ** 6
/** Shares no factor with the number of references: every number gives another one, far from its neighbour's. */
const STRIDE = 48_271 * 1_021

/**
 * Fills a hub's database until an officer's scope holds so many households. Its templates are those that are in the scope already, made by the
 * generator, intake and assembly; each copy is a template's document under ids and a reference of its own. Facts are copied too, so that a copy can be opened,
 * claimed and rewritten like any other. There is no change in the feed: a first sync sees them, a laptop that is up to date does not.
 * `adminUrl`: of a superuser, or of the database's owner. Answers how many there are in the scope.
 */
export async function fillHub(adminUrl: string, scope: Scope, households: number): Promise<number> {
  const { db, close } = openDatabase<HubTables>({ url: adminUrl, maxConnections: 1, statementTimeoutMs: 0 })
  try {
    const rows = await db.selectFrom('households').select('household_id').where(householdInScope(scope)).orderBy('household_id').execute()
    const templates = rows.map((row) => row.household_id)
    if (templates.length === 0) throw new Error('no household is in the scope yet: load some by intake first')
    for (let at = templates.length; at < households; at += BATCH) await copy(db, templates, at, Math.min(BATCH, households - at))
    await sql`analyze households`.execute(db)
    return Math.max(templates.length, households)
  } finally {
    await close()
  }
}

/** The ids of the n-th copy: the same whenever a hub is filled, and in no order. */
const idOf = (n: number): string => createHash('sha256').update(`copy ${n}`).digest('hex').slice(0, 32)

function referenceOf(n: number): string {
  const number = (n * STRIDE) % REFERENCES
  return makeReference(Array.from({ length: 6 }, (_, place) => Math.floor(number / REFERENCE_ALPHABET.length ** place)))
}

async function copy(db: HubDatabase, templates: readonly string[], from: number, count: number): Promise<void> {
  const numbers = Array.from({ length: count }, (_, i) => from + i)
  const copies = JSON.stringify(numbers.map((n) => ({ template: templates[n % templates.length], id: idOf(n), reference: referenceOf(n), mark: n.toString(16).padStart(8, '0') })))
  await sql`
    with copies as materialized (select * from json_to_recordset(${copies}::json) as c(template text, id text, reference text, mark text)),
    facts as (
      insert into household_facts (record_id, source, household_id, hash, facts)
      select record_id, source, id, encode(sha256(convert_to(facts, 'UTF8')), 'hex'), facts from (
        select c.id, c.mark || substr(f.record_id, 9) as record_id, f.source,
          ${renamed(sql.ref('f.facts'), sql.ref('f.household_id'), sql`(f.facts::json ->> 'reference')`)} as facts
        from copies c join household_facts f on f.household_id = c.template) as made)
    insert into households (household_id, reference, district, allocated_team, allocated_officer, promised_officer, allocated_district, referred_team, referred_district,
      band, priority, version, content_hash, document)
    select id, reference, district, allocated_team, allocated_officer, promised_officer, allocated_district, referred_team, referred_district,
      band, priority, version, encode(sha256(convert_to(document, 'UTF8')), 'hex'), document from (
      select c.id, c.reference, h.district, h.allocated_team, h.allocated_officer, h.promised_officer, h.allocated_district, h.referred_team, h.referred_district,
        h.band, h.priority, h.version, ${renamed(sql.ref('h.document'), sql.ref('h.household_id'), sql.ref('h.reference'))} as document
      from copies c join households h on h.household_id = c.template) as made`.execute(db)
}

/** The text with the ids of copy `c`: the household's, and the first part of each person's and record's. */
const renamed = (text: ReturnType<typeof sql.ref>, householdId: ReturnType<typeof sql.ref>, reference: ReturnType<typeof sql>) => sql`regexp_replace(
  replace(replace(${text}, ${householdId}, c.id), ${reference}, c.reference), '("(?:personId|recordId)":")[0-9a-f]{8}', '\\1' || c.mark, 'g')`
