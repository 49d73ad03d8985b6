/** Why a household is not erased, or not yet: code ▸ what it means and what to do. UK GDPR Art. 17(3) where it names it. */
export const REFUSALS = {
  ERASE_LEGAL_HOLD: 'It is under a legal hold (Art. 17(3)(e)). Lift the hold first.',
  ERASE_STATEMENT_IN_HAND: 'A statement for the resident is in hand. Issue it first: erasing now would take away what they asked to see.',
  ERASE_REQUEST_WAITING: 'An access request, contact list or outing with this household has not run out. Decide it, or wait until it has.',
  ERASE_REVIEW_OPEN: 'A reveal of this household waits for its review. Close the review first.',
  ERASE_DUTY_OPEN: 'A homelessness duty is open (Art. 17(3)(b)). It is erased when the duty has ended.',
  ERASE_MORATORIUM_RUNS: 'A moratorium is running (Art. 17(3)(b)). It is erased when the moratorium has ended.',
  ERASE_STANDS_ELSEWHERE: 'Somebody of this household stands in a record of another household too. Ask the sources which is right: what stays would bring them back.',
  ERASE_PEOPLE_CHANGED: 'Somebody joined or left the household since the order was given, and nothing was erased. Give a new order.',
  ERASE_NOT_KNOWN: 'No household has this reference, here and at the vault.',
  ERASE_NOT_LEADS: 'Both who authorises and who agrees must be information governance leads, and two different people.',
} as const
export type Refusal = keyof typeof REFUSALS

/** An erasure that must not be: with every reason there is. */
export class ErasureRefused extends Error {
  constructor(readonly refusals: readonly Refusal[]) {
    super(refusals.join(', '))
  }
}

export const refusalWords = (refusals: readonly Refusal[]): string => refusals.map((code) => `${code}: ${REFUSALS[code]}\n`).join('')
