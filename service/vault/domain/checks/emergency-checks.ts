import { CasementError } from '../../../../shared/errors/casement-error'
import { approvalOf, relatedPart } from '../../../../shared/model/reveal'
import type { Check } from './check'
import type { ReleaseCall } from './release-checks'

/** How often this officer opened by emergency access of late, this grant not counted: the vault's own table. */
export interface EmergencyCase {
  readonly usesInWindow: number
}
export type EmergencyCall = ReleaseCall & { readonly emergency: EmergencyCase }

/** The hub's policy has the same quota and the same purposes, and need not be believed. */
export const EMERGENCY_WINDOW_MS = 24 * 3_600_000
const EMERGENCY_QUOTA = 3
export const SAFEGUARDING: ReadonlySet<string> = new Set(['safeguarding-adult', 'safeguarding-child'])

/** Signed by the officer's own device in the entry: no word of the hub makes an emergency. */
export const isEmergency = ({ signed: { payload } }: Pick<ReleaseCall, 'signed'>): boolean => relatedPart(payload).emergency

const requireEmergency = (holds: boolean, check: string): void => {
  if (!holds) throw new CasementError('REVEAL_GRANT_INVALID', { check })
}

const emergencyPurpose: Check<EmergencyCall> = {
  name: 'emergency-purpose',
  check: (call) => requireEmergency(!isEmergency(call) || SAFEGUARDING.has(call.signed.payload.purpose.code), 'emergency-purpose'),
}

/** An emergency rests on no approval, and an approval on no emergency. */
const emergencyAlone: Check<EmergencyCall> = {
  name: 'emergency-alone',
  check: (call) => requireEmergency(!isEmergency(call) || approvalOf(call.signed.payload) === null, 'emergency-alone'),
}

/** What a laptop opened without signal asks the vault for nothing. */
const emergencyNotSealed: Check<EmergencyCall> = {
  name: 'emergency-not-sealed',
  check: (call) => requireEmergency(call.signed.payload.v !== 4, 'emergency-not-sealed'),
}

const emergencyQuota: Check<EmergencyCall> = {
  name: 'emergency-quota',
  check(call) {
    if (isEmergency(call) && call.emergency.usesInWindow >= EMERGENCY_QUOTA) throw new CasementError('EMERGENCY_QUOTA_USED')
  },
}

/** What the vault makes sure of by itself before it opens anything that nobody has approved. */
export const EMERGENCY_CHECKS: readonly Check<EmergencyCall>[] = [emergencyPurpose, emergencyAlone, emergencyNotSealed, emergencyQuota]
