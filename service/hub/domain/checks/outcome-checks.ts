import { CasementError } from '../../../../shared/errors/casement-error'
import type { ReviewOutcome } from '../../../../shared/model/review'
import type { StoredOutcome, StoredTask } from '../../repositories/review-repository'
import type { Check, SaltedValue, StatedCall } from './check'
import { requireReason } from './reveal-checks'
import { believableClock, currentEpoch, deviceSignature, officerOpening, requireOpening } from './stated-checks'

/** A reviewer's outcome as it arrived, and the task that it is about. */
export interface OutcomeCall extends StatedCall<ReviewOutcome> {
  readonly words: SaltedValue
  readonly task: StoredTask
  readonly outcomes: readonly StoredOutcome[]
  readonly closedToday: number
  readonly perDay: number
}

/** About exactly what the officer signed: an outcome of one reveal can never be used for another. */
const revealLeaf: Check<OutcomeCall> = {
  name: 'reveal-leaf',
  check({ signed, task }) {
    if (signed.payload.requestLeaf !== Buffer.from(task.leaf_hash).toString('hex')) throw new CasementError('REQUEST_INVALID', { fields: 'signed.payload.requestLeaf' })
  },
}

/** Open; and a follow-up is of a concern. */
const stillOpen: Check<OutcomeCall> = {
  name: 'still-open',
  check({ signed: { payload }, outcomes }) {
    const review = outcomes.find(({ step }) => step === 'review')
    const isOpen = payload.step === 'review' ? review === undefined : review?.outcome === 'concern' && outcomes.every(({ step }) => step !== 'follow-up')
    if (!isOpen) throw new CasementError('REVIEW_NOT_WAITING')
  },
}

/** No more in a day than somebody can read. Concerns are not counted. */
const withinCap: Check<OutcomeCall> = {
  name: 'within-cap',
  check({ signed: { payload }, closedToday, perDay }) {
    if (payload.step === 'review' && closedToday >= perDay) throw new CasementError('REVIEW_CAP_REACHED')
  },
}

const wordsOpening: Check<OutcomeCall> = {
  name: 'words-opening',
  check({ signed, words }) {
    requireOpening(signed.payload.words, 'reason', words, 'words')
  },
}

/** Whatever is said keeps identifiers out, like every reason. */
const understandableWords: Check<OutcomeCall> = {
  name: 'understandable-words',
  check({ words }) {
    requireReason(words.value)
  },
}

/** What an outcome must be, after policy. Refused here, it is not entered in the ledger. */
export const OUTCOME_CHECKS: readonly Check<OutcomeCall>[] = [
  currentEpoch, deviceSignature, officerOpening, believableClock, revealLeaf, stillOpen, withinCap, wordsOpening, understandableWords,
]
