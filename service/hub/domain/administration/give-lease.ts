import type { Lease } from '../../../../shared/model/lease'
import { toInstant } from '../../../plugins/clock'
import type { DeviceCaller } from '../../../plugins/authentication'
import type { HubServices } from '../../hub-services'
import { findChainLength } from '../../repositories/device-event-repository'

const HOUR_MS = 3_600_000

/** The lease of a laptop that has just proved itself: a revoked one never comes this far. `nonce` is the laptop's, so that no older answer passes for this one. */
export async function giveLease({ db, keys, clock, leaseRules }: Pick<HubServices, 'db' | 'keys' | 'clock' | 'leaseRules'>, { officerId, deviceId }: DeviceCaller, nonce: string): Promise<{ lease: string }> {
  const now = clock.now()
  const ends = now + leaseRules.hours * HOUR_MS
  const chainLength = await findChainLength(db, deviceId)
  const lease: Lease = { v: 1, type: 'lease', officerId, deviceId, nonce, issuedAt: toInstant(now), expiresAt: toInstant(ends), cacheUntil: toInstant(ends + leaseRules.cacheDays * 24 * HOUR_MS), chainLength }
  return { lease: await keys.signGrant(lease) }
}
