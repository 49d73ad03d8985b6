import type { z } from 'zod'
import type { hubApi } from '../../../../shared/api/hub-api'
import { CasementError } from '../../../../shared/errors/casement-error'
import { canonicalBytes } from '../../../../shared/ledger/canonical-json'
import { equalBytes } from '../../../../shared/ledger/merkle-hash'
import { leafHash } from '../../../../shared/ledger/merkle-tree'
import type { Receipt } from '../../../../shared/ledger/receipt'
import type { RequestState } from '../../../../shared/model/approval'
import type { DeviceCaller } from '../../../plugins/authentication'
import type { HubServices } from '../../hub-services'
import { findAccessRequest, findDecisionLeaf, insertAccessDecision, lockRequest } from '../../repositories/access-request-repository'
import type { HubTransaction } from '../../repositories/hub-tables'
import { getOfficer } from '../../repositories/officer-repository'
import { listAccountsOf } from '../../repositories/person-repository'
import type { Check } from '../checks/check'
import { DECISION_CHECKS, type DecisionCall } from '../checks/decision-checks'
import { readCover } from '../stand-ins/cover'
import { decideNow, householdOf, momentOf } from './list-requests'
import { requestState } from './request-state'

export type DecisionBody = z.output<typeof hubApi.decideRequest.request>

/**
 * One decision on a request: checks ▸ policy ▸ entry committed ▸ decision kept, all while nothing else may happen to the request. The
 * row cannot be kept without its entry, nor for one's own request, nor twice (migration 0060). A decision that is refused is not
 * entered: an entry of this kind counts, and whoever reads the ledger alone must be able to rely on that.
 */
export async function decideAccessRequest(
  services: HubServices,
  caller: DeviceCaller,
  body: DecisionBody,
  checks: readonly Check<DecisionCall>[] = DECISION_CHECKS,
): Promise<{ state: RequestState; receipt: Receipt }> {
  const { payload } = body.signed
  services.ledger.requireSizeOf(payload)
  const index = await services.db.transaction().execute(async (trx) => {
    await lockRequest(trx, payload.requestId)
    return (await findEarlier(services, trx, body)) ?? (await enterDecision(services, trx, caller, body, checks))
  })
  const [receipt] = await services.ledger.receipts([index], payload.knownSize)
  const row = await findAccessRequest(services.db, payload.requestId)
  if (receipt === undefined || row === null) throw new CasementError('REVEAL_LEDGER_UNAVAILABLE')
  return { state: requestState(row, momentOf(services)), receipt }
}

/** Its entry, when exactly this decision is in already. Throws REQUEST_INVALID for another one under its id. */
async function findEarlier({ ledger }: Pick<HubServices, 'ledger'>, trx: HubTransaction, { signed }: DecisionBody): Promise<number | null> {
  const before = await findDecisionLeaf(trx, signed.payload.decisionId)
  if (before === null) return null
  if (!equalBytes(before.leafHash, leafHash(canonicalBytes(signed)))) throw new CasementError('REQUEST_INVALID', { fields: 'signed.payload.decisionId' })
  ledger.requireEpoch(before.epoch)
  return before.index
}

async function enterDecision(services: HubServices, trx: HubTransaction, caller: DeviceCaller, body: DecisionBody, checks: readonly Check<DecisionCall>[]): Promise<number> {
  const { signed, officer: opening, words, standsFor } = body
  const { payload } = signed
  const officer = await getOfficer(trx, caller.officerId)
  const request = await findAccessRequest(trx, payload.requestId)
  const household = request === null ? null : householdOf(request)
  if (request === null || household === null) throw new CasementError('NOT_FOUND')
  const accounts = await listAccountsOf(trx, officer.officerId)
  const { outcome, rule, words: ruleWords, under } = decideNow(services, await readCover(services, trx), officer, request, household, accounts)
  if (outcome !== 'allow') throw new CasementError('APPROVAL_FORBIDDEN', { rule, words: ruleWords })
  const moment = momentOf(services)
  const call: DecisionCall = { signed, caller, officer: opening, words, standsFor, under, request, moment, purpose: null, epoch: moment.epoch, now: moment.now }
  for (const { check } of checks) check(call)

  const leaf = canonicalBytes(signed)
  const entered = await services.ledger.append({
    key: `decision:${payload.decisionId}`, kind: 'decision', leaf,
    opening: {
      officer_id: opening.value, officer_salt: opening.salt, household_id: request.household_id, persons: null, persons_salt: null,
      reason: words?.value ?? null, reason_salt: words?.salt ?? null,
    },
  })
  if (!equalBytes(entered.leafHash, leafHash(leaf))) throw new CasementError('REQUEST_INVALID', { fields: 'signed.payload.decisionId' })
  await insertAccessDecision(trx, {
    decision_id: payload.decisionId, request_id: request.request_id, requester_id: request.requester_id, approver_id: officer.officerId, device_id: caller.deviceId,
    decision: payload.decision, field_groups: [...payload.fieldGroups], open_for_minutes: payload.openForMinutes, epoch: moment.epoch, entry_index: entered.index,
    decided_at: new Date(moment.now), deputyship_id: under.deputyship?.deputyship_id ?? null, stands_for_salt: standsFor?.salt ?? null, shift_id: under.shift?.shift_id ?? null,
  })
  return entered.index
}
