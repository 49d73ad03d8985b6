import { calculateJwkThumbprint, CompactEncrypt, importJWK } from 'jose'
import type { ApprovalEvidence } from '../../../shared/model/approval'
import type { ListEvidence } from '../../../shared/model/contact-list'
import type { P256PublicJwk } from '../../../shared/model/ids'
import type { RevealedDetails } from '../../../shared/model/identity'
import type { SignedRevealRequest } from '../../../shared/model/reveal'
import type { VerifiedKeyBundle, VerifiedPurposes } from '../../plugins/key-bundle'
import type { VaultKeys } from '../keys/vault-keys'
import { createRelease, lockOfficer } from '../repositories/access-repository'
import { readPersonsOf } from '../repositories/account-repository'
import { createApprovalUse, lockApprovalUse } from '../repositories/approval-repository'
import { countListUses, createListUse } from '../repositories/list-use-repository'
import { findDevice, type DeviceRow } from '../repositories/device-repository'
import { createEmergencyRelease } from '../repositories/emergency-repository'
import { readReleaseStanding } from '../repositories/release-standing-repository'
import type { VaultDatabase, VaultTransaction } from '../repositories/vault-database'
import { lockWitnessed, updateWitnessed } from '../repositories/witness-repository'
import { requireAcceptedEpoch } from './accepted-epoch'
import type { ApprovalCase } from './checks/approval-checks'
import { runChecks } from './checks/check'
import { notingAttempts, type Tried } from './circle/note-attempt'
import { EMERGENCY_WINDOW_MS, isEmergency } from './checks/emergency-checks'
import type { ListCase } from './checks/list-checks'
import { sealsUntil } from './checks/pack-evidence'
import type { ReleaseCall, ReleaseChecks } from './checks/release-checks'
import { readRevealCall, type Evidence, type Opening, type ProvenCaller } from './granted-call'
import { readDetails } from './read-details'

/** What the vault's access decisions need. */
export interface AccessVault {
  readonly database: VaultDatabase
  readonly keys: VaultKeys
  readonly bundle: VerifiedKeyBundle
  readonly purposes: VerifiedPurposes
  readonly clock: { now(): number }
  readonly acceptedEpochs: readonly string[]
}

export interface ReleaseRequest {
  readonly grant: string
  readonly signed: SignedRevealRequest
  readonly evidence: Evidence
  readonly openings: { readonly officer: Opening; readonly persons: Opening }
  readonly windowKey: P256PublicJwk
  readonly approval: ApprovalEvidence | null
  readonly list: ListEvidence | null
}

/**
 * Releases identified details under a grant (design §4 step 6): every check, then the release row committed together with the
 * checkpoint seen, and only then are details opened and sealed to the window key (JWE, ECDH-ES + A256GCM, of RevealedDetails).
 */
export async function releaseDetails(
  vault: AccessVault,
  checks: ReleaseChecks,
  caller: ProvenCaller,
  request: ReleaseRequest,
): Promise<{ sealed: string; ledgerSize: number }> {
  const { grant, signed, evidence, openings, windowKey } = request
  const read = readRevealCall(
    { grant, signed, officer: openings.officer, evidence },
    { caller, keys: vault.bundle, purposes: vault.purposes, now: vault.clock.now() },
  )
  const windowKeyThumbprint = await calculateJwkThumbprint(windowKey)
  const call: ReleaseCall = { ...read, persons: openings.persons, windowKeyThumbprint, sealsUntil: sealsUntil(request.list) }
  await runChecks(checks.call, call)
  const ledgerSize = await notingAttempts(vault, caller.officerId, 'release', (tried) => vault.database.transaction().execute((tx) => decide(tx, vault, checks, call, request, tried)))

  const { grantId, fieldGroups, persons } = call.grant
  const people = await readDetails(vault.database, vault.keys.keyEncryptionKey, persons, fieldGroups)
  return { sealed: await sealToWindow({ grantId, fieldGroups, people }, windowKey), ledgerSize }
}

/** Under lock: what the tables say, the remaining checks, and the row without which nothing leaves. */
async function decide(tx: VaultTransaction, vault: AccessVault, checks: ReleaseChecks, call: ReleaseCall, { approval: evidenceOfApproval, list: evidenceOfList }: Pick<ReleaseRequest, 'approval' | 'list'>, tried: Tried): Promise<number> {
  const { grant, caller, checkpoint, evidence, now } = call
  const { epoch } = call.signed.payload
  const at = new Date(now)
  await lockOfficer(tx, caller.officerId)
  await requireAcceptedEpoch(tx, epoch, vault.acceptedEpochs)
  const known = await lockWitnessed(tx, epoch, at)
  const standing = await readReleaseStanding(tx, { grantId: grant.grantId, officerId: caller.officerId, persons: grant.persons, now, emergencySince: new Date(now - EMERGENCY_WINDOW_MS) })
  const { use, ownHouseholds } = standing
  const firstReleasedAt = standing.firstReleasedAt?.getTime() ?? null
  const unknownPersons = new Set(grant.persons).size - standing.people
  const approval = await readApproval(tx, evidenceOfApproval, standing.protectedPersons)
  const emergency = { usesInWindow: standing.emergencies }
  const list = await readList(tx, evidenceOfList, grant.grantId)
  const personOf = await readPersons(tx, caller.officerId, evidenceOfApproval ?? evidenceOfList)
  tried.households = ownHouseholds
  await runChecks(checks.decision, { ...call, ownHouseholds, known, firstReleasedAt, use, unknownPersons, approval, emergency, list, personOf })
  await updateWitnessed(tx, epoch, { size: checkpoint.size, root: checkpoint.root, note: evidence.receipt.checkpoint, at })
  await createRelease(tx, {
    grantId: grant.grantId, requestId: grant.requestId, epoch, entryIndex: grant.entryIndex, leafHash: grant.leafHash,
    officerId: caller.officerId, deviceId: caller.deviceId, purpose: grant.purpose.code, fieldGroups: grant.fieldGroups,
    persons: grant.persons, isAgain: firstReleasedAt !== null, at,
  })
  if (isEmergency(call)) await createEmergencyRelease(tx, { grantId: grant.grantId, requestId: grant.requestId, officerId: caller.officerId, at })
  if (evidenceOfApproval !== null) await createApprovalUse(tx, { requestId: evidenceOfApproval.request.signed.payload.requestId, grantId: grant.grantId, at })
  if (evidenceOfList !== null) await createListUse(tx, { requestId: evidenceOfList.request.signed.payload.requestId, item: evidenceOfList.request.item.commitment, grantId: grant.grantId, at })
  return Math.max(known.size, checkpoint.size)
}

/** The evidence with what the tables say to it: who are the devices that signed, was it used before? A revoked device signs for nobody. */
async function readApproval(tx: VaultTransaction, evidence: ApprovalEvidence | null, protectedPersons: number): Promise<ApprovalCase> {
  if (evidence === null) return { evidence, protectedPersons, devices: new Map(), usedBy: null }
  return { evidence, protectedPersons, devices: await readDevices(tx, evidence), usedBy: await lockApprovalUse(tx, evidence.request.signed.payload.requestId) }
}

/** The same for a contact list: which grants opened this household of it before? */
async function readList(tx: VaultTransaction, evidence: ListEvidence | null, grantId: string): Promise<ListCase> {
  if (evidence === null) return { evidence, devices: new Map(), usedBefore: 0 }
  const { signed, item } = evidence.request
  return { evidence, devices: await readDevices(tx, evidence), usedBefore: await countListUses(tx, { requestId: signed.payload.requestId, item: item.commitment, grantId }) }
}

/** Whose accounts they are who asked, decided, and stand for somebody. */
async function readPersons(tx: VaultTransaction, officerId: string, evidence: ApprovalEvidence | ListEvidence | null): Promise<(officerId: string) => string> {
  if (evidence === null) return (account) => account
  const named = evidence.decisions.flatMap(({ officer, standsFor }) => [officer.value, ...(standsFor ? [standsFor.value] : [])])
  const persons = await readPersonsOf(tx, [officerId, ...named])
  return (account) => persons.get(account) ?? account
}

async function readDevices(tx: VaultTransaction, { request, decisions }: ApprovalEvidence | ListEvidence): Promise<Map<string, DeviceRow>> {
  const devices = new Map<string, DeviceRow>()
  for (const { signed } of [request, ...decisions]) {
    const device = await findDevice(tx, signed.deviceId)
    if (device !== null && device.revoked_at === null) devices.set(signed.deviceId, device)
  }
  return devices
}

async function sealToWindow(details: RevealedDetails, windowKey: P256PublicJwk): Promise<string> {
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(details)))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', typ: 'casement-revealed-details' })
    .encrypt(await importJWK({ ...windowKey }, 'ECDH-ES'))
}
