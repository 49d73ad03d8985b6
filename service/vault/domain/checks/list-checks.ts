import { CasementError } from '../../../../shared/errors/casement-error'
import { decodeBase64 } from '../../../../shared/ledger/base64'
import { canonicalBytes } from '../../../../shared/ledger/canonical-json'
import { opensCommitment } from '../../../../shared/ledger/commitment'
import { leafHash, verifyInclusion } from '../../../../shared/ledger/merkle-tree'
import type { ListEvidence } from '../../../../shared/model/contact-list'
import { approvalOf, type ApprovalNamed } from '../../../../shared/model/reveal'
import { verifySigned } from '../../../plugins/verify-signed'
import type { DeviceRow } from '../../repositories/device-repository'
import type { Opening } from '../granted-call'
import type { ApprovalCall } from './approval-checks'
import type { Check } from './check'
import { SAFEGUARDING } from './emergency-checks'
import { isOuting, LONGEST_PACK_HOURS, MOST_EMERGENCY_SEALS, MOST_SEALS, sealsUntil } from './pack-evidence'

/** What arrived as the approval of a contact list, and what the vault's own tables say to it. */
export interface ListCase {
  readonly evidence: ListEvidence | null
  /** The devices that signed, as enrolled here, and in use. */
  readonly devices: ReadonlyMap<string, DeviceRow>
  /** How many other grants opened this household of the list. */
  readonly usedBefore: number
}
export type ListCall = ApprovalCall & { readonly list: ListCase }

/** The hub's policy has the same numbers (24 hours to decide, 12 to work through, three times each), and need not be believed. */
const LONGEST_WAIT_MS = 24 * 3_600_000
const LONGEST_WORK_HOURS = 12
const MOST_OPENINGS = 3
const CLOCK_TOLERANCE_MS = 600_000
const HOUR_MS = 3_600_000

const requireList = (holds: boolean, check: string): void => {
  if (!holds) throw new CasementError('APPROVAL_UNPROVED', { check })
}
const opens = (commitment: string, kind: 'officer' | 'person', { value, salt }: Opening): boolean => opensCommitment(commitment, kind, value, Buffer.from(salt, 'base64url'))
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

type Given = ListCall & { readonly proof: ListEvidence; readonly named: ApprovalNamed }

/** A check of the evidence; where none came along there is nothing to check: `approval-present` has decided. */
const given = (name: string, holds: (call: Given) => boolean): Check<ListCall> => ({
  name,
  check(call) {
    const { list: { evidence: proof }, signed } = call
    const named = approvalOf(signed.payload)
    if (proof !== null && named !== null) requireList(holds({ ...call, proof, named }), name)
  },
})

/** The entry names this very list and exactly these decisions. */
const listNamed = given('list-named', ({ named, proof }) => {
  const decisions = proof.decisions.map(({ signed }) => hex(leafHash(canonicalBytes(signed)))).toSorted()
  return named.requestId === proof.request.signed.payload.requestId && named.decisions.join() === decisions.join()
})

/** The list was signed by a device that the controller enrolled for this same officer. */
const requestSigned = given('list-request-signed', ({ proof: { request }, list, caller }) => {
  const device = list.devices.get(request.signed.deviceId)
  return device !== undefined && device.officer_id === caller.officerId && verifySigned(request.signed, device.signing_key)
})

const sameOfficer = given('list-same-officer', ({ proof: { request }, caller }) => request.officer.value === caller.officerId && opens(request.signed.payload.officer, 'officer', request.officer))

/** The people of this grant are exactly those of one household that the list commits to. */
const samePersons = given('list-same-persons', ({ proof: { request: { item } }, persons }) => item.opening.value === persons.value && opens(item.commitment, 'person', item.opening))
const itemListed = given('list-item', ({ proof: { request: { item, signed } } }) => signed.payload.items.includes(item.commitment))

const samePurpose = given('list-same-purpose', ({ proof: { request: { signed } }, signed: { payload } }) =>
  signed.payload.purpose.code === payload.purpose.code && signed.payload.purpose.wordingHash === payload.purpose.wordingHash)

/** Each decision was signed by a device that the controller enrolled for whoever the decision names. */
const decisionsSigned = given('list-decisions-signed', ({ proof, list }) =>
  proof.decisions.every(({ signed, officer }) => {
    const device = list.devices.get(signed.deviceId)
    return device !== undefined && device.officer_id === officer.value && opens(signed.payload.officer, 'officer', officer) && verifySigned(signed, device.signing_key)
  }))

/** Each is a yes, to exactly this list, in this ledger. */
const decisionsFit = given('list-decisions-fit', ({ proof: { request, decisions }, signed: { payload } }) => {
  const leaf = hex(leafHash(canonicalBytes(request.signed)))
  return request.signed.payload.epoch === payload.epoch && decisions.every(({ signed: { payload: decided } }) =>
    decided.decision !== 'decline' && decided.requestLeaf === leaf && decided.requestId === request.signed.payload.requestId && decided.epoch === payload.epoch)
})

/** List and decisions stand in the ledger under the checkpoint that is accepted now. */
const included = given('list-included', ({ proof: { request, decisions }, checkpoint }) =>
  [request, ...decisions].every(({ signed, entryIndex, inclusionProof }) => {
    try {
      return verifyInclusion(entryIndex, checkpoint.size, leafHash(canonicalBytes(signed)), inclusionProof.map(decodeBase64), checkpoint.root)
    } catch {
      return false
    }
  }))

/** Nobody approves their own, under whichever account. */
const notOwn = given('list-not-own', ({ proof, caller, personOf }) => proof.decisions.every(({ officer }) => personOf(officer.value) !== personOf(caller.officerId)))

/** As for a single request: a deputy says as whose, and that is neither the requester nor themselves. */
const standsForOther = given('list-stands-for', ({ proof, caller, personOf }) =>
  proof.decisions.every(({ signed: { payload }, officer, standsFor = null }) => {
    if (payload.v !== 4) return standsFor === null
    return standsFor !== null && opens(payload.standsFor, 'officer', standsFor) && personOf(standsFor.value) !== personOf(caller.officerId) && personOf(standsFor.value) !== personOf(officer.value)
  }))

/** A protected record takes two people and a request of its own: no list opens one. */
const notProtected = given('list-not-protected', ({ approval }) => approval.protectedPersons === 0)

/** No household, no group and no minute beyond what everybody agreed to; nor a group that the list did not ask for. What is sealed lives as long as its outing, and the minutes are those of one showing. */
const covers = given('list-covers', ({ proof, grant }) => {
  const { request, decisions } = proof
  const until = sealsUntil(proof)
  return grant.fieldGroups.every((group) => request.signed.payload.fieldGroups.includes(group)) && decisions.every(({ signed: { payload } }) =>
    payload.items.includes(request.item.commitment) && grant.fieldGroups.every((group) => payload.fieldGroups.includes(group)) &&
    (until === null ? Date.parse(grant.openBy) - Date.parse(grant.issuedAt) <= payload.openForMinutes * 60_000 : Date.parse(grant.openBy) <= until && grant.showFor <= payload.openForMinutes * 60))
})

/** A visit pack's outing is short and near, and the address is sealed apart from everything else. */
const packFits = given('list-pack', ({ proof, grant }) =>
  isOuting(proof) && (proof.request.signed.payload.v !== 2 || new Set(grant.fieldGroups.map((group) => group === 'address')).size === 1))

/** Emergency permits are sealed whole, and for safeguarding alone, whatever the hub's policy says. */
const emergencyPurpose = given('list-emergency-purpose', ({ proof }) => proof.request.signed.payload.v !== 3 || SAFEGUARDING.has(proof.request.signed.payload.purpose.code))

/** Decided in time, and worked through in the time that was agreed. */
const inTime = given('list-in-time', ({ proof: { request, decisions }, now }) => {
  const asked = Date.parse(request.signed.payload.statedAt)
  return decisions.every(({ signed: { payload } }) => {
    const [decided, hours] = [Date.parse(payload.statedAt), Math.min(payload.workForHours, request.signed.payload.v === 1 ? LONGEST_WORK_HOURS : LONGEST_PACK_HOURS)]
    return decided <= now + CLOCK_TOLERANCE_MS && decided - asked <= LONGEST_WAIT_MS + CLOCK_TOLERANCE_MS && now - decided <= hours * HOUR_MS + CLOCK_TOLERANCE_MS
  })
})

/** So many grants for each household of a list, and the same one again. */
const notUsedUp: Check<ListCall> = {
  name: 'list-not-used-up',
  check({ list }) {
    const most = { 1: MOST_OPENINGS, 2: MOST_SEALS, 3: MOST_EMERGENCY_SEALS }[list.evidence?.request.signed.payload.v ?? 1]
    if (list.usedBefore >= most) throw new CasementError('APPROVAL_USED')
  },
}

/** What the vault makes sure of by itself before it opens a household of an approved contact list. */
export const LIST_CHECKS: readonly Check<ListCall>[] = [
  listNamed, requestSigned, sameOfficer, samePersons, itemListed, samePurpose, decisionsSigned, decisionsFit, included, notOwn, standsForOther, notProtected, covers, packFits, emergencyPurpose, inTime, notUsedUp,
]
