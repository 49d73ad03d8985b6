import { CasementError } from '../../../../shared/errors/casement-error'
import { canonicalise } from '../../../../shared/ledger/canonical-json'
import { opensCommitment, type CommitmentKind } from '../../../../shared/ledger/commitment'
import type { RevealRequest } from '../../../../shared/model/reveal'
import { shownWording } from '../../../../shared/purposes/purpose'
import { verifySigned } from '../../../plugins/verify-signed'
import { sha256Hex } from '../sha256-hex'
import type { Check, SaltedValue, StatedCall, Statement } from './check'

/** A statement that names its purpose. */
type Purposeful = Statement & Pick<RevealRequest, 'purpose'>

const CLOCK_TOLERANCE_MS = 10 * 60_000

/** Throws REQUEST_INVALID naming the opening that does not open its commitment. */
export function requireOpening(commitment: string, kind: CommitmentKind, { value, salt }: SaltedValue, field: string): void {
  const bytes = Buffer.from(salt, 'base64url')
  const opens = bytes.toString('base64url') === salt && opensCommitment(commitment, kind, value, bytes)
  if (!opens) throw new CasementError('REQUEST_INVALID', { fields: field })
}

export const currentEpoch: Check<StatedCall<Statement>> = {
  name: 'current-epoch',
  check({ signed, epoch }) {
    if (signed.payload.epoch !== epoch) throw new CasementError('SYNC_EPOCH_CHANGED')
  },
}

/** Signed by the very laptop that calls, with its enrolled key. */
export const deviceSignature: Check<StatedCall<Statement>> = {
  name: 'device-signature',
  check({ signed, caller }) {
    if (signed.deviceId !== caller.deviceId || !verifySigned(signed, caller.signingKey)) throw new CasementError('ACCESS_DEVICE_PROOF_INVALID')
  },
}

/** The officer committed to is the one whose token came with the call. */
export const officerOpening: Check<StatedCall<Statement>> = {
  name: 'officer-opening',
  check({ signed, officer, caller }) {
    if (officer.value !== caller.officerId) throw new CasementError('REQUEST_INVALID', { fields: 'openings.officer' })
    requireOpening(signed.payload.officer, 'officer', officer, 'openings.officer')
  },
}

/** The laptop's clock is close to ours: the entry's own time must be believable later. */
export const believableClock: Check<StatedCall<Statement>> = {
  name: 'believable-clock',
  check({ signed, now }) {
    if (Math.abs(Date.parse(signed.payload.statedAt) - now) > CLOCK_TOLERANCE_MS) throw new CasementError('REVEAL_CLOCK')
  },
}

const knownPurpose: Check<StatedCall<Purposeful>> = {
  name: 'known-purpose',
  check({ purpose }) {
    if (purpose === null) throw new CasementError('REVEAL_PURPOSE_UNKNOWN')
  },
}

/** The officer read exactly the wording that is signed now. */
const currentWording: Check<StatedCall<Purposeful>> = {
  name: 'current-wording',
  check({ signed, purpose }) {
    if (purpose === null) return
    const { version, wordingHash } = signed.payload.purpose
    const isCurrent = version === purpose.version && wordingHash === sha256Hex(canonicalise(shownWording(purpose)))
    if (!isCurrent) throw new CasementError('REVEAL_PURPOSE_OUTDATED')
  },
}

/** What every stated need must be, in the order of the design. */
export const STATED_CHECKS: readonly Check<StatedCall<Purposeful>>[] = [currentEpoch, deviceSignature, officerOpening, believableClock, knownPurpose, currentWording]
