import { ERROR_CODES, type ErrorCode } from './error-code'

/** Every code with which hub or vault refuse one operation of a laptop (service/SYNC-PROTOCOL.md). */
export const REFUSALS = [
  'ACCESS_DEVICE_PROOF_INVALID', 'ACCESS_DEVICE_UNKNOWN', 'ACCESS_ROLE_FORBIDDEN', 'CASELOAD_ACTION_CHANGED', 'CASELOAD_CHANGED', 'CASELOAD_FORBIDDEN', 'CASELOAD_RECEIVER_INVALID', 'CASELOAD_REFERRAL_CLOSED',
  'CASELOAD_REFERRAL_PENDING', 'CASELOAD_TAKEN', 'INTERNAL', 'NOT_FOUND', 'REQUEST_INVALID', 'SAFETY_FORBIDDEN', 'SYNC_OPERATION_REFUSED',
] as const satisfies readonly ErrorCode[]

interface Words { readonly means: string; readonly action: string }

/** Where the words of a code are about a call that somebody waits for, those about a thing that was written and refused. */
const OF_WRITTEN: Partial<Readonly<Record<ErrorCode, Words>>> = {
  SYNC_OPERATION_REFUSED: {
    means: 'The service did not believe the time it was written, or had something else under the same number.',
    action: 'Check the clock of this laptop. Record it again from the household; then put this one away.',
  },
  INTERNAL: { means: 'The service could not take this, by a fault of its own.', action: 'Report this code to your service desk, and try again tomorrow. What you wrote stays here.' },
  NOT_FOUND: { means: 'The service has no such household any more.', action: 'Find the household again and record this there; then put this one away.' },
  ACCESS_ROLE_FORBIDDEN: {
    means: 'The service does not let you write about this household.',
    action: 'Open it by its reference and try again, or ask the team that works it; then put this one away.',
  },
  ACCESS_DEVICE_PROOF_INVALID: { means: 'The service could not verify the signature of this laptop.', action: 'Try again. If it is refused again, record it again from the household, put this one away and report this code.' },
  ACCESS_DEVICE_UNKNOWN: { means: 'The vault does not know the laptop that this was written on.', action: 'Try again. If it is refused again, ask your administrator whether that laptop is enrolled: what you wrote stays here.' },
  REQUEST_INVALID: { means: 'The service does not know this form of it.', action: 'Ask your service desk for the newest Casement, then try again. What you wrote stays here.' },
}
/** A record of a reveal is evidence: nobody puts it away. */
const EVIDENCE: readonly string[] = ['device-event', 'emergency-opening']
const OF_EVENT = 'Try again in an hour. If it is refused again, report this code: the record is kept here.'

/** What happened to something that was refused, and the way out of it. */
export function refusedWords(code: ErrorCode, kind: string): Words {
  const { means, action } = OF_WRITTEN[code] ?? ERROR_CODES[code]
  return { means, action: EVIDENCE.includes(kind) ? OF_EVENT : action }
}

/** What an officer wrote or did can be put away. Records of reveals, and what comes sealed from an earlier enrolment, are only sent again. */
export const canPutAway = (kind: string): boolean => !EVIDENCE.includes(kind) && kind !== 'recovered'
