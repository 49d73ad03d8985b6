import { CasementError } from '../../../../shared/errors/casement-error'
import type { z } from 'zod'
import type { SignedWipeQuestionSchema, SignedWipeReceiptSchema } from '../../../../shared/model/wipe'
import { toInstant } from '../../../plugins/clock'
import { verifySigned } from '../../../plugins/verify-signed'
import type { HubServices } from '../../hub-services'
import { insertWipe } from '../../repositories/administration/lost-device-repository'
import { findDevice } from '../../repositories/device-repository'
import type { Signed } from '../../../../shared/model/signed'

/**
 * The signed order to a laptop that was revoked or replaced. A laptop erases itself on nothing less: a mere *refused* could come from anything
 * between it and the hub. Throws ACCESS_DEVICE_PROOF_INVALID, NOT_FOUND for a laptop in use or unknown.
 */
export async function orderWipe(services: HubServices, question: z.output<typeof SignedWipeQuestionSchema>): Promise<{ order: string }> {
  const { deviceId, endedAt } = await requireEnded(services, question)
  return { order: await services.keys.signGrant({ v: 1, type: 'wipe-order', deviceId, nonce: question.payload.nonce, endedAt }) }
}

/** Keeps the receipt of a wiped laptop; the first stands. Throws as `orderWipe`. */
export async function keepWipeReceipt(services: HubServices, receipt: z.output<typeof SignedWipeReceiptSchema>): Promise<void> {
  const { deviceId } = await requireEnded(services, receipt)
  const { at, unsent } = receipt.payload
  await insertWipe(services.db, { deviceId, receipt: JSON.stringify(receipt), at: new Date(at), unsent, receivedAt: new Date(services.clock.now()) })
}

async function requireEnded({ db }: HubServices, signed: Readonly<Signed<unknown>>): Promise<{ deviceId: string; endedAt: string }> {
  const device = await findDevice(db, signed.deviceId)
  if (device === null) throw new CasementError('NOT_FOUND')
  if (!verifySigned(signed, device.signingKey)) throw new CasementError('ACCESS_DEVICE_PROOF_INVALID')
  if (device.revokedAt === null) throw new CasementError('NOT_FOUND')
  return { deviceId: signed.deviceId, endedAt: toInstant(new Date(device.revokedAt).getTime()) }
}
