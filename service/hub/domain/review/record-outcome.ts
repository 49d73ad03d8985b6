import type { z } from 'zod'
import type { reviewApi } from '../../../../shared/api/review-api'
import { CasementError } from '../../../../shared/errors/casement-error'
import { canonicalBytes } from '../../../../shared/ledger/canonical-json'
import { equalBytes } from '../../../../shared/ledger/merkle-hash'
import { leafHash } from '../../../../shared/ledger/merkle-tree'
import type { Receipt } from '../../../../shared/ledger/receipt'
import type { ReviewOutcomeCode } from '../../../../shared/model/review'
import type { DeviceCaller } from '../../../plugins/authentication'
import type { HubServices } from '../../hub-services'
import type { HubTransaction } from '../../repositories/hub-tables'
import { getOfficer } from '../../repositories/officer-repository'
import { countClosedThatDay, findOutcomeLeaf, findTask, insertReviewOutcome, isSamePerson, listOutcomesOf, lockReview, lockReviewer } from '../../repositories/review-repository'
import type { Check } from '../checks/check'
import { OUTCOME_CHECKS, type OutcomeCall } from '../checks/outcome-checks'

export type OutcomeBody = z.output<typeof reviewApi.recordOutcome.request>

/**
 * One outcome of a review: policy ▸ checks ▸ entry committed ▸ outcome kept, all while nothing else may happen to the review. The row cannot
 * be kept without its entry, nor by whoever revealed (migration 0120). An outcome that is refused is not entered: an entry of this kind counts.
 */
export async function recordOutcome(
  services: HubServices,
  caller: DeviceCaller,
  body: OutcomeBody,
  checks: readonly Check<OutcomeCall>[] = OUTCOME_CHECKS,
): Promise<{ outcome: ReviewOutcomeCode; receipt: Receipt }> {
  const { payload } = body.signed
  services.ledger.requireSizeOf(payload)
  const index = await services.db.transaction().execute(async (trx) => {
    await lockReviewer(trx, caller.officerId)
    await lockReview(trx, payload.requestId)
    return (await findEarlier(services, trx, body)) ?? (await enterOutcome(services, trx, caller, body, checks))
  })
  const [receipt] = await services.ledger.receipts([index], payload.knownSize)
  if (receipt === undefined) throw new CasementError('REVEAL_LEDGER_UNAVAILABLE')
  return { outcome: payload.outcome, receipt }
}

/** Its entry, when exactly this outcome is in already. Throws REQUEST_INVALID for another one under its id. */
async function findEarlier({ ledger }: Pick<HubServices, 'ledger'>, trx: HubTransaction, { signed }: OutcomeBody): Promise<number | null> {
  const before = await findOutcomeLeaf(trx, signed.payload.outcomeId)
  if (before === null) return null
  if (!equalBytes(before.leafHash, leafHash(canonicalBytes(signed)))) throw new CasementError('REQUEST_INVALID', { fields: 'signed.payload.outcomeId' })
  ledger.requireEpoch(before.epoch)
  return before.index
}

async function enterOutcome(services: HubServices, trx: HubTransaction, caller: DeviceCaller, body: OutcomeBody, checks: readonly Check<OutcomeCall>[]): Promise<number> {
  const { signed, officer: opening, words } = body
  const { payload } = signed
  const officer = await getOfficer(trx, caller.officerId)
  const task = await findTask(trx, payload.requestId)
  if (task === null) throw new CasementError('NOT_FOUND')
  const asked = { requestId: task.request_id, officerId: task.officer_id, team: task.team, district: task.district, householdId: task.household_id }
  const action = payload.step === 'review' ? 'reviewReveal' : 'followUpConcern'
  const answer = services.policy.decideReview(officer, action, asked, await isSamePerson(trx, officer.officerId, task.officer_id))
  if (answer.outcome !== 'allow') throw new CasementError('REVIEW_FORBIDDEN', { rule: answer.rule, words: answer.words })
  const now = services.clock.now()
  const call: OutcomeCall = {
    signed, caller, officer: opening, words, task, outcomes: await listOutcomesOf(trx, [task.request_id]), closedToday: await countClosedThatDay(trx, officer.officerId, new Date(now)),
    perDay: services.reviewRules.perReviewerPerDay, purpose: null, epoch: services.ledger.epoch, now,
  }
  for (const { check } of checks) check(call)

  const leaf = canonicalBytes(signed)
  const entered = await services.ledger.append({
    key: `review:${payload.outcomeId}`, kind: 'review', leaf,
    opening: {
      officer_id: opening.value, officer_salt: opening.salt, household_id: task.household_id, persons: null, persons_salt: null, reason: words.value, reason_salt: words.salt,
    },
  })
  if (!equalBytes(entered.leafHash, leafHash(leaf))) throw new CasementError('REQUEST_INVALID', { fields: 'signed.payload.outcomeId' })
  await insertReviewOutcome(trx, {
    request_id: task.request_id, step: payload.step, outcome_id: payload.outcomeId, officer_id: task.officer_id, reviewer_id: officer.officerId, device_id: caller.deviceId,
    outcome: payload.outcome, epoch: services.ledger.epoch, entry_index: entered.index, decided_at: new Date(now),
  })
  return entered.index
}
