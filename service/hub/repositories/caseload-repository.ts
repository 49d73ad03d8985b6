import { sql, type Insertable, type Selectable } from 'kysely'
import type { Officer } from '../../../shared/model/officer'
import type { TeamPlace } from '../../../shared/model/caseload'
import type { AllocationRow, CaseloadEventRow, NextActionRow, ReferralRow } from './caseload-tables'
import { listOwnCircle } from './circle-repository'
import type { HubOfficer } from './officer-repository'
import type { HubDatabase, HubTransaction } from './hub-tables'

/** What is known of who works some households, by household id. */
export interface CaseloadRows {
  readonly allocations: ReadonlyMap<string, AllocationRow>
  readonly actions: ReadonlyMap<string, readonly NextActionRow[]>
  /** Of each household the one that waits, else the latest. */
  readonly referrals: ReadonlyMap<string, Selectable<ReferralRow>>
}

export async function listCaseload(db: HubDatabase, householdIds: readonly string[]): Promise<CaseloadRows> {
  if (householdIds.length === 0) return { allocations: new Map(), actions: new Map(), referrals: new Map() }
  const ids = [...householdIds]
  const allocations = await db.selectFrom('allocations').selectAll().where('household_id', 'in', ids).execute()
  const actions = new Map<string, NextActionRow[]>()
  for (const row of await db.selectFrom('next_actions').selectAll().where('household_id', 'in', ids).execute())
    actions.set(row.household_id, [...(actions.get(row.household_id) ?? []), row])
  const referrals = await db.selectFrom('referrals').selectAll().where('household_id', 'in', ids)
    .orderBy((e) => e('state', '=', 'pending')).orderBy('change_no').execute()
  return {
    allocations: new Map(allocations.map((row) => [row.household_id, row])), actions,
    referrals: new Map(referrals.map((row) => [row.household_id, row])),
  }
}

export const saveAllocation = (trx: HubTransaction, row: AllocationRow) =>
  trx.insertInto('allocations').values(row)
    .onConflict((c) => c.column('household_id').doUpdateSet({ allocation_id: row.allocation_id, officer_id: row.officer_id, team: row.team, district: row.district, allocation: row.allocation }))
    .execute()

export const insertNextAction = (trx: HubTransaction, row: NextActionRow) => trx.insertInto('next_actions').values(row).execute()
export const insertReferral = (trx: HubTransaction, row: Insertable<ReferralRow>) => trx.insertInto('referrals').values(row).execute()
export const decideReferral = (trx: HubTransaction, row: Pick<ReferralRow, 'referral_id' | 'state' | 'changed_at' | 'referral'>) =>
  trx.updateTable('referrals').set({ state: row.state, changed_at: row.changed_at, referral: row.referral, change_no: sql`default` }).where('referral_id', '=', row.referral_id).execute()

/** The ordinary audit trail of caseloads. */
export const insertCaseloadEvent = (trx: HubTransaction, row: Omit<CaseloadEventRow, 'event_id' | 'received_at'>) => trx.insertInto('caseload_events').values(row).execute()

export async function findOfficer(db: HubDatabase, officerId: string): Promise<HubOfficer | null> {
  const row = await db.selectFrom('officers').selectAll().where('officer_id', '=', officerId).executeTakeFirst()
  return row === undefined ? null : { officerId: row.officer_id, displayName: row.display_name, role: row.role, team: row.team, district: row.district, circle: await listOwnCircle(db, officerId) }
}

export async function listCaseworkers(db: HubDatabase, district: Officer['district']): Promise<Officer[]> {
  const rows = await db.selectFrom('officers').selectAll().where('district', '=', district).where('role', 'in', ['officer', 'outreach', 'supervisor'])
    .orderBy('display_name').orderBy('officer_id').limit(2_000).execute()
  return rows.map((row) => ({ officerId: row.officer_id, displayName: row.display_name, role: row.role, team: row.team, district: row.district }))
}

/** Teams that somebody does case work in, in every district: where a household can be referred. */
export async function listStaffedTeams(db: HubDatabase): Promise<TeamPlace[]> {
  return db.selectFrom('officers').select(['team', 'district']).distinct().where('role', 'in', ['officer', 'outreach', 'supervisor']).orderBy('district').orderBy('team').limit(200).execute()
}

export const hasCaseworkers = async (db: HubDatabase, { team, district }: TeamPlace): Promise<boolean> =>
  (await listStaffedTeams(db)).some((place) => place.team === team && place.district === district)

/**
 * Referrals from or to an officer's team: pending ones, and those decided since. Newest first; with the household's reference. None of
 * the officer's own circle; and what is not offered any more (a record that became protected) is the sender's alone, as in the scope.
 */
export const listTeamReferrals = (db: HubDatabase, { officerId, team, district }: Pick<Officer, 'officerId' | 'team' | 'district'>, since: Date) =>
  db.selectFrom('referrals').innerJoin('households', 'households.household_id', 'referrals.household_id')
    .select(['referrals.household_id', 'referrals.referral', 'households.reference'])
    .where((e) => e.or([
      e.and({ 'referrals.from_team': team, 'referrals.from_district': district }),
      e.and([
        e.and({ 'referrals.to_team': team, 'referrals.to_district': district }),
        e.or([e('referrals.state', '<>', 'pending'), e.and({ 'households.referred_team': team, 'households.referred_district': district })]),
      ]),
    ]))
    .where(sql<boolean>`not exists (select 1 from circle_exclusions own where own.officer_id = ${officerId} and own.household_id = referrals.household_id)`)
    .where((e) => e.or([e('referrals.state', '=', 'pending'), e('referrals.changed_at', '>=', since)]))
    .orderBy('referrals.changed_at', 'desc').orderBy('referrals.referral_id').limit(1_000).execute()

export async function listNames(db: HubDatabase, officerIds: readonly string[]): Promise<Map<string, string>> {
  if (officerIds.length === 0) return new Map()
  const rows = await db.selectFrom('officers').select(['officer_id', 'display_name']).where('officer_id', 'in', [...officerIds]).execute()
  return new Map(rows.map((row) => [row.officer_id, row.display_name]))
}
