import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { DecisionSchema, SignedApprovalDecisionSchema } from '../../../shared/model/approval'
import { codesOf, ROLES, TEAMS } from '../../../shared/model/codes'
import { RelationshipSchema } from '../../../shared/model/relationship'
import { FieldGroupSchema, SignedRevealRequestSchema } from '../../../shared/model/reveal'
import type { AccessCancellationRow, AccessDecisionRow, AccessRequestRow, AccessUseRow, HubDatabase, HubTransaction } from './hub-tables'

const count = z.coerce.number().int().min(0)
const leaf = <T extends z.ZodType>(signed: T) => z.instanceof(Uint8Array).transform((bytes): unknown => JSON.parse(new TextDecoder().decode(bytes))).pipe(signed)

/** A decision as it was read: its leaf, its opening, and who gave it. */
const StoredDecisionSchema = z.object({
  request_id: z.string(), approver_id: z.string(), approver_name: z.string(), decision: DecisionSchema, field_groups: z.array(FieldGroupSchema), open_for_minutes: count,
  entry_index: count, decided_at: z.date(), leaf: leaf(SignedApprovalDecisionSchema), leaf_hash: z.instanceof(Uint8Array), officer_salt: z.string(), words: z.string().nullable(),
  stands_for: z.string().nullable(), stands_for_id: z.string().nullable(), stands_for_salt: z.string().nullable(), is_on_duty: z.boolean(),
})
export type StoredDecision = z.output<typeof StoredDecisionSchema>

/** A request as it was read, with everything that its state follows from. */
const StoredRequestSchema = z.object({
  request_id: z.string(), epoch: z.string(), entry_index: count, requester_id: z.string(), requester_name: z.string(), requester_role: z.enum(codesOf(ROLES)), requester_team: z.enum(codesOf(TEAMS)),
  household_id: z.string(), purpose_code: z.string(), open_for_minutes: count, approvals_needed: z.union([z.literal(1), z.literal(2)]), relationship: RelationshipSchema,
  requested_at: z.date(), expires_at: z.date(), is_cancelled: z.boolean(), used_by: z.string().nullable(), leaf: leaf(SignedRevealRequestSchema), leaf_hash: z.instanceof(Uint8Array),
  officer_salt: z.string(), persons: z.string(), persons_salt: z.string(), reason: z.string(), reason_salt: z.string(),
  linked: z.string().nullable(), linked_salt: z.string().nullable(), authority: z.string().nullable(), authority_salt: z.string().nullable(), household: z.string().nullable(),
})
export type StoredRequest = z.output<typeof StoredRequestSchema> & { readonly decisions: readonly StoredDecision[] }

/** One thing at a time happens to a request: a decision, a cancellation or its use. Held until the transaction ends. */
export const lockRequest = (trx: HubTransaction, requestId: string) => sql`select pg_advisory_xact_lock(hashtextextended(${requestId}, 4761080))`.execute(trx)

/** What waits is read page by page from here on; null: from the oldest. */
export type WaitingPlace = Readonly<{ requested_at: Date; request_id: string }> | null
export const afterPlace = (place: WaitingPlace): RawBuilder<boolean> => (place === null ? sql<boolean>`true` : sql<boolean>`(r.requested_at, r.request_id) > (${place.requested_at}, ${place.request_id}::uuid)`)

/** Oldest first; of more than `most` the newest, or the oldest. */
async function list(db: HubDatabase, where: RawBuilder<unknown>, of: 'newest' | 'oldest' = 'newest', most = 1_000): Promise<StoredRequest[]> {
  const { rows } = await sql`
    select r.*, o.display_name as requester_name, o.role as requester_role, c.request_id is not null as is_cancelled, u.reveal_id as used_by,
      e.leaf, e.leaf_hash, p.officer_salt, p.persons, p.persons_salt, p.reason, p.reason_salt,
      p.linked, p.linked_salt, p.authority, p.authority_salt, h.document as household
    from access_requests r
      join officers o on o.officer_id = r.requester_id
      join ledger_entries e using (epoch, entry_index)
      join ledger_openings p using (epoch, entry_index)
      left join access_cancellations c on c.request_id = r.request_id
      left join access_uses u on u.request_id = r.request_id
      left join households h on h.household_id = r.household_id
    where r.kind = 'reveal' and p.reason is not null and p.persons is not null and ${where}
    order by ${of === 'newest' ? sql`r.requested_at desc, r.request_id desc` : sql`r.requested_at, r.request_id`}
    limit ${most}`.execute(db)
  const requests = z.array(StoredRequestSchema).parse(of === 'newest' ? rows.toReversed() : rows)
  const decisions = await listDecisions(db, requests.map(({ request_id: id }) => id))
  return requests.map((request) => ({ ...request, decisions: decisions.filter((decision) => decision.request_id === request.request_id) }))
}

async function listDecisions(db: HubDatabase, requestIds: readonly string[]): Promise<StoredDecision[]> {
  if (requestIds.length === 0) return []
  const { rows } = await sql`
    select d.request_id, d.approver_id, o.display_name as approver_name, d.decision, d.field_groups, d.open_for_minutes, d.entry_index, d.decided_at,
      e.leaf, e.leaf_hash, p.officer_salt, p.reason as words,
      s.display_name as stands_for, h.supervisor_id as stands_for_id, d.stands_for_salt, d.shift_id is not null as is_on_duty
    from access_decisions d
      join officers o on o.officer_id = d.approver_id
      join ledger_entries e using (epoch, entry_index)
      join ledger_openings p using (epoch, entry_index)
      left join deputyships h on h.deputyship_id = d.deputyship_id
      left join officers s on s.officer_id = h.supervisor_id
    where d.request_id = any(${[...requestIds]}::uuid[])
    order by d.decided_at, d.decision_id`.execute(db)
  return z.array(StoredDecisionSchema).parse(rows)
}

export const findAccessRequest = async (db: HubDatabase, requestId: string): Promise<StoredRequest | null> => (await list(db, sql`r.request_id = ${requestId}`))[0] ?? null

export const listRequestsOf = (db: HubDatabase, officerId: string, since: Date): Promise<StoredRequest[]> =>
  list(db, sql`r.requester_id = ${officerId} and r.requested_at > ${since}`)

/** One page of what could wait for a decision in this district; policy says which of them this officer may decide. */
export const listUndecided = (db: HubDatabase, district: string, now: Date, after: WaitingPlace, most: number): Promise<StoredRequest[]> =>
  list(db, sql`r.expires_at > ${now} and h.district = ${district} and c.request_id is null and u.request_id is null
    and not exists (select 1 from access_decisions d where d.request_id = r.request_id and d.decision = 'decline')
    and (select count(*) from access_decisions d where d.request_id = r.request_id) < r.approvals_needed and ${afterPlace(after)}`, 'oldest', most)

/** How many of an officer's requests and lists wait for somebody's decision. */
export async function countWaiting(db: HubDatabase, requesters: ReadonlySet<string>, now: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from access_requests r where r.requester_id = any(${[...requesters]}::text[]) and r.expires_at > ${now}
      and not exists (select 1 from access_cancellations c where c.request_id = r.request_id)
      and not exists (select 1 from access_decisions d where d.request_id = r.request_id and d.decision = 'decline')
      and (select count(*) from access_decisions d where d.request_id = r.request_id) < r.approvals_needed`.execute(db)
  return rows[0]?.n ?? 0
}

export const listDecidedBy = (db: HubDatabase, officerId: string, since: Date): Promise<StoredRequest[]> =>
  list(db, sql`exists (select 1 from access_decisions d where d.request_id = r.request_id and d.approver_id = ${officerId} and d.decided_at > ${since})`)

export const insertAccessRequest = (trx: HubTransaction, row: AccessRequestRow) => trx.insertInto('access_requests').values(row).execute()
export const insertAccessDecision = (trx: HubTransaction, row: AccessDecisionRow) => trx.insertInto('access_decisions').values(row).execute()
export const insertCancellation = (trx: HubTransaction, row: AccessCancellationRow) => trx.insertInto('access_cancellations').values(row).execute()

/** False when the approval was used before. */
export async function insertUse(trx: HubTransaction, row: AccessUseRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx.insertInto('access_uses').values(row).onConflict((c) => c.column('request_id').doNothing()).executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** The request whose approval this reveal used; null when it used none. */
export async function findUsedRequest(db: HubDatabase, revealId: string, officerId: string): Promise<string | null> {
  const row = await db.selectFrom('access_uses').select('request_id').where('reveal_id', '=', revealId).where('requester_id', '=', officerId).executeTakeFirst()
  return row?.request_id ?? null
}

/** A reveal's place in the ledger. */
export const findRevealIndex = async (db: HubDatabase, epoch: string, revealId: string): Promise<number | null> =>
  (await db.selectFrom('reveal_decisions').select('entry_index').where('request_id', '=', revealId).where('epoch', '=', epoch).executeTakeFirst())?.entry_index ?? null

/** Is this decision in already, and as which entry? */
export const findDecisionLeaf = async (db: HubDatabase, decisionId: string): Promise<{ epoch: string; index: number; leafHash: Uint8Array } | null> => {
  const row = await db
    .selectFrom('access_decisions').innerJoin('ledger_entries', (join) => join.onRef('ledger_entries.epoch', '=', 'access_decisions.epoch').onRef('ledger_entries.entry_index', '=', 'access_decisions.entry_index'))
    .select(['ledger_entries.epoch', 'ledger_entries.entry_index', 'ledger_entries.leaf_hash']).where('decision_id', '=', decisionId).executeTakeFirst()
  return row === undefined ? null : { epoch: row.epoch, index: row.entry_index, leafHash: row.leaf_hash }
}
