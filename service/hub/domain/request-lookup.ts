import type { z } from 'zod'
import type { hubApi } from '../../../shared/api/hub-api'
import { CasementError } from '../../../shared/errors/casement-error'
import { canonicalBytes } from '../../../shared/ledger/canonical-json'
import { LookupGrantSchema } from '../../../shared/model/reveal'
import { toInstant } from '../../plugins/clock'
import type { DeviceCaller } from '../../plugins/authentication'
import type { HubServices } from '../hub-services'
import type { DecisionRow } from '../repositories/hub-tables'
import { perHour, recordDecision } from '../repositories/decision-repository'
import { getOfficer } from '../repositories/officer-repository'
import { listAccountsOf } from '../repositories/person-repository'
import type { Check, LookupCall } from './checks/check'
import { LOOKUP_CHECKS } from './checks/lookup-checks'
import { answerAllowed, enterAndDecide, findEarlierDecision, type Decided, type Entered, type Granted } from './decide-request'
import { requireRoomForRefusal, turnOf } from './require-room'

export type LookupRequestBody = z.output<typeof hubApi.requestLookup.request>

/** A look-up grant is for now: the caller is on the phone. */
const OPEN_FOR_MS = 5 * 60_000

/** Logs a look-up and signs its grant, without ever learning what is looked up. Idempotent by look-up id. */
export async function requestLookup(services: HubServices, caller: DeviceCaller, body: LookupRequestBody, checks: readonly Check<LookupCall>[] = LOOKUP_CHECKS): Promise<Granted> {
  const { payload } = body.signed
  const before = await findEarlierDecision(services, 'lookup_decisions', payload.lookupId, body.signed, caller)
  const { kept, receipt } = before === null ? await decideLookup(services, caller, body, checks) : { kept: before, receipt: null }
  return answerAllowed(services, kept, { knownSize: payload.knownSize, vaultKnownSize: body.vaultKnownSize }, 'FIND_CAP_REACHED', receipt)
}

async function decideLookup(services: HubServices, caller: DeviceCaller, body: LookupRequestBody, checks: readonly Check<LookupCall>[]): Promise<Decided<DecisionRow>> {
  const { signed, officer: opening } = body
  const officer = await getOfficer(services.db, caller.officerId)
  const purpose = services.purposes.find(signed.payload.purpose.code)
  const call: LookupCall = { signed, caller, officer: opening, purpose, epoch: services.ledger.epoch, now: services.clock.now() }
  for (const { check } of checks) check(call)
  if (purpose === null) throw new CasementError('REVEAL_PURPOSE_UNKNOWN')
  services.ledger.requireSize(Math.max(signed.payload.knownSize, body.vaultKnownSize))

  // All of a person's in turn: whether one is capped is known only when it is kept.
  const accounts = await listAccountsOf(services.db, officer.officerId)
  return services.turns.run(turnOf(accounts), async () => {
    await requireRoomForRefusal(services, services.db, 'lookup_decisions', accounts)
    return enterAndDecide(services, {
      requestId: signed.payload.lookupId,
      caller,
      knownSize: signed.payload.knownSize,
      decision: services.policy.decideFind(officer, purpose),
      draft: {
        key: `lookup:${signed.payload.lookupId}`, kind: 'lookup', leaf: canonicalBytes(signed),
        opening: { officer_id: opening.value, officer_salt: opening.salt, household_id: null, persons: null, persons_salt: null, reason: null, reason_salt: null },
      },
      grant: (entered) => makeGrant(services, call, entered),
      keep: (row) => recordDecision(services.db, 'lookup_decisions', row, perHour('lookup_decisions', services.limits.lookupsPerHour)),
    })
  })
}

async function makeGrant(services: HubServices, { signed: { payload }, caller, now }: LookupCall, entered: Entered): Promise<{ jws: string; openBy: Date }> {
  const openBy = new Date(now + OPEN_FOR_MS)
  const grant = LookupGrantSchema.parse({
    v: 1, type: 'lookup-grant', lookupId: payload.lookupId, epoch: payload.epoch, officerId: caller.officerId, deviceId: caller.deviceId, purpose: payload.purpose,
    criteria: payload.criteria, entryIndex: entered.index, leafHash: Buffer.from(entered.leafHash).toString('hex'), issuedAt: toInstant(now), openBy: openBy.toISOString(),
  })
  return { jws: await services.keys.signGrant(grant), openBy }
}
