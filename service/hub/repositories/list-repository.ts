import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { DecisionSchema } from '../../../shared/model/approval'
import { codesOf, ROLES, TEAMS } from '../../../shared/model/codes'
import { SignedContactListRequestSchema, SignedListDecisionSchema } from '../../../shared/model/contact-list'
import { HouseholdRecordSchema } from '../../../shared/model/household'
import { RelationshipSchema } from '../../../shared/model/relationship'
import { FieldGroupSchema } from '../../../shared/model/reveal'
import type { Scope } from '../domain/scope'
import { afterPlace, type WaitingPlace } from './access-request-repository'
import type { HubDatabase, HubTransaction } from './hub-tables'
import type { AccessListItemRow, AccessListUseRow } from './list-tables'
import { householdInScope } from './scope-sql'

const count = z.coerce.number().int().min(0)
const leaf = <T extends z.ZodType>(signed: T) => z.instanceof(Uint8Array).transform((bytes): unknown => JSON.parse(new TextDecoder().decode(bytes))).pipe(signed)

const StoredListDecisionSchema = z.object({
  request_id: z.string(), approver_id: z.string(), approver_name: z.string(), decision: DecisionSchema, field_groups: z.array(FieldGroupSchema), open_for_minutes: count,
  entry_index: count, decided_at: z.date(), leaf: leaf(SignedListDecisionSchema), leaf_hash: z.instanceof(Uint8Array), officer_salt: z.string(), words: z.string().nullable(),
  stands_for: z.string().nullable(), stands_for_id: z.string().nullable(), stands_for_salt: z.string().nullable(), is_on_duty: z.boolean(),
})
export type StoredListDecision = z.output<typeof StoredListDecisionSchema>

/** One household of a list, as the hub holds it now (null: not any more), and how often the list opened it. */
const StoredItemSchema = z.object({
  request_id: z.string(), item: z.string(), household_id: z.string(), persons: z.string(), persons_salt: z.string(), relationship: RelationshipSchema, opened: count, reason: z.string().nullable(), reason_salt: z.string().nullable(),
  household: z.string().nullable().transform((text): unknown => (text === null ? null : JSON.parse(text))).pipe(HouseholdRecordSchema.nullable()),
})
export type StoredItem = z.output<typeof StoredItemSchema>

const StoredListSchema = z.object({
  request_id: z.string(), epoch: z.string(), entry_index: count, requester_id: z.string(), requester_name: z.string(), requester_role: z.enum(codesOf(ROLES)), requester_team: z.enum(codesOf(TEAMS)),
  purpose_code: z.string(), open_for_minutes: count, approvals_needed: z.literal(1), requested_at: z.date(), expires_at: z.date(), is_cancelled: z.boolean(),
  leaf: leaf(SignedContactListRequestSchema), leaf_hash: z.instanceof(Uint8Array), officer_salt: z.string(), reason: z.string(), reason_salt: z.string(),
})
export type StoredList = z.output<typeof StoredListSchema> & { readonly decisions: readonly StoredListDecision[]; readonly items: readonly StoredItem[] }

/** Oldest first; of more than `most` the newest, or the oldest. */
async function list(db: HubDatabase, where: RawBuilder<unknown>, of: 'newest' | 'oldest' = 'newest', most = 200): Promise<StoredList[]> {
  const { rows } = await sql`
    select r.*, o.display_name as requester_name, o.role as requester_role, c.request_id is not null as is_cancelled, e.leaf, e.leaf_hash, p.officer_salt, p.reason, p.reason_salt
    from access_requests r
      join officers o on o.officer_id = r.requester_id
      join ledger_entries e using (epoch, entry_index)
      join ledger_openings p using (epoch, entry_index)
      left join access_cancellations c on c.request_id = r.request_id
    where r.kind = 'list' and p.reason is not null and ${where}
    order by ${of === 'newest' ? sql`r.requested_at desc, r.request_id desc` : sql`r.requested_at, r.request_id`}
    limit ${most}`.execute(db)
  const lists = z.array(StoredListSchema).parse(of === 'newest' ? rows.toReversed() : rows)
  const ids = lists.map(({ request_id: id }) => id)
  if (ids.length === 0) return []
  const [decisions, items] = [await listDecisions(db, ids), await listItems(db, ids)]
  return lists.map((one) => ({ ...one, decisions: decisions.filter((decision) => decision.request_id === one.request_id), items: items.filter((item) => item.request_id === one.request_id) }))
}

async function listDecisions(db: HubDatabase, requestIds: readonly string[]): Promise<StoredListDecision[]> {
  const { rows } = await sql`
    select d.request_id, d.approver_id, o.display_name as approver_name, d.decision, d.field_groups, d.open_for_minutes, d.entry_index, d.decided_at, e.leaf, e.leaf_hash, p.officer_salt, p.reason as words,
      s.display_name as stands_for, h.supervisor_id as stands_for_id, d.stands_for_salt, d.shift_id is not null as is_on_duty
    from access_decisions d
      join officers o on o.officer_id = d.approver_id
      join ledger_entries e using (epoch, entry_index)
      join ledger_openings p using (epoch, entry_index)
      left join deputyships h on h.deputyship_id = d.deputyship_id
      left join officers s on s.officer_id = h.supervisor_id
    where d.request_id = any(${[...requestIds]}::uuid[])
    order by d.decided_at, d.decision_id`.execute(db)
  return z.array(StoredListDecisionSchema).parse(rows)
}

/** Without those whose people were erased: nobody can open, prove or decide them any more. */
async function listItems(db: HubDatabase, requestIds: readonly string[]): Promise<StoredItem[]> {
  const { rows } = await sql`
    select i.request_id, i.item, i.household_id, i.persons, i.persons_salt, i.relationship, i.reason, i.reason_salt, h.document as household,
      (select count(*) from access_list_uses u where u.request_id = i.request_id and u.item = i.item) as opened
    from access_list_items i left join households h on h.household_id = i.household_id
    where i.request_id = any(${[...requestIds]}::uuid[]) and i.persons is not null
    order by i.request_id, i.position`.execute(db)
  return z.array(StoredItemSchema).parse(rows)
}

export const findList = async (db: HubDatabase, requestId: string): Promise<StoredList | null> => (await list(db, sql`r.request_id = ${requestId}`))[0] ?? null
export const listListsOf = (db: HubDatabase, officerId: string, since: Date): Promise<StoredList[]> => list(db, sql`r.requester_id = ${officerId} and r.requested_at > ${since}`)

/** One page of what could wait for a decision; policy says which of them this officer may decide. */
export const listUndecidedLists = (db: HubDatabase, now: Date, after: WaitingPlace, most: number): Promise<StoredList[]> =>
  list(db, sql`r.expires_at > ${now} and c.request_id is null and not exists (select 1 from access_decisions d where d.request_id = r.request_id) and ${afterPlace(after)}`, 'oldest', most)

export const listListsDecidedBy = (db: HubDatabase, officerId: string, since: Date): Promise<StoredList[]> =>
  list(db, sql`exists (select 1 from access_decisions d where d.request_id = r.request_id and d.approver_id = ${officerId} and d.decided_at > ${since})`)

/** The entry of a request under this id, whatever it is about. */
export async function findRequestLeaf(db: HubDatabase, requestId: string): Promise<{ epoch: string; index: number; leafHash: Uint8Array } | null> {
  const { rows } = await sql<{ epoch: string; entry_index: number; leaf_hash: Buffer }>`
    select epoch, entry_index, leaf_hash from access_requests join ledger_entries using (epoch, entry_index) where request_id = ${requestId}`.execute(db)
  return rows[0] === undefined ? null : { epoch: rows[0].epoch, index: rows[0].entry_index, leafHash: rows[0].leaf_hash }
}

export const insertListItems = (trx: HubTransaction, rows: readonly AccessListItemRow[]) => trx.insertInto('access_list_items').values([...rows]).execute()
export const insertListUse = (trx: HubTransaction, row: AccessListUseRow) => trx.insertInto('access_list_uses').values(row).execute()

/** The list and the household of it that this reveal opened; null when it opened none. */
export async function findListUse(db: HubDatabase, revealId: string): Promise<{ requestId: string; item: string } | null> {
  const row = await db.selectFrom('access_list_uses').select(['request_id', 'item']).where('reveal_id', '=', revealId).executeTakeFirst()
  return row === undefined ? null : { requestId: row.request_id, item: row.item }
}

/** Which of these the officer may write about, and so ring: in scope now, opened since, or written to before (as `isWithinReach`). */
export async function listWithinReach(db: HubDatabase, scope: Scope, householdIds: readonly string[], since: Date): Promise<Set<string>> {
  if (householdIds.length === 0) return new Set()
  const { rows } = await sql<{ household_id: string }>`
    select household_id from households where household_id = any(${[...householdIds]}::text[]) and (${householdInScope(scope)}
      or exists (select 1 from household_accesses a where a.officer_id = ${scope.officerId} and a.household_id = households.household_id and a.accessed_at > ${since})
      or exists (select 1 from contacts c where c.household_id = households.household_id and c.contact::jsonb ->> 'officerId' = ${scope.officerId}))`.execute(db)
  return new Set(rows.map((row) => row.household_id))
}
