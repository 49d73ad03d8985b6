import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { AlertFiguresSchema, AlertKindSchema, AlertOutcomeSchema, type AlertFigures, type AlertKind, type AlertOutcome } from '../../../shared/model/alert'
import type { HubDatabase, HubTransaction } from './hub-tables'
import type { ReviewScope } from './review-repository'

export interface AlertToInsert {
  readonly alertId: string
  readonly officerId: string
  readonly team: string
  readonly district: string
  readonly kind: AlertKind
  readonly mark: string
  readonly requestId: string | null
  readonly figures: AlertFigures
  readonly at: Date
}

const StoredAlertSchema = z.object({
  alert_id: z.string(), officer_id: z.string(), officer_name: z.string(), team: z.string(), district: z.string(), kind: AlertKindSchema,
  figures: z.string().transform((text): unknown => JSON.parse(text)).pipe(AlertFiguresSchema), raised_at: z.date(), household_id: z.string().nullable(), reference: z.string().nullable(),
  outcome: AlertOutcomeSchema.nullable(), reviewer_name: z.string().nullable(), reviewed_at: z.date().nullable(),
})
export type StoredAlert = z.output<typeof StoredAlertSchema>

/** The same cause twice is one alert. */
export async function insertAlert(trx: HubTransaction, { alertId, officerId, team, district, kind, mark, requestId, figures, at }: AlertToInsert): Promise<void> {
  await sql`insert into alerts (alert_id, officer_id, team, district, kind, mark, request_id, figures, raised_at)
    values (${alertId}, ${officerId}, ${team}, ${district}, ${kind}, ${mark}, ${requestId}, ${JSON.stringify(figures)}, ${at}) on conflict (officer_id, kind, mark) do nothing`.execute(trx)
}

async function list(db: HubDatabase, where: RawBuilder<unknown>, limit: number): Promise<StoredAlert[]> {
  const { rows } = await sql`
    select a.*, o.display_name as officer_name, p.household_id, h.reference, x.outcome, r.display_name as reviewer_name, x.reviewed_at
    from alerts a join officers o on o.officer_id = a.officer_id
      left join review_tasks t on t.request_id = a.request_id left join ledger_openings p on p.epoch = t.epoch and p.entry_index = t.entry_index left join households h on h.household_id = p.household_id
      left join alert_outcomes x on x.alert_id = a.alert_id left join officers r on r.officer_id = x.reviewer_id
    where ${where} order by x.alert_id is not null, a.raised_at desc, a.alert_id limit ${limit}`.execute(db)
  return z.array(StoredAlertSchema).parse(rows)
}

/** Open ones first, newest first; what was closed in the last month stays to be seen. Never one's own, nor one about a household of the own circle: it is not theirs to judge. */
export const listAlerts = (db: HubDatabase, reviewerId: string, scope: ReviewScope, now: Date, limit: number): Promise<StoredAlert[]> =>
  list(db, sql`${scope.kind === 'team' ? sql`a.team = ${scope.team} and a.district = ${scope.district}` : sql`true`} and not is_same_person(a.officer_id, ${reviewerId})
    and not exists (select 1 from circle_exclusions own where own.officer_id = ${reviewerId} and own.household_id = p.household_id)
    and (x.alert_id is null or x.reviewed_at > ${now}::timestamptz - interval '30 days')`, limit)

export const findAlert = async (db: HubDatabase, alertId: string): Promise<StoredAlert | null> => (await list(db, sql`a.alert_id = ${alertId}`, 1))[0] ?? null

/** False when somebody else was first. */
export async function insertAlertOutcome(db: HubDatabase, row: Readonly<{ alertId: string; officerId: string; reviewerId: string; deviceId: string; outcome: AlertOutcome; at: Date }>): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into alert_outcomes (alert_id, officer_id, reviewer_id, device_id, outcome, reviewed_at)
    values (${row.alertId}, ${row.officerId}, ${row.reviewerId}, ${row.deviceId}, ${row.outcome}, ${row.at}) on conflict (alert_id) do nothing`.execute(db)
  return numAffectedRows === 1n
}
