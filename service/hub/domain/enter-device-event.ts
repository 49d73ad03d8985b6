import { canonicalBytes } from '../../../shared/ledger/canonical-json'
import { equalBytes } from '../../../shared/ledger/merkle-hash'
import { leafHash } from '../../../shared/ledger/merkle-tree'
import type { OperationResult } from '../../../shared/model/operation'
import type { Officer } from '../../../shared/model/officer'
import type { SignedDeviceEvent } from '../../../shared/model/reveal'
import type { Ledger } from '../ledger/ledger'
import type { EventVerdict } from './judge-device-events'

/**
 * Folds one link of a device's chain into the ledger. A gap or a fork in the chain is entered too: refusing it would remove the
 * evidence. Refused (SYNC_OPERATION_REFUSED) for an id that was used for something else, or beyond the cap. Throws
 * REVEAL_LEDGER_UNAVAILABLE, and then the device sends it again.
 */
export async function enterDeviceEvent(ledger: Ledger, officer: Officer, signed: SignedDeviceEvent, verdict: EventVerdict): Promise<OperationResult> {
  const id = signed.payload.eventId
  if (verdict === 'too-many') return { id, status: 'refused', code: 'SYNC_OPERATION_REFUSED' }
  const leaf = canonicalBytes(signed)
  const isSame = (entered: Uint8Array): OperationResult => (equalBytes(entered, leafHash(leaf)) ? { id, status: 'duplicate', code: null } : { id, status: 'refused', code: 'SYNC_OPERATION_REFUSED' })
  if ('leafHash' in verdict) return isSame(verdict.leafHash)
  const appended = await ledger.append({
    key: `device-event:${id}`, kind: 'device-event', leaf, device: { deviceId: signed.deviceId, flag: verdict.flag },
    opening: { officer_id: officer.officerId, officer_salt: null, household_id: null, persons: null, persons_salt: null, reason: null, reason_salt: null },
  })
  if (appended.isNew) return { id, status: 'applied', code: null }
  return isSame(appended.leafHash)
}
