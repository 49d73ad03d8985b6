import type { ResponseOf } from '../../../../shared/api/define-endpoint'
import type { Period } from '../../../../shared/api/oversight-api'
import type { standInsApi } from '../../../../shared/api/stand-ins-api'
import { ApprovalPairSchema } from '../../../../shared/model/stand-in'
import type { DeviceCaller } from '../../../plugins/authentication'
import type { HubServices } from '../../hub-services'
import { listAccountsOf } from '../../repositories/person-repository'
import { listApprovalPairs } from '../../repositories/oversight/pair-repository'
import { namesGiven, recordReview, requireAllowed } from './allow-oversight'

/**
 * Two people who approve each other's requests. That may be quite right in a small team: it is reported, never judged. A supervisor sees
 * their own team's, and none that they are part of.
 */
export async function approvalPairs(services: HubServices, caller: DeviceCaller, period: Period): Promise<ResponseOf<typeof standInsApi.approvalPairs>> {
  const officer = await requireAllowed(services, caller, () => ({ action: 'reviewPairs' }))
  await recordReview(services, caller, { act: 'approval-pairs', criteria: namesGiven({ period }), householdId: null })
  const { pairs: rules } = services.standInRules
  const own = await listAccountsOf(services.db, officer.officerId)
  const { pairs, decisions } = await listApprovalPairs(services.db, period, rules.eachWayAtLeast)
  const isTheirs = ({ first_team: one, second_team: other, first_district: here, second_district: there, ...row }: (typeof pairs)[number]): boolean =>
    officer.role === 'ig-lead' ||
    (((one === officer.team && here === officer.district) || (other === officer.team && there === officer.district)) && !own.has(row.first_id) && !own.has(row.second_id))
  return {
    ...rules, decisions,
    pairs: pairs.filter(isTheirs).flatMap((row) => {
      const pair = ApprovalPairSchema.parse({
        first: { officerId: row.first_id, name: row.first_name, team: row.first_team, approved: row.first_approved, ofAll: row.first_of_all },
        second: { officerId: row.second_id, name: row.second_name, team: row.second_team, approved: row.second_approved, ofAll: row.second_of_all },
      })
      const share = Math.max(pair.first.approved / pair.first.ofAll, pair.second.approved / pair.second.ofAll)
      return share >= rules.shareAtLeast ? [pair] : []
    }).slice(0, 500),
  }
}
