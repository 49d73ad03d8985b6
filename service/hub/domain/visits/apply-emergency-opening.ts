import { decodeJwt } from 'jose'
import { canonicalBytes, canonicalise } from '../../../../shared/ledger/canonical-json'
import { opensCommitment } from '../../../../shared/ledger/commitment'
import { equalBytes } from '../../../../shared/ledger/merkle-hash'
import { leafHash } from '../../../../shared/ledger/merkle-tree'
import type { EmergencyOpeningOperation } from '../../../../shared/model/emergency-opening'
import type { HouseholdRecord } from '../../../../shared/model/household'
import type { Officer } from '../../../../shared/model/officer'
import type { OperationResult } from '../../../../shared/model/operation'
import { relatedPart, RevealGrantSchema } from '../../../../shared/model/reveal'
import type { Signed } from '../../../../shared/model/signed'
import type { HubServices } from '../../hub-services'
import { findHousehold } from '../../repositories/household-repository'
import type { DecisionRow } from '../../repositories/hub-tables'
import { findOperationHash, insertOperation } from '../../repositories/operation-repository'
import { listAccountsOf } from '../../repositories/person-repository'
import { insertEmergencyUse } from '../../repositories/review-repository'
import { currentHousehold } from '../../repositories/successor-repository'
import { findSealedPermit, insertEmergencyOpening, type SealedPermit } from '../../repositories/visit-permit-repository'
import { reviewCauses, reviewOf, type AllowedReveal } from '../review/create-reviews'
import { sha256Hex } from '../sha256-hex'

export type SignedEmergencyOpening = Signed<EmergencyOpeningOperation>
type Services = Pick<HubServices, 'db' | 'clock' | 'ledger' | 'reveals' | 'keys' | 'reviewRules' | 'alertRules'>

const RULE = { rule: 'emergency-without-signal', words: 'Opened without signal in an emergency, by a permit that was approved beforehand. Somebody else reviews it.' } as const

/**
 * Emergency access that happened without signal becomes what it would have been with it: an entry of the ledger, a use of the quota, a task
 * of review for somebody else, an alert. It has happened, so that nothing is decided and a quota that was overdrawn refuses nothing: it shows.
 * Refused (SYNC_OPERATION_REFUSED) for a permit that was never sealed for that, and kept by the laptop as evidence.
 */
export async function applyEmergencyOpening(services: Services, officer: Officer, { payload: operation }: SignedEmergencyOpening): Promise<OperationResult> {
  const { operationId, at, reveal } = operation
  const refused: OperationResult = { id: operationId, status: 'refused', code: 'SYNC_OPERATION_REFUSED' }
  const contentHash = sha256Hex(canonicalise(operation))
  const before = await findOperationHash(services.db, operationId)
  if (before !== null) return before === contentHash ? { id: operationId, status: 'duplicate', code: null } : refused
  const permit = await findSealedPermit(services.db, officer.officerId, reveal.payload.permit.requestId)
  const household = await householdOf(services, operation)
  if (permit === null || household === null || !isOpened(operation, officer) || !fits(operation, permit)) return refused

  const leaf = canonicalBytes(reveal)
  const { openings } = operation
  const entered = await services.ledger.append({
    key: `reveal:${reveal.payload.requestId}`, kind: 'reveal', leaf,
    opening: {
      officer_id: openings.officer.value, officer_salt: openings.officer.salt, household_id: household.householdId, persons: openings.persons.value, persons_salt: openings.persons.salt,
      reason: openings.reason.value, reason_salt: openings.reason.salt, linked: openings.linked?.value ?? null, linked_salt: openings.linked?.salt ?? null,
      authority: openings.authority?.value ?? null, authority_salt: openings.authority?.salt ?? null,
    },
  })
  if (!equalBytes(entered.leafHash, leafHash(leaf))) return refused
  const row: DecisionRow = {
    request_id: reveal.payload.requestId, epoch: services.ledger.epoch, entry_index: entered.index, officer_id: officer.officerId, device_id: reveal.deviceId, outcome: 'allow', ...RULE,
    // The grant that it was opened under is the permit's: there is no other.
    granted: permit.granted, open_by: permit.open_by, decided_at: happenedAt(services, at, permit),
  }
  const opened: AllowedReveal = { officer, household, known: 'approved-visit', payload: reveal.payload, leafHash: entered.leafHash }
  const causes = await reviewCauses(services, opened)
  await services.reveals.keep({
    question: {
      requestId: row.request_id, accounts: await listAccountsOf(services.db, officer.officerId), householdId: household.householdId, at: row.decided_at, words: openings.reason.value, alerts: services.alertRules, review: services.reviewRules,
    },
    settle: (past) => ({ row, relationship: { stated: relatedPart(reveal.payload).relationship, known: 'approved-visit' }, ...reviewOf(services, row, opened, causes, past) }),
    also: async (trx) => {
      await insertOperation(trx, { operation_id: operationId, device_id: operation.deviceId, officer_id: officer.officerId, kind: operation.kind, content_hash: contentHash })
      await insertEmergencyOpening(trx, { requestId: row.request_id, permitId: permit.reveal_id, at: row.decided_at })
      await insertEmergencyUse(trx, { request_id: row.request_id, officer_id: officer.officerId, used_at: row.decided_at })
    },
  })
  return { id: operationId, status: 'applied', code: null }
}

/** As it stands today: its records may have gone to another since the door. */
async function householdOf({ db }: Pick<HubServices, 'db'>, { householdId }: EmergencyOpeningOperation): Promise<HouseholdRecord | null> {
  const row = await findHousehold(db, { householdId: await currentHousehold(db, householdId) })
  return row === undefined ? null : (JSON.parse(row.document) as HouseholdRecord)
}

/** Everything that the entry commits to is opened, and it is this officer's. */
function isOpened({ deviceId, reveal: { payload, deviceId: signedBy }, openings }: EmergencyOpeningOperation, officer: Officer): boolean {
  const opens = (commitment: string | null, kind: 'officer' | 'person' | 'reason' | 'case' | 'authority', opening: Readonly<{ value: string; salt: string }> | null): boolean =>
    commitment === null ? opening === null : opening !== null && opensCommitment(commitment, kind, opening.value, Buffer.from(opening.salt, 'base64url'))
  return signedBy === deviceId && openings.officer.value === officer.officerId && opens(payload.officer, 'officer', openings.officer) && opens(payload.persons, 'person', openings.persons) &&
    opens(payload.reason, 'reason', openings.reason) && opens(payload.linked, 'case', openings.linked) && opens(payload.authority, 'authority', openings.authority)
}

/** It says of the permit what the permit says: sealed for an emergency, for this laptop, under this grant, of these people, with this purpose and these groups. */
const fits = ({ householdId, reveal: { payload, deviceId }, openings }: EmergencyOpeningOperation, permit: SealedPermit): boolean =>
  permit.is_for_emergency && isGrantOf(permit, payload.permit.grantId, deviceId) && permit.household_id === householdId && permit.persons === openings.persons.value && permit.purpose_code === payload.purpose.code && payload.fieldGroups.join() === permit.field_groups.toSorted().join()

const isGrantOf = ({ granted }: SealedPermit, grantId: string, deviceId: string): boolean => {
  const grant = RevealGrantSchema.parse(decodeJwt(granted))
  return grant.grantId === grantId && grant.deviceId === deviceId
}

/** As the laptop says, between the sealing and now: a clock that is wrong keeps no opening from its review, and moves no use of the quota out of its day. */
const happenedAt = ({ clock }: Pick<HubServices, 'clock'>, at: string, { sealed_at: sealedAt }: SealedPermit): Date => new Date(Math.min(clock.now(), Math.max(sealedAt.getTime(), Date.parse(at))))
