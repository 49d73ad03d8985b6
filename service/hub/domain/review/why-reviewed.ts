import { createHash } from 'node:crypto'
import type { NoteSigner } from '../../../../shared/ledger/checkpoint'
import type { ReviewCause, ReviewFactor } from '../../../../shared/model/review'
import { isDayOff } from '../../policy/bank-holidays'
import type { ReviewRules } from '../../policy/review-rules'

/** What is known of a reveal at the moment in which it is allowed. */
export interface RevealFacts {
  readonly isEmergency: boolean
  readonly isProtected: boolean
  /** Has the officer anything to do with the household, by the hub's own rows? */
  readonly isRelated: boolean
  /** The officer stated a relationship, and the hub's rows say another one or none. */
  readonly isClaimed: boolean
  /** Hub time, ms. */
  readonly at: number
  /** The officer's reveals of that day, this one included. */
  readonly revealsThatDay: number
  /** How often the officer gave these very words of late, this time included. */
  readonly sameWords: number
}

const LONDON = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/** Weekends, bank holidays and whatever is not between the two times, on the clock of London. */
export function isOutOfHours(at: number, { from, to }: ReviewRules['workingHours']): boolean {
  const parts = Object.fromEntries(LONDON.formatToParts(at).map(({ type, value }) => [type, value]))
  const time = `${parts['hour']}:${parts['minute']}`
  return isDayOff(at) || time < from || time >= to
}

/** A number from 0 to 1 that follows from the entry and a key that only the hub has: no officer can choose words until an entry is left out, and the hub cannot choose either. */
export async function drawOf(leafHash: Uint8Array, signer: Pick<NoteSigner, 'sign'>): Promise<number> {
  const signature = await signer.sign(Buffer.from(`casement/review-sample/v1\nleaf ${Buffer.from(leafHash).toString('hex')}\n`))
  return createHash('sha256').update(signature).digest().readUIntBE(0, 6) / 2 ** 48
}

/** Why somebody else looks at it; empty: nobody has to. */
export function causesOf(facts: Pick<RevealFacts, 'isEmergency' | 'isRelated' | 'isClaimed'>, draw: number, rules: Pick<ReviewRules, 'sampleRate'>): ReviewCause[] {
  const causes: ReviewCause[] = [
    ...(facts.isEmergency ? (['emergency'] as const) : []),
    ...(facts.isClaimed ? (['claimed-relationship'] as const) : facts.isRelated ? [] : (['no-relationship'] as const)),
  ]
  return causes.length > 0 ? causes : draw < rules.sampleRate ? ['sample'] : []
}

/** What makes it urgent, and how urgent that is: the sum of what policy gives to each factor. */
export function riskOf(facts: RevealFacts, rules: ReviewRules): { factors: ReviewFactor[]; score: number } {
  const holds: Readonly<Record<ReviewFactor, boolean>> = {
    emergency: facts.isEmergency, protected: facts.isProtected, 'no-relationship': !facts.isRelated && !facts.isClaimed, 'claimed-relationship': facts.isClaimed,
    'out-of-hours': isOutOfHours(facts.at, rules.workingHours), 'many-that-day': facts.revealsThatDay >= rules.manyPerDay, 'repeated-reason': facts.sameWords >= rules.repeatedReason.times,
  }
  const factors = (Object.keys(holds) as ReviewFactor[]).filter((factor) => holds[factor])
  return { factors, score: factors.reduce((sum, factor) => sum + rules.weights[factor], 0) }
}
