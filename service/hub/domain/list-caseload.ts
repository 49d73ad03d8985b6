import type { ReferralItem } from '../../../shared/api/caseload-api'
import { ReferralSchema, type TeamPlace } from '../../../shared/model/caseload'
import { HouseholdIdSchema } from '../../../shared/model/ids'
import type { Officer } from '../../../shared/model/officer'
import type { HubServices } from '../hub-services'
import { listCaseworkers, listNames, listStaffedTeams, listTeamReferrals } from '../repositories/caseload-repository'
import { scopeOf } from './scope'

const DECIDED_SHOWN_MS = 30 * 86_400_000

/** Colleagues and teams for the pickers, and the team's referrals for both sides. Nothing for a role without case work. */
export async function listCaseloadFor({ db, clock }: Pick<HubServices, 'db' | 'clock'>, officer: Readonly<Officer>): Promise<{ colleagues: Officer[]; teams: TeamPlace[]; referrals: ReferralItem[] }> {
  if (scopeOf(officer) === null) return { colleagues: [], teams: [], referrals: [] }
  const rows = await listTeamReferrals(db, officer, new Date(clock.now() - DECIDED_SHOWN_MS))
  const referrals = rows.map((row) => ({ ...ReferralSchema.parse(JSON.parse(row.referral)), householdId: HouseholdIdSchema.parse(row.household_id), reference: row.reference }))
  const names = await listNames(db, [...new Set(referrals.flatMap(({ by, decidedBy }) => (decidedBy === null ? [by] : [by, decidedBy])))])
  return {
    colleagues: await listCaseworkers(db, officer.district),
    teams: await listStaffedTeams(db),
    referrals: referrals.map((referral) => ({
      ...referral, byName: names.get(referral.by) ?? referral.by, decidedByName: referral.decidedBy === null ? null : (names.get(referral.decidedBy) ?? referral.decidedBy),
    })),
  }
}
