import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { codesOf, DISTRICTS, TEAMS } from '../../../shared/model/codes'
import { DutyCoverSchema } from '../../../shared/model/stand-in'
import type { HubDatabase, HubTransaction } from './hub-tables'

const place = { team: z.enum(codesOf(TEAMS)), district: z.enum(codesOf(DISTRICTS)) }

/** `is_supervisors`: whoever named them is supervisor of that team still. */
const HeldDeputyshipSchema = z.object({
  deputyship_id: z.string(), supervisor_id: z.string(), supervisor_name: z.string(), deputy_id: z.string(), deputy_name: z.string(), ...place, is_supervisors: z.boolean(), starts_at: z.date(), held_until: z.date(),
})
export type HeldDeputyship = z.output<typeof HeldDeputyshipSchema>

/** `is_fit`: still of the district, and for approvals a supervisor. `own_circle`: households that are not for them. */
const HeldShiftSchema = z.object({
  shift_id: z.string(), officer_id: z.string(), officer_name: z.string(), is_fit: z.boolean(), cover: DutyCoverSchema, district: place.district, starts_at: z.date(), held_until: z.date(), entered_by: z.string(), entered_by_name: z.string(), own_circle: z.array(z.string()),
})
export type HeldShift = z.output<typeof HeldShiftSchema>

/** Of all districts, half a year ahead: what is left out decides nothing and is seen by nobody. */
const MOST_IN_COUNTY = 10_000

async function deputyships(db: HubDatabase, where: RawBuilder<unknown>): Promise<HeldDeputyship[]> {
  const { rows } = await sql`
    select h.*, s.display_name as supervisor_name, d.display_name as deputy_name, s.role = 'supervisor' and s.team = h.team and s.district = h.district as is_supervisors
    from held_deputyships h join officers s on s.officer_id = h.supervisor_id join officers d on d.officer_id = h.deputy_id
    where ${where} order by h.starts_at, h.deputyship_id limit ${MOST_IN_COUNTY}`.execute(db)
  return z.array(HeldDeputyshipSchema).parse(rows)
}

async function shifts(db: HubDatabase, where: RawBuilder<unknown>): Promise<HeldShift[]> {
  const { rows } = await sql`
    select h.*, o.display_name as officer_name, e.display_name as entered_by_name, o.district = h.district and (h.cover = 'desk' or o.role = 'supervisor') as is_fit,
      array(select c.household_id from circle_exclusions c where c.officer_id = h.officer_id) as own_circle
    from held_shifts h join officers o on o.officer_id = h.officer_id join officers e on e.officer_id = h.entered_by
    where ${where} order by h.starts_at, h.cover, o.display_name, h.shift_id limit ${MOST_IN_COUNTY}`.execute(db)
  return z.array(HeldShiftSchema).parse(rows)
}

/** Those that were in force at any time since then, or will be; ended ones up to their end. */
export const listDeputyships = (db: HubDatabase, since: Date) => deputyships(db, sql`h.held_until > ${since} and h.held_until > h.starts_at`)
export const listShifts = (db: HubDatabase, since: Date) => shifts(db, sql`h.held_until > ${since} and h.held_until > h.starts_at`)
export const findDeputyship = async (db: HubDatabase, id: string) => (await deputyships(db, sql`h.deputyship_id = ${id}::uuid`))[0] ?? null
export const findShift = async (db: HubDatabase, id: string) => (await shifts(db, sql`h.shift_id = ${id}::uuid`))[0] ?? null
/** The officer's own shift of that kind for those very days, unless it was ended. */
export const findSameShift = async (db: HubDatabase, officerId: string, cover: string, starts: Date) =>
  (await shifts(db, sql`h.officer_id = ${officerId} and h.cover = ${cover} and h.starts_at = ${starts} and h.held_until = h.ends_at`))[0] ?? null

/** Whose accounts are whose: account to the person's opaque id. Accounts that are nobody's second one are not in it. */
export async function listPersons(db: HubDatabase): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ officer_id: string; person_ref: string }>`select officer_id, person_ref from officer_persons`.execute(db)
  return new Map(rows.map((row) => [row.officer_id, row.person_ref]))
}

export interface DeputyshipRow {
  readonly deputyshipId: string; readonly supervisorId: string; readonly deputyId: string; readonly team: string; readonly district: string
  readonly starts: Date; readonly ends: Date; readonly from: string; readonly at: Date
}
export const insertDeputyship = (trx: HubTransaction, row: DeputyshipRow) => sql`
  insert into deputyships values (${row.deputyshipId}::uuid, ${row.supervisorId}, ${row.deputyId}, ${row.team}, ${row.district}, ${row.starts}, ${row.ends}, ${row.from}::uuid, ${row.at})`.execute(trx)

export const insertDeputyshipEnd = (db: HubDatabase, deputyshipId: string, by: string, at: Date) =>
  sql`insert into deputyship_ends values (${deputyshipId}::uuid, ${by}, ${at}) on conflict do nothing`.execute(db)

export interface ShiftRow {
  readonly shiftId: string; readonly officerId: string; readonly cover: string; readonly district: string; readonly starts: Date; readonly ends: Date
  readonly by: string; readonly from: string; readonly at: Date
}
export const insertShift = (db: HubDatabase, row: ShiftRow) => sql`
  insert into duty_shifts values (${row.shiftId}::uuid, ${row.officerId}, ${row.cover}, ${row.district}, ${row.starts}, ${row.ends}, ${row.by}, ${row.from}::uuid, ${row.at})`.execute(db)

export const insertShiftEnd = (db: HubDatabase, shiftId: string, by: string, at: Date) =>
  sql`insert into duty_shift_ends values (${shiftId}::uuid, ${by}, ${at}) on conflict do nothing`.execute(db)

/** Midnight in London at the beginning of that day, and so many days later. */
export async function londonMidnights(db: HubDatabase, day: string, days: number): Promise<{ starts: Date; ends: Date }> {
  const { rows } = await sql<{ starts: Date; ends: Date }>`
    select ${day}::date::timestamp at time zone 'Europe/London' as starts, (${day}::date + ${days}::int)::timestamp at time zone 'Europe/London' as ends`.execute(db)
  const [row] = rows
  if (row === undefined) throw new Error('no row')
  return row
}

/** One shift of an officer at a time: the same week twice, and ending one would leave the other. */
export const lockShifts = (trx: HubTransaction, officerId: string) => sql`select pg_advisory_xact_lock(hashtextextended(${officerId}, 4761310))`.execute(trx)

/** One thing at a time is added to what is known of deputyships. Held until the transaction ends; the database's own guard takes the same. */
export const lockDeputyships = (trx: HubTransaction) => sql`select pg_advisory_xact_lock(4761300)`.execute(trx)
