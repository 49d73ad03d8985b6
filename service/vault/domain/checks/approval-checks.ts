import { CasementError } from '../../../../shared/errors/casement-error'
import { decodeBase64 } from '../../../../shared/ledger/base64'
import { canonicalBytes } from '../../../../shared/ledger/canonical-json'
import { opensCommitment } from '../../../../shared/ledger/commitment'
import { leafHash, verifyInclusion } from '../../../../shared/ledger/merkle-tree'
import type { ApprovalEvidence } from '../../../../shared/model/approval'
import type { ListEvidence } from '../../../../shared/model/contact-list'
import { approvalOf, type ApprovalNamed, type RevealRequest } from '../../../../shared/model/reveal'
import { verifySigned } from '../../../plugins/verify-signed'
import type { DeviceRow } from '../../repositories/device-repository'
import type { Opening } from '../granted-call'
import type { Check } from './check'
import { isEmergency } from './emergency-checks'
import type { ReleaseCall } from './release-checks'

/** What arrived as approval, and what the vault's own tables say to it. */
export interface ApprovalCase {
  readonly evidence: ApprovalEvidence | null
  /** How many of the people live in a protected household. */
  readonly protectedPersons: number
  /** The devices that signed, as enrolled here, and in use. */
  readonly devices: ReadonlyMap<string, DeviceRow>
  /** The grant that this approved request was used for before. */
  readonly usedBy: string | null
}
export type ApprovalCall = ReleaseCall & {
  readonly approval: ApprovalCase
  readonly list: Readonly<{ evidence: ListEvidence | null }>
  /** One name for all accounts of a person, as the provider says whose they are. */
  personOf(officerId: string): string
}

/** The hub's policy has the same times (24 hours to decide, 12 to open), and need not be believed. */
const LONGEST_MS = 36 * 3_600_000
const LATEST_CLOCK_LEAD_MS = 600_000

/** Protected people: two. A purpose that needs approval: one. The vault reads both from what the controller signed and its own intake. Nobody approves an emergency: it is reviewed. */
export const approvalsNeeded = ({ approval, purpose, signed }: ApprovalCall): number => (isEmergency({ signed }) ? 0 : approval.protectedPersons > 0 ? 2 : purpose?.approval === 'supervisor' ? 1 : 0)

const requireApproval = (holds: boolean, check: string): void => {
  if (!holds) throw new CasementError('APPROVAL_UNPROVED', { check })
}

const opens = (commitment: string, kind: 'officer' | 'person', { value, salt }: Opening): boolean => opensCommitment(commitment, kind, value, Buffer.from(salt, 'base64url'))
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

type Given = ApprovalCall & { readonly proof: ApprovalEvidence; readonly payload: RevealRequest; readonly named: ApprovalNamed }

/** A check of the evidence; where none came along there is nothing to check, and `approval-present` has decided. */
const given = (name: string, holds: (call: Given) => boolean): Check<ApprovalCall> => ({
  name,
  check(call) {
    const { approval: { evidence: proof }, signed: { payload } } = call
    const named = approvalOf(payload)
    if (proof !== null && named !== null) requireApproval(holds({ ...call, proof, payload, named }), name)
  },
})

/** Where approval is needed there is some, of its own or a contact list's, and the reveal's own entry says that it rests on it. */
const approvalPresent: Check<ApprovalCall> = {
  name: 'approval-present',
  check(call) {
    const isUnder = approvalOf(call.signed.payload) !== null
    const proofs = [call.approval.evidence, call.list.evidence].filter((proof) => proof !== null).length
    requireApproval((approvalsNeeded(call) === 0 || isUnder) && proofs === (isUnder ? 1 : 0), 'approval-present')
  },
}

/** The entry names this very request and exactly these decisions. */
const approvalNamed = given('approval-named', ({ named, proof }) => {
  const decisions = proof.decisions.map(({ signed }) => hex(leafHash(canonicalBytes(signed)))).toSorted()
  return named.requestId === proof.request.signed.payload.requestId && named.decisions.join() === decisions.join()
})

/** What was approved was signed by a device that the controller enrolled for this same officer. */
const requestSigned = given('approval-request-signed', ({ proof: { request }, approval, caller }) => {
  const device = approval.devices.get(request.signed.deviceId)
  return device !== undefined && device.officer_id === caller.officerId && verifySigned(request.signed, device.signing_key)
})

const sameOfficer = given('approval-same-officer', ({ proof: { request }, caller }) =>
  request.officer.value === caller.officerId && opens(request.signed.payload.officer, 'officer', request.officer))

const samePersons = given('approval-same-persons', ({ proof: { request }, persons }) =>
  request.persons.value === persons.value && opens(request.signed.payload.persons, 'person', request.persons))

const samePurpose = given('approval-same-purpose', ({ proof: { request: { signed } }, payload }) =>
  signed.payload.purpose.code === payload.purpose.code && signed.payload.purpose.wordingHash === payload.purpose.wordingHash)

/** Each decision was signed by a device that the controller enrolled for whoever the decision names. */
const decisionsSigned = given('approval-decisions-signed', ({ proof, approval }) =>
  proof.decisions.every(({ signed, officer }) => {
    const device = approval.devices.get(signed.deviceId)
    return device !== undefined && device.officer_id === officer.value && opens(signed.payload.officer, 'officer', officer) && verifySigned(signed, device.signing_key)
  }))

/** Each is a yes, to exactly what was asked, in this ledger. */
const decisionsFit = given('approval-decisions-fit', ({ proof: { request, decisions }, payload }) => {
  const leaf = hex(leafHash(canonicalBytes(request.signed)))
  return request.signed.payload.epoch === payload.epoch && decisions.every(({ signed: { payload: decided } }) =>
    decided.decision !== 'decline' && decided.requestLeaf === leaf && decided.requestId === request.signed.payload.requestId && decided.epoch === payload.epoch)
})

/** Request and decisions stand in the ledger under the checkpoint that is accepted now. */
const included = given('approval-included', ({ proof: { request, decisions }, checkpoint }) =>
  [request, ...decisions].every(({ signed, entryIndex, inclusionProof }) => {
    try {
      return verifyInclusion(entryIndex, checkpoint.size, leafHash(canonicalBytes(signed)), inclusionProof.map(decodeBase64), checkpoint.root)
    } catch {
      return false
    }
  }))

/** Nobody approves their own, under whichever account. */
const notOwn = given('approval-not-own', ({ proof, caller, personOf }) => proof.decisions.every(({ officer }) => personOf(officer.value) !== personOf(caller.officerId)))

/**
 * Whoever decides as a deputy says in the signed decision as whose: not the requester's, not their own, and never for protected people. One
 * name and no more fits into it, so that a deputy of a deputy is nobody here.
 */
const standsForOther = given('approval-stands-for', ({ proof, caller, approval, personOf }) =>
  proof.decisions.every(({ signed: { payload }, officer, standsFor = null }) => {
    if (payload.v !== 3) return standsFor === null
    return standsFor !== null && opens(payload.standsFor, 'officer', standsFor) && personOf(standsFor.value) !== personOf(caller.officerId) && personOf(standsFor.value) !== personOf(officer.value) &&
      approval.protectedPersons === 0
  }))

/** Different people, as many as it takes. */
const enough = given('approval-enough', (call) => new Set(call.proof.decisions.map(({ officer }) => call.personOf(officer.value))).size >= approvalsNeeded(call))

/** No group and no minute beyond what everybody agreed to. */
const covers = given('approval-covers', ({ proof, grant }) =>
  proof.decisions.every(({ signed: { payload } }) =>
    grant.fieldGroups.every((group) => payload.fieldGroups.includes(group)) && Date.parse(grant.openBy) - Date.parse(grant.issuedAt) <= payload.openForMinutes * 60_000))

const inTime = given('approval-in-time', ({ proof, now }) => {
  const asked = Date.parse(proof.request.signed.payload.statedAt)
  return now - asked <= LONGEST_MS && proof.decisions.every(({ signed }) => Date.parse(signed.payload.statedAt) <= now + LATEST_CLOCK_LEAD_MS)
})

/** One grant for each approved request. */
const unused: Check<ApprovalCall> = {
  name: 'approval-unused',
  check({ approval, grant }) {
    if (approval.usedBy !== null && approval.usedBy !== grant.grantId) throw new CasementError('APPROVAL_USED')
  },
}

/** What the vault makes sure of by itself before it opens anything that needs somebody else's approval. */
export const APPROVAL_CHECKS: readonly Check<ApprovalCall>[] = [
  approvalPresent, approvalNamed, requestSigned, sameOfficer, samePersons, samePurpose, decisionsSigned, decisionsFit, included, notOwn, standsForOther, enough, covers, inTime, unused,
]
