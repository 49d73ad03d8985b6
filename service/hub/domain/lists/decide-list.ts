import type { z } from 'zod'
import type { contactListsApi } from '../../../../shared/api/contact-lists-api'
import { CasementError } from '../../../../shared/errors/casement-error'
import { canonicalBytes } from '../../../../shared/ledger/canonical-json'
import { equalBytes } from '../../../../shared/ledger/merkle-hash'
import { leafHash } from '../../../../shared/ledger/merkle-tree'
import type { Receipt } from '../../../../shared/ledger/receipt'
import type { RequestState } from '../../../../shared/model/approval'
import type { DeviceCaller } from '../../../plugins/authentication'
import type { HubServices } from '../../hub-services'
import { findDecisionLeaf, insertAccessDecision, lockRequest } from '../../repositories/access-request-repository'
import type { HubTransaction } from '../../repositories/hub-tables'
import { findList, type StoredList } from '../../repositories/list-repository'
import { getOfficer, type HubOfficer } from '../../repositories/officer-repository'
import { decidedUnder, readCover, standingFor, type Cover } from '../stand-ins/cover'
import type { Check } from '../checks/check'
import { LIST_DECISION_CHECKS, type ListDecisionCall } from '../checks/list-checks'
import { limitsOf, listMoment, listState } from './list-state'

export type ListDecisionBody = z.output<typeof contactListsApi.decideList.request>

/** As a decision on any request (decide-access-request): checks ▸ policy ▸ entry committed ▸ decision kept, while nothing else may happen to the list. */
export async function decideContactList(
  services: HubServices, caller: DeviceCaller, body: ListDecisionBody, checks: readonly Check<ListDecisionCall>[] = LIST_DECISION_CHECKS,
): Promise<{ state: RequestState; receipt: Receipt }> {
  const { payload } = body.signed
  services.ledger.requireSizeOf(payload)
  const index = await services.db.transaction().execute(async (trx) => {
    await lockRequest(trx, payload.requestId)
    const before = await findDecisionLeaf(trx, payload.decisionId)
    if (before === null) return enterDecision(services, trx, caller, body, checks)
    if (!equalBytes(before.leafHash, leafHash(canonicalBytes(body.signed)))) throw new CasementError('REQUEST_INVALID', { fields: 'signed.payload.decisionId' })
    services.ledger.requireEpoch(before.epoch)
    return before.index
  })
  const [receipt] = await services.ledger.receipts([index], payload.knownSize)
  const list = await findList(services.db, payload.requestId)
  if (receipt === undefined || list === null) throw new CasementError('REVEAL_LEDGER_UNAVAILABLE')
  return { state: listState(services, list), receipt }
}

/** Whoever decides on a list may decide on each of its households: the first that they may not stands for all. An account of the requester's decides nothing, like the requester. */
export function decidesOn(services: Pick<HubServices, 'policy' | 'standInRules'>, cover: Cover, officer: HubOfficer, list: StoredList) {
  const hasDecided = list.decisions.some((decision) => cover.isSamePerson(decision.approver_id, officer.officerId))
  const requesterId = cover.isSamePerson(list.requester_id, officer.officerId) ? officer.officerId : list.requester_id
  const answers = list.items.flatMap(({ household }) => {
    if (household === null) return []
    const where = { district: household.district, households: list.items.map((item) => item.household_id) }
    const standing = standingFor(services, cover, officer.officerId, list, where)
    const teams = [household.allocatedTeam, list.requester_team]
    const answer = services.policy.decideApproval(officer, {
      requestId: list.request_id, requesterId, requesterTeam: list.requester_team, district: household.district, team: household.allocatedTeam, isProtected: false, householdId: household.householdId,
    }, hasDecided, standing)
    return [{ ...answer, under: decidedUnder(cover, officer.officerId, answer, { ...list, teams }, where) }]
  })
  const gone = { outcome: 'forbid' as const, rule: 'no-household-left', words: 'None of its households is held any more.', under: { capacity: 'own' as const, deputyship: null, shift: null } }
  // Decided as a deputy or on duty for one of them, it is so for the whole list.
  return answers.find(({ outcome }) => outcome !== 'allow') ?? answers.find(({ under }) => under.capacity !== 'own') ?? answers[0] ?? gone
}

async function enterDecision(services: HubServices, trx: HubTransaction, caller: DeviceCaller, body: ListDecisionBody, checks: readonly Check<ListDecisionCall>[]): Promise<number> {
  const { signed, officer: opening, words, standsFor } = body
  const { payload } = signed
  const officer = await getOfficer(trx, caller.officerId)
  const list = await findList(trx, payload.requestId)
  if (list === null) throw new CasementError('NOT_FOUND')
  const { outcome, rule, words: ruleWords, under } = decidesOn(services, await readCover(services, trx), officer, list)
  if (outcome !== 'allow') throw new CasementError('APPROVAL_FORBIDDEN', { rule, words: ruleWords })
  const moment = listMoment(services, list)
  const { workForHours } = limitsOf(services, list)
  const call: ListDecisionCall = { signed, caller, officer: opening, words, standsFor, under, request: { ...list, used_by: null }, moment, purpose: null, epoch: moment.epoch, now: moment.now, workForHours }
  for (const { check } of checks) check(call)

  const leaf = canonicalBytes(signed)
  const entered = await services.ledger.append({
    key: `decision:${payload.decisionId}`, kind: 'decision', leaf,
    opening: { officer_id: opening.value, officer_salt: opening.salt, household_id: null, persons: null, persons_salt: null, reason: words?.value ?? null, reason_salt: words?.salt ?? null },
  })
  if (!equalBytes(entered.leafHash, leafHash(leaf))) throw new CasementError('REQUEST_INVALID', { fields: 'signed.payload.decisionId' })
  await insertAccessDecision(trx, {
    decision_id: payload.decisionId, request_id: list.request_id, requester_id: list.requester_id, approver_id: officer.officerId, device_id: caller.deviceId, decision: payload.decision,
    field_groups: [...payload.fieldGroups], open_for_minutes: payload.openForMinutes, epoch: moment.epoch, entry_index: entered.index, decided_at: new Date(moment.now),
    deputyship_id: under.deputyship?.deputyship_id ?? null, stands_for_salt: standsFor?.salt ?? null, shift_id: under.shift?.shift_id ?? null,
  })
  return entered.index
}
