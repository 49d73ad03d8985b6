import { sql } from 'kysely'
import { z } from 'zod'
import { FieldGroupSchema } from '../../../shared/model/reveal'
import { HouseholdIdSchema, UuidSchema } from '../../../shared/model/ids'
import type { HubDatabase, HubTransaction } from './hub-tables'

const count = z.coerce.number().int().min(0)
const StoredPermitSchema = z.object({
  request_id: UuidSchema, number: count, household_id: HouseholdIdSchema, reveal_id: UuidSchema, field_groups: z.array(FieldGroupSchema), sealed_at: z.date(), open_by: z.date(),
  displays: count, is_not_shown: z.boolean(),
})
export type StoredPermit = z.output<typeof StoredPermitSchema>

/** The next number of its pack. The pack's row is locked by whoever calls. */
export const insertVisitPermit = (trx: HubTransaction, { requestId, item, revealId, at }: Readonly<{ requestId: string; item: string; revealId: string; at: Date }>) =>
  sql`insert into visit_permits (request_id, number, item, reveal_id, sealed_at)
    select ${requestId}::uuid, coalesce(max(number), 0) + 1, ${item}, ${revealId}::uuid, ${at} from visit_permits where request_id = ${requestId}::uuid`.execute(trx)

/** Every permit of this officer's packs since then, with what their laptops reported of it, in the order of the numbers. */
export async function listPermitsOf(db: HubDatabase, officerId: string, since: Date): Promise<StoredPermit[]> {
  const { rows } = await sql`
    select p.request_id, p.number, i.household_id, p.reveal_id, f.field_groups, p.sealed_at, d.open_by, coalesce(s.displays, 0) as displays, coalesce(s.is_not_shown, false) as is_not_shown
    from visit_permits p
      join access_list_items i on i.request_id = p.request_id and i.item = p.item
      join reveal_decisions d on d.request_id = p.reveal_id
      join ledger_facts f on f.kind = 'reveal' and f.request_id = p.reveal_id and f.epoch = d.epoch
      left join lateral (
        select count(distinct se.entry_key) filter (where sf.event in ('shown', 'displayed-again')) as displays, bool_or(sf.event = 'not-shown') as is_not_shown
        from ledger_facts sf join ledger_entries se on se.epoch = sf.epoch and se.entry_index = sf.entry_index
        where sf.kind = 'device-event' and (sf.request_id = p.reveal_id or sf.request_id in (select o.request_id from emergency_openings o where o.permit_id = p.reveal_id)) and sf.officer_id = i.requester_id
      ) s on true
    where i.requester_id = ${officerId} and p.sealed_at > ${since}
    order by max(p.sealed_at) over (partition by p.request_id) desc, p.request_id, p.number
    limit 1000`.execute(db)
  return z.array(StoredPermitSchema).parse(rows)
}

const SealedPermitSchema = z.object({
  reveal_id: UuidSchema, household_id: HouseholdIdSchema, persons: z.string(), field_groups: z.array(FieldGroupSchema), purpose_code: z.string(), granted: z.string(), sealed_at: z.date(), open_by: z.date(),
  list: z.string(), is_for_emergency: z.boolean(),
})
export type SealedPermit = z.output<typeof SealedPermitSchema>

/** A permit of this officer's, as it was sealed; null when there is none. */
export async function findSealedPermit(db: HubDatabase, officerId: string, revealId: string): Promise<SealedPermit | null> {
  const { rows } = await sql`
    select p.reveal_id, i.household_id, i.persons, f.field_groups, f.purpose_code, d.granted, p.sealed_at, d.open_by, p.request_id as list,
      coalesce((convert_from(le.leaf, 'UTF8')::jsonb #>> '{payload,v}')::integer = 3, false) as is_for_emergency
    from visit_permits p
      join access_list_items i on i.request_id = p.request_id and i.item = p.item
      join access_requests r on r.request_id = p.request_id
      join ledger_entries le on le.epoch = r.epoch and le.entry_index = r.entry_index
      join reveal_decisions d on d.request_id = p.reveal_id and d.outcome = 'allow'
      join ledger_facts f on f.kind = 'reveal' and f.request_id = p.reveal_id and f.epoch = d.epoch
    where p.reveal_id = ${revealId}::uuid and i.requester_id = ${officerId}`.execute(db)
  return rows[0] === undefined ? null : SealedPermitSchema.parse(rows[0])
}

export const insertEmergencyOpening = (trx: HubTransaction, { requestId, permitId, at }: Readonly<{ requestId: string; permitId: string; at: Date }>) =>
  sql`insert into emergency_openings (request_id, permit_id, opened_at) values (${requestId}::uuid, ${permitId}::uuid, ${at}) on conflict do nothing`.execute(trx)
