import type { HouseholdRecord } from '../../../../shared/model/household'
import type { LookupRequest, RevealRequest } from '../../../../shared/model/reveal'
import type { Signed } from '../../../../shared/model/signed'
import type { Purpose } from '../../../../shared/purposes/purpose'
import type { DeviceCaller } from '../../../plugins/authentication'

export interface SaltedValue {
  readonly value: string
  readonly salt: string
}

/** What everything that an officer states has in common. */
export type Statement = Pick<RevealRequest, 'epoch' | 'officer' | 'statedAt'>

/** A stated need as it arrived, and what the hub knows about it. */
export interface StatedCall<Payload = RevealRequest | LookupRequest> {
  readonly signed: Signed<Payload>
  readonly caller: DeviceCaller
  readonly officer: SaltedValue
  /** The signed purpose of that code; null when there is none. */
  readonly purpose: Purpose | null
  readonly epoch: string
  /** Hub time, ms. */
  readonly now: number
}

export interface RevealCall extends StatedCall<RevealRequest> {
  readonly persons: SaltedValue
  readonly reason: SaltedValue
  readonly linked: SaltedValue | null
  readonly authority: SaltedValue | null
  readonly household: HouseholdRecord | null
}

export type LookupCall = StatedCall<LookupRequest>

/** One small refusal: throws its code, or lets pass. Named, so that a test can leave it out and see the attack succeed. */
export interface Check<Call> {
  readonly name: string
  check(call: Call): void
}
