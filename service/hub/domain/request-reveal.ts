import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { hubApi } from '../../../shared/api/hub-api'
import { CasementError } from '../../../shared/errors/casement-error'
import { canonicalBytes } from '../../../shared/ledger/canonical-json'
import { leafHash } from '../../../shared/ledger/merkle-tree'
import { PersonIdSchema, type HouseholdId } from '../../../shared/model/ids'
import { relationshipOf } from '../../../shared/model/relationship'
import { relatedPart, RevealGrantSchema } from '../../../shared/model/reveal'
import type { BudgetNotice } from '../../../shared/purposes/reveal-budget'
import { toInstant } from '../../plugins/clock'
import type { DeviceCaller } from '../../plugins/authentication'
import type { HubServices } from '../hub-services'
import { readRevealStanding, type RevealStanding } from '../repositories/reveal-standing-repository'
import { findApproval } from './approvals/approved-reveal'
import { cappedCode, readBudgetNotice } from './reveal-budget'
import { OWN_CIRCLE_RULE } from './circle/tell-of-own-circle'
import type { Check, RevealCall } from './checks/check'
import { REVEAL_CHECKS } from './checks/reveal-checks'
import { keepReveal } from './decisions/keep-reveal'
import type { KeptAnswer } from './decisions/keep-reveals'
import { emergencyStanding } from './review/emergency-use'
import { answerAllowed, enterAndDecide, requireSame, type Decided, type Entered, type Granted, type RequestToDecide } from './decide-request'
import { requireRoomForRefusal, requireRoomToWait, turnOf } from './require-room'
import { hasApprovedVisit, listedSince } from './visits/approved-visit'

/** The rule of review.cedar that says no because the quota is used: told apart, since there is another way. */
const QUOTA_RULE = 'emergency-quota-used'

export type RevealRequestBody = z.output<typeof hubApi.requestReveal.request>
export type RevealAnswer = ({ readonly outcome: 'allow'; readonly budget: BudgetNotice | null } & Granted) | { readonly outcome: 'needs-approval'; readonly rule: string; readonly words: string }

/**
 * Design §4 step 4: checks ▸ policy ▸ entry committed ▸ grant and receipt. Well-formed requests that policy forbids or holds back are
 * entered too; one that needs approval becomes an access request. Asked again with the same id, the first answer stands for the grant's life.
 */
export async function requestReveal(services: HubServices, caller: DeviceCaller, body: RevealRequestBody, checks: readonly Check<RevealCall>[] = REVEAL_CHECKS): Promise<RevealAnswer> {
  const { signed } = body
  const sizes = { knownSize: signed.payload.knownSize, vaultKnownSize: body.vaultKnownSize }
  const now = services.clock.now()
  const standing = await readRevealStanding(services.db, {
    officerId: caller.officerId, householdId: body.householdId, persons: body.openings.persons.value.split(','), requestId: signed.payload.requestId, epoch: services.ledger.epoch, now: new Date(now), listedSince: listedSince(now),
  })
  const { before } = standing
  const { kept: { row, use }, receipt } = before === null
    ? await decideReveal(services, caller, body, standing, checks)
    : { kept: { row: requireSame(before.row, before.leafHash, signed, caller), use: null }, receipt: null }
  if (row.outcome === 'needs-approval') return { outcome: 'needs-approval', rule: row.rule, words: row.words }
  if (row.rule === OWN_CIRCLE_RULE) throw new CasementError('CIRCLE_OWN', { rule: row.rule, words: row.words })
  if (row.rule === QUOTA_RULE) throw new CasementError('EMERGENCY_QUOTA_USED', { rule: row.rule, words: row.words })
  const granted = await answerAllowed(services, row, sizes, cappedCode(row), receipt)
  return { outcome: 'allow', ...granted, budget: await readBudgetNotice(services, row, relatedPart(signed.payload).emergency, use) }
}

async function decideReveal(services: HubServices, caller: DeviceCaller, body: RevealRequestBody, { officer, accounts, household, isAtDesk, listedIn, refusedLately }: RevealStanding, checks: readonly Check<RevealCall>[]): Promise<Decided<KeptAnswer>> {
  const { signed, openings } = body
  const purpose = services.purposes.find(signed.payload.purpose.code)
  const relationship = household === null ? 'none' : relationshipOf(officer, household, isAtDesk, await hasApprovedVisit(services, services.db, household.householdId, listedIn))
  const call: RevealCall = { signed, caller, ...openings, purpose, household, relationship, epoch: services.ledger.epoch, now: services.clock.now() }
  for (const { check } of checks) check(call)
  if (household === null || purpose === null) throw new CasementError('NOT_FOUND')
  services.ledger.requireSize(Math.max(signed.payload.knownSize, body.vaultKnownSize))
  const approval = await findApproval(services, call)
  const { fieldGroups } = signed.payload
  const { emergency } = relatedPart(signed.payload)
  const leaf = canonicalBytes(signed)
  const decision = emergency
    ? services.policy.decideEmergency(officer, household, purpose, fieldGroups, await emergencyStanding(services, services.db, officer.officerId, call.now))
    : approval === null
    ? services.policy.decideReveal(officer, household, purpose, fieldGroups)
    : approval.decide(officer, household, purpose, fieldGroups)

  const request: RequestToDecide<KeptAnswer> = {
    requestId: signed.payload.requestId,
    caller,
    knownSize: signed.payload.knownSize,
    decision,
    draft: {
      key: `reveal:${signed.payload.requestId}`, kind: 'reveal', leaf,
      opening: {
        officer_id: openings.officer.value, officer_salt: openings.officer.salt, household_id: body.householdId, persons: openings.persons.value,
        persons_salt: openings.persons.salt, reason: openings.reason.value, reason_salt: openings.reason.salt,
        linked: openings.linked?.value ?? null, linked_salt: openings.linked?.salt ?? null, authority: openings.authority?.value ?? null, authority_salt: openings.authority?.salt ?? null,
      },
    },
    grant: (entered) => {
      const openForMinutes = approval === null ? purpose.openForMinutes : Math.min(purpose.openForMinutes, approval.openForMinutes)
      const sealedUntil = approval?.sealedUntil ?? null
      return sealedUntil === null
        ? makeGrant(services, call, body.householdId, entered, call.now + openForMinutes * 60_000, purpose.showForSeconds)
        : makeGrant(services, call, body.householdId, entered, sealedUntil, Math.min(purpose.showForSeconds, openForMinutes * 60))
    },
    keep: (row) => keepReveal(services, { call, row, accounts, reveal: { officer, household, known: relationship, payload: signed.payload, leafHash: leafHash(leaf) }, purpose, approval, isEmergency: emergency }),
  }
  if (decision.outcome === 'allow' && (emergency || refusedLately < services.limits.refusedPerHour)) return enterAndDecide(services, request)
  return services.turns.run(turnOf(accounts), async () => {
    await requireRoomForRefusal(services, services.db, 'reveal_decisions', accounts)
    if (decision.outcome === 'needs-approval') await requireRoomToWait(services, services.db, accounts)
    return enterAndDecide(services, request)
  })
}

async function makeGrant(
  services: HubServices,
  { signed: { payload }, caller, persons, now }: RevealCall,
  householdId: HouseholdId,
  entered: Entered,
  openUntil: number,
  showForSeconds: number,
): Promise<{ jws: string; openBy: Date }> {
  const openBy = new Date(openUntil)
  const grant = RevealGrantSchema.parse({
    v: 1, type: 'reveal-grant', grantId: randomUUID(), requestId: payload.requestId, epoch: payload.epoch, officerId: caller.officerId, deviceId: caller.deviceId,
    householdId, persons: persons.value.split(',').map((person) => PersonIdSchema.parse(person)), fieldGroups: payload.fieldGroups, purpose: payload.purpose,
    windowKey: payload.windowKey, entryIndex: entered.index, leafHash: Buffer.from(entered.leafHash).toString('hex'), issuedAt: toInstant(now),
    openBy: openBy.toISOString(), showFor: showForSeconds,
  })
  return { jws: await services.keys.signGrant(grant), openBy }
}
