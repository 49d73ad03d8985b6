import { AdministrationActSchema, PostSchema, type AdministrationAct } from '../../../../shared/model/administration'
import type { DeviceCaller } from '../../../plugins/authentication'
import type { HubServices } from '../../hub-services'
import { listAdministrationActs, type AdministrationActRow } from '../../repositories/administration/act-repository'
import { recordReview, requireAllowed } from '../oversight/allow-oversight'

/**
 * What administrators did to people and laptops, newest first: for the lead, since whoever gives roles decides who may look, and for administrators
 * themselves. Kept among the uses of review before anything is read.
 */
export async function listActs(
  services: HubServices,
  caller: DeviceCaller,
  { after, limit }: Readonly<{ after: string | null; limit: number }>,
): Promise<{ acts: AdministrationAct[]; next: string | null }> {
  await requireAllowed(services, caller, ({ role }) => ({ action: role === 'ig-lead' ? 'reviewLedger' : 'administer' }))
  await recordReview(services, caller, { act: 'administration', criteria: [], householdId: null })
  const rows = await listAdministrationActs(services.db, after, limit + 1)
  const page = rows.slice(0, limit)
  return { acts: page.map(toAct), next: rows.length > limit ? (page.at(-1)?.place ?? null) : null }
}

const postOf = (role: string | null, team: string | null, district: string | null) => (role === null ? null : PostSchema.parse({ role, team, district }))

const toAct = (row: AdministrationActRow): AdministrationAct =>
  AdministrationActSchema.parse({
    key: row.key, at: row.at.toISOString(), act: row.act, by: { officerId: row.by_id, name: row.by_name }, about: { officerId: row.about_id, name: row.about_name },
    before: postOf(row.previous_role, row.previous_team, row.previous_district), after: postOf(row.role, row.team, row.district),
    laptop: row.laptop === null || row.device_id === null ? null : { name: row.laptop, ends: row.device_id.slice(-12) },
  })
