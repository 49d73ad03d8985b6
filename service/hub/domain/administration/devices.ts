import { EnrolledDeviceSchema, type EnrolledDevice } from '../../../../shared/api/oversight-api'
import { CasementError } from '../../../../shared/errors/casement-error'
import { UuidSchema } from '../../../../shared/model/ids'
import type { DeviceCaller } from '../../../plugins/authentication'
import type { HubServices } from '../../hub-services'
import { insertRevocation, listEnrolled, type EnrolledDeviceRow } from '../../repositories/administration/enrolled-device-repository'
import { requireAllowed } from '../oversight/allow-oversight'

/** Every laptop that was ever enrolled, those in use first: for the administrator, and for the lead, who answers for a lost one. */
export async function listDevices(
  services: HubServices,
  caller: DeviceCaller,
  { after, limit }: Readonly<{ after: string | null; limit: number }>,
): Promise<{ devices: EnrolledDevice[]; next: string | null; allowance: number }> {
  await requireAllowed(services, caller, ({ role }) => ({ action: role === 'ig-lead' ? 'reviewLedger' : 'administer' }))
  if (after !== null && !UuidSchema.safeParse(after).success) throw new CasementError('REQUEST_INVALID', { fields: 'after' })
  const rows = await listEnrolled(services.db, after, limit + 1)
  const page = rows.slice(0, limit)
  return { devices: page.map(toDevice), next: rows.length > limit ? (page.at(-1)?.device_id ?? null) : null, allowance: services.deviceAllowance }
}

/** Revokes a laptop for ever: the service cannot take it back. Throws ADMIN_OWN_DEVICE for the one that asks, NOT_FOUND. */
export async function revokeDevice(services: HubServices, caller: DeviceCaller, deviceId: string): Promise<void> {
  await requireAllowed(services, caller, () => ({ action: 'administer' }))
  if (deviceId === caller.deviceId) throw new CasementError('ADMIN_OWN_DEVICE')
  const revocation = { deviceId, by: caller.officerId, from: caller.deviceId, at: new Date(services.clock.now()) }
  const isKnown = await services.db.transaction().execute((trx) => insertRevocation(trx, revocation))
  if (!isKnown) throw new CasementError('NOT_FOUND')
}

export function toDevice(row: EnrolledDeviceRow): EnrolledDevice {
  const ended = row.revoked_at ?? row.replaced_at
  return EnrolledDeviceSchema.parse({
    deviceId: row.device_id, name: row.name, owner: { officerId: row.officer_id, displayName: row.display_name, role: row.role, team: row.team, district: row.district },
    enrolledAt: row.enrolled_at.toISOString(), lastSeenAt: row.seen_at?.toISOString() ?? null, state: row.revoked_at !== null ? 'revoked' : row.replaced_at !== null ? 'replaced' : 'in-use',
    endedAt: ended?.toISOString() ?? null,
  })
}
