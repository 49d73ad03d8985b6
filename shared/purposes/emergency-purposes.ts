/**
 * Purposes for which emergency access exists at all: somebody may come to harm before anybody could approve. The window offers it for these;
 * the hub's policy (review.cedar) and the vault each decide by their own list, and a test holds the three together.
 */
export const EMERGENCY_PURPOSES: ReadonlyArray<string> = ['safeguarding-adult', 'safeguarding-child']

export const isForEmergency = (purposeCode: string): boolean => EMERGENCY_PURPOSES.includes(purposeCode)
