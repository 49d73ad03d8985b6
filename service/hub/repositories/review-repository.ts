import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { codesOf, DISTRICTS, TEAMS } from '../../../shared/model/codes'
import { ReviewCauseSchema, ReviewFactorSchema, ReviewOutcomeCodeSchema, ReviewStepSchema } from '../../../shared/model/review'
import { SignedRevealRequestSchema } from '../../../shared/model/reveal'
import type { EmergencyUseRow, ReviewOutcomeRow } from './review-tables'
import type { HubDatabase, HubTransaction } from './hub-tables'
import { listAccountsOf, personOf } from './person-repository'

const count = z.coerce.number().int().min(0)
const leaf = z.instanceof(Uint8Array).transform((bytes): unknown => JSON.parse(new TextDecoder().decode(bytes))).pipe(SignedRevealRequestSchema)

/** A task as it was read, with the signed reveal that it is about. */
const StoredTaskSchema = z.object({
  request_id: z.string(), epoch: z.string(), entry_index: count, officer_id: z.string(), officer_name: z.string(), team: z.enum(codesOf(TEAMS)), district: z.enum(codesOf(DISTRICTS)),
  causes: z.array(ReviewCauseSchema), factors: z.array(ReviewFactorSchema), score: count, created_at: z.date(),
  leaf, leaf_hash: z.instanceof(Uint8Array), officer_salt: z.string(), reason: z.string().nullable(), reason_salt: z.string().nullable(), household_id: z.string().nullable(),
})
export type StoredTask = z.output<typeof StoredTaskSchema>

const StoredOutcomeSchema = z.object({
  request_id: z.string(), step: ReviewStepSchema, outcome: ReviewOutcomeCodeSchema, reviewer_id: z.string(), reviewer_name: z.string(), decided_at: z.date(), words: z.string().nullable(),
})
export type StoredOutcome = z.output<typeof StoredOutcomeSchema>

/** Whose tasks: a team's, or everybody's that the lead should see. */
export type ReviewScope = Readonly<{ kind: 'team'; team: string; district: string }> | Readonly<{ kind: 'lead'; since: Date }>

const scopeSql = (scope: ReviewScope): RawBuilder<boolean> =>
  scope.kind === 'team'
    ? sql<boolean>`t.team = ${scope.team} and t.district = ${scope.district}`
    : sql<boolean>`(t.created_at <= ${scope.since} or exists (select 1 from ledger_facts f where f.epoch = t.epoch and f.entry_index = t.entry_index and f.role = 'supervisor'))`

/** Never one's own, or one's second account's; nor about a household of the reviewer's own circle. */
const ofOthers = (reviewerId: string): RawBuilder<boolean> => sql<boolean>`not is_same_person(t.officer_id, ${reviewerId})
  and not exists (select 1 from circle_exclusions own join ledger_openings about on about.household_id = own.household_id
    where own.officer_id = ${reviewerId} and about.epoch = t.epoch and about.entry_index = t.entry_index)`

/** Open: nobody closed it yet. */
const open = (reviewerId: string, scope: ReviewScope): RawBuilder<boolean> => sql<boolean>`${scopeSql(scope)} and ${ofOthers(reviewerId)}
  and not exists (select 1 from review_outcomes x where x.request_id = t.request_id)`

const concern = (reviewerId: string): RawBuilder<boolean> => sql<boolean>`${ofOthers(reviewerId)}
  and exists (select 1 from review_outcomes x where x.request_id = t.request_id and x.step = 'review' and x.outcome = 'concern')
  and not exists (select 1 from review_outcomes x where x.request_id = t.request_id and x.step = 'follow-up')`

async function list(db: HubDatabase, where: RawBuilder<unknown>, limit: number): Promise<StoredTask[]> {
  const { rows } = await sql`
    select t.*, o.display_name as officer_name, e.leaf, e.leaf_hash, p.officer_salt, p.reason, p.reason_salt, p.household_id
    from review_tasks t
      join officers o on o.officer_id = t.officer_id
      join ledger_entries e using (epoch, entry_index)
      join ledger_openings p using (epoch, entry_index)
    where ${where}
    order by t.score desc, t.created_at, t.request_id
    limit ${limit}`.execute(db)
  return z.array(StoredTaskSchema).parse(rows)
}

/** Riskiest first, and of the same risk the oldest. */
export const listOpenTasks = (db: HubDatabase, reviewerId: string, scope: ReviewScope, limit: number): Promise<StoredTask[]> => list(db, open(reviewerId, scope), limit)
export const listConcerns = (db: HubDatabase, reviewerId: string, limit: number): Promise<StoredTask[]> => list(db, concern(reviewerId), limit)
export const findTask = async (db: HubDatabase, requestId: string): Promise<StoredTask | null> => (await list(db, sql`t.request_id = ${requestId}`, 1))[0] ?? null

/** How many wait, by how long they have. */
export async function countByAge(db: HubDatabase, reviewerId: string, scope: ReviewScope, now: Date) {
  const older = (days: number) => sql`t.created_at <= ${now}::timestamptz - make_interval(days => ${days})`
  const { rows } = await sql<Record<'in_all' | 'under_one' | 'under_two' | 'under_seven' | 'older' | 'emergencies', number>>`
    select count(*) as in_all, count(*) filter (where not ${older(1)}) as under_one, count(*) filter (where ${older(1)} and not ${older(2)}) as under_two,
      count(*) filter (where ${older(2)} and not ${older(7)}) as under_seven, count(*) filter (where ${older(7)}) as older,
      count(*) filter (where 'emergency' = any(t.causes)) as emergencies
    from review_tasks t where ${open(reviewerId, scope)}`.execute(db)
  return rows[0] ?? { in_all: 0, under_one: 0, under_two: 0, under_seven: 0, older: 0, emergencies: 0 }
}

async function outcomes(db: HubDatabase, where: RawBuilder<unknown>, limit: number): Promise<StoredOutcome[]> {
  const { rows } = await sql`
    select x.request_id, x.step, x.outcome, x.reviewer_id, o.display_name as reviewer_name, x.decided_at, p.reason as words
    from review_outcomes x join officers o on o.officer_id = x.reviewer_id left join ledger_openings p using (epoch, entry_index)
    where ${where} order by x.decided_at desc, x.request_id limit ${limit}`.execute(db)
  return z.array(StoredOutcomeSchema).parse(rows)
}

export const listOutcomesOf = (db: HubDatabase, requestIds: readonly string[]): Promise<StoredOutcome[]> =>
  requestIds.length === 0 ? Promise.resolve([]) : outcomes(db, sql`x.request_id = any(${[...requestIds]}::uuid[])`, requestIds.length * 2)
export const listOutcomesBy = (db: HubDatabase, reviewerId: string, limit: number): Promise<StoredOutcome[]> => outcomes(db, sql`x.reviewer_id = ${reviewerId}`, limit)

/** First reviews that this reviewer closed on the London day of `now`, under whichever of their accounts. */
export async function countClosedThatDay(db: HubDatabase, reviewerId: string, now: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from review_outcomes where reviewer_id = any(${[...(await listAccountsOf(db, reviewerId))]}::text[]) and step = 'review' and ${sameDay(sql`decided_at`, now)}`.execute(db)
  return rows[0]?.n ?? 0
}

const sameDay = (column: RawBuilder<unknown>, now: Date): RawBuilder<boolean> =>
  sql<boolean>`(${column} at time zone 'Europe/London')::date = (${now}::timestamptz at time zone 'Europe/London')::date`

/** The tasks about this officer's own reveals, newest first. */
export async function listTasksOf(db: HubDatabase, officerId: string, limit: number): Promise<{ request_id: string; is_emergency: boolean }[]> {
  const { rows } = await sql<{ request_id: string; is_emergency: boolean }>`
    select request_id, 'emergency' = any(causes) as is_emergency from review_tasks where officer_id = ${officerId} order by created_at desc, request_id limit ${limit}`.execute(db)
  return rows
}

export async function isSamePerson(db: HubDatabase, a: string, b: string): Promise<boolean> {
  const { rows } = await sql<{ same: boolean }>`select is_same_person(${a}, ${b}) as same`.execute(db)
  return rows[0]?.same ?? true
}

/** One thing at a time happens to a review. Held until the transaction ends. */
export const lockReview = (trx: HubTransaction, requestId: string) => sql`select pg_advisory_xact_lock(hashtextextended(${requestId}, 4761120))`.execute(trx)
/** One reviewer's outcomes wait for each other, so that two at once (also of two accounts of theirs) do not slip under the cap together. */
export const lockReviewer = (trx: HubTransaction, reviewerId: string) => lockPerson(trx, reviewerId, 4_761_121)
/** The same of one person's uses of emergency access. */
export const lockEmergencies = (trx: HubTransaction, officerId: string) => lockPerson(trx, officerId, 4_761_122)

/** Under the account that is first of theirs, so that all of them wait for the same. */
async function lockPerson(trx: HubTransaction, officerId: string, seed: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${personOf(await listAccountsOf(trx, officerId))}, ${seed}))`.execute(trx)
}

export const insertReviewOutcome = (trx: HubTransaction, row: ReviewOutcomeRow) => trx.insertInto('review_outcomes').values(row).execute()
export const insertEmergencyUse = (trx: HubTransaction, row: EmergencyUseRow) => trx.insertInto('emergency_uses').values(row).execute()

/** Under whichever of the officer's accounts. */
export async function countEmergencyUses(db: HubDatabase, officerId: string, since: Date): Promise<number> {
  const { n } = await db.selectFrom('emergency_uses').select((e) => e.fn.countAll<number>().as('n')).where('officer_id', 'in', [...(await listAccountsOf(db, officerId))]).where('used_at', '>', since).executeTakeFirstOrThrow()
  return n
}

/** Is this outcome in already, and as which entry? */
export async function findOutcomeLeaf(db: HubDatabase, outcomeId: string): Promise<{ epoch: string; index: number; leafHash: Uint8Array } | null> {
  const row = await db
    .selectFrom('review_outcomes').innerJoin('ledger_entries', (join) => join.onRef('ledger_entries.epoch', '=', 'review_outcomes.epoch').onRef('ledger_entries.entry_index', '=', 'review_outcomes.entry_index'))
    .select(['ledger_entries.epoch', 'ledger_entries.entry_index', 'ledger_entries.leaf_hash']).where('outcome_id', '=', outcomeId).executeTakeFirst()
  return row === undefined ? null : { epoch: row.epoch, index: row.entry_index, leafHash: row.leaf_hash }
}
