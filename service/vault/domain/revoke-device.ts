import { CasementError } from '../../../shared/errors/casement-error'
import { createRevocation } from '../repositories/device-repository'
import type { VaultDatabase } from '../repositories/vault-database'
import type { ProvenCaller } from './granted-call'

/**
 * Revokes a device for ever, also under a grant already issued. Only for administrators whom the controller lists at the vault: the hub's
 * word is not enough to shut a laptop out. Throws ACCESS_ROLE_FORBIDDEN, ADMIN_OWN_DEVICE for the one that asks, NOT_FOUND.
 */
export async function revokeDevice(
  vault: Readonly<{ database: VaultDatabase; clock: { now(): number }; administrators: readonly string[] }>,
  caller: ProvenCaller,
  deviceId: string,
): Promise<void> {
  if (!vault.administrators.includes(caller.officerId)) throw new CasementError('ACCESS_ROLE_FORBIDDEN')
  if (deviceId === caller.deviceId) throw new CasementError('ADMIN_OWN_DEVICE')
  const revocation = { deviceId, by: caller.officerId, from: caller.deviceId, at: new Date(vault.clock.now()) }
  const isKnown = await vault.database.transaction().execute((tx) => createRevocation(tx, revocation))
  if (!isKnown) throw new CasementError('NOT_FOUND')
}
