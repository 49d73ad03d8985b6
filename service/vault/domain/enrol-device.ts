import { CasementError } from '../../../shared/errors/casement-error'
import type { Ed25519PublicJwk, P256PublicJwk } from '../../../shared/model/ids'
import { countActiveDevices, findDevice, saveDevice } from '../repositories/device-repository'
import type { VaultDatabase } from '../repositories/vault-database'

export interface NewDevice {
  readonly deviceId: string
  readonly name: string
  readonly signingKey: Ed25519PublicJwk
  readonly ecdhKey: P256PublicJwk
}

/**
 * Enrols a device for an officer within the controller's allowance. The same device again is fine, also under new keys (a forgotten
 * passphrase). A device of somebody else is REQUEST_INVALID, a revoked one ACCESS_DEVICE_REVOKED, one too many
 * ACCESS_DEVICE_LIMIT.
 */
export async function enrolDevice(
  vault: Readonly<{ database: VaultDatabase; clock: { now(): number }; deviceAllowance: number }>,
  officerId: string,
  device: NewDevice,
): Promise<void> {
  await vault.database.transaction().execute(async (tx) => {
    const active = await countActiveDevices(tx, officerId)
    const known = await findDevice(tx, device.deviceId)
    if (known !== null && known.officer_id !== officerId) throw new CasementError('REQUEST_INVALID', { fields: 'deviceId' })
    if (known?.revoked_at) throw new CasementError('ACCESS_DEVICE_REVOKED')
    if (known === null && active >= vault.deviceAllowance) throw new CasementError('ACCESS_DEVICE_LIMIT', { allowance: vault.deviceAllowance })
    const isSame = known?.signing_key.x === device.signingKey.x && known.ecdh_key.x === device.ecdhKey.x
    if (!isSame) await saveDevice(tx, { ...device, officerId, at: new Date(vault.clock.now()) })
  })
}
