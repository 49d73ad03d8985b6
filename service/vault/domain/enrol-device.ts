import { CasementError } from '../../../shared/errors/casement-error'
import type { Ed25519PublicJwk, P256PublicJwk } from '../../../shared/model/ids'
import { countActiveDevices, createDevice, findDevice, lockEnrolments, replaceDevice, type DeviceRow } from '../repositories/device-repository'
import type { VaultDatabase } from '../repositories/vault-database'

export interface NewDevice {
  readonly deviceId: string
  readonly name: string
  readonly signingKey: Ed25519PublicJwk
  readonly ecdhKey: P256PublicJwk
  /** After a forgotten passphrase: the officer's device that this one takes the place of. Anybody else's is ignored. */
  readonly replaces: string | null
}

/**
 * Enrols a device for an officer within the controller's allowance; the one it replaces gives its place up in the same transaction. The
 * same device again under the same keys is fine, under other keys ACCESS_DEVICE_PROOF_INVALID: who has an officer's token has not that
 * officer's laptop. A device of somebody else is REQUEST_INVALID, a revoked or replaced one ACCESS_DEVICE_REVOKED, one too many
 * ACCESS_DEVICE_LIMIT.
 */
export async function enrolDevice(
  vault: Readonly<{ database: VaultDatabase; clock: { now(): number }; deviceAllowance: number }>,
  officerId: string,
  device: NewDevice,
): Promise<void> {
  const { deviceId, replaces } = device
  const at = new Date(vault.clock.now())
  await vault.database.transaction().execute(async (tx) => {
    await lockEnrolments(tx, officerId)
    const known = await findDevice(tx, deviceId)
    if (known !== null && known.officer_id !== officerId) throw new CasementError('REQUEST_INVALID', { fields: 'deviceId' })
    if (known?.revoked_at) throw new CasementError('ACCESS_DEVICE_REVOKED')
    if (known !== null && !hasKeys(known, device)) throw new CasementError('ACCESS_DEVICE_PROOF_INVALID')
    if (replaces !== null) await replaceDevice(tx, { deviceId: replaces, officerId, replacedBy: deviceId, at })
    if (known !== null) return
    if ((await countActiveDevices(tx, officerId)) >= vault.deviceAllowance) throw new CasementError('ACCESS_DEVICE_LIMIT', { allowance: vault.deviceAllowance })
    await createDevice(tx, { ...device, officerId, at })
  })
}

const hasKeys = (known: DeviceRow, { signingKey, ecdhKey }: NewDevice): boolean =>
  known.signing_key.x === signingKey.x && known.ecdh_key.x === ecdhKey.x && known.ecdh_key.y === ecdhKey.y
