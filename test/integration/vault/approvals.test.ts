import { createHash, randomUUID } from 'node:crypto'
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { vaultApi } from '../../../shared/api/vault-api'
import { encodeBase64 } from '../../../shared/ledger/base64'
import { canonicalBytes, type JsonValue } from '../../../shared/ledger/canonical-json'
import { commit } from '../../../shared/ledger/commitment'
import type { ApprovalDecision, ApprovalEvidence, DeputyDecision } from '../../../shared/model/approval'
import type { FieldGroup } from '../../../shared/model/codes'
import { P256PublicJwkSchema } from '../../../shared/model/ids'
import { approvalOf, joinPersons, type RevealRequest, type SignedRevealRequest } from '../../../shared/model/reveal'
import { RELEASE_CHECKS } from '../../../service/vault/domain/checks/release-checks'
import { run } from '../../support/postgres'
import { identityRow } from './identity-row-factory'
import { TestHub } from './test-hub'
import { signAs, startVaultWorld, type TestDevice, type VaultWorld } from './vault-world'

let world: VaultWorld
let hub: TestHub
let requester: TestDevice
let supervisors: TestDevice[]
let plain: { person: string; household: string }
let guarded: { person: string; household: string }
let windowKey: { kty: 'EC'; crv: 'P-256'; x: string; y: string }
let thumbprint: string

beforeAll(async () => {
  world = await startVaultWorld()
  await world.restart()
  requester = await world.enrol('officer')
  supervisors = [await world.enrol('supervisor'), await world.enrol('other-supervisor')]
  const minted = await world.mint([
    identityRow({ row: 1, forenames: 'Wilma', lines: ['1 Invented Street'] }),
    identityRow({ row: 2, forenames: 'Gerda', dateOfBirth: '1971-01-01', lines: ['2 Invented Street'], isProtected: true }),
  ])
  const idsOf = (row: number) => ({ person: String(minted[row]?.personId), household: String(minted[row]?.householdId) })
  plain = idsOf(0)
  guarded = idsOf(1)
  const { publicKey } = await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true })
  const { kty, crv, x, y } = await exportJWK(publicKey)
  windowKey = P256PublicJwkSchema.parse({ kty, crv, x, y })
  thumbprint = await calculateJwkThumbprint(windowKey)
  hub = new TestHub(world.files)
})
afterAll(() => world.stop())
beforeEach(() => world.restart())

const salt = () => createHash('sha256').update(randomUUID()).digest('base64url')
const bytes = (text: string) => Buffer.from(text, 'base64url')
const leafOf = (signed: unknown): string => createHash('sha256').update(Uint8Array.of(0)).update(canonicalBytes(signed as JsonValue)).digest('hex')

interface Wish {
  readonly of?: 'plain' | 'guarded'
  readonly approvers?: readonly TestDevice[]
  /** Reaches into the request that was approved, before it is signed. */
  readonly request?: (request: RevealRequest) => RevealRequest
  readonly requestBy?: TestDevice
  readonly decision?: (decision: ApprovalDecision) => ApprovalDecision
  /** Each decides as the deputy of this officer. */
  readonly deputyOf?: string
  readonly fieldGroups?: FieldGroup[]
  /** Reaches into the evidence, after everything was signed and entered. */
  readonly evidence?: (evidence: ApprovalEvidence) => ApprovalEvidence | null
  readonly isFirstVersion?: boolean
  readonly isSecondVersion?: boolean
  readonly named?: readonly string[]
  /** Forgets to enter the decisions. */
  readonly isUnlogged?: boolean
}

/** As a laptop from before relationships signs it. */
function asSecondVersion(request: object, approval: unknown): void {
  for (const name of ['emergency', 'relationship', 'linked', 'authority']) Reflect.deleteProperty(request, name)
  Object.assign(request, { v: 2, approval })
}

/** A whole body of releaseDetails under an approval, as an honest hub and laptops would make it, but for the wish. */
async function body(wish: Wish = {}) {
  const { of = 'plain', approvers = [supervisors[0]!] } = wish
  const { person, household } = of === 'plain' ? plain : guarded
  const purpose = of === 'plain' ? 'court-or-law-enforcement' : 'debt-advice'
  const asker = wish.requestBy ?? requester
  const salts = { officer: salt(), persons: salt() }
  const asked: RevealRequest = {
    v: 1, type: 'reveal-request', requestId: randomUUID(), epoch: hub.epoch, deviceId: asker.deviceId, officer: commit('officer', asker.officerId, bytes(salts.officer)),
    persons: commit('person', joinPersons([person]), bytes(salts.persons)), reason: commit('reason', 'a written request of the police', bytes(salt())), purpose: hub.statedPurpose(purpose),
    fieldGroups: ['address', 'identity'], windowKey: thumbprint, knownSize: 0, statedAt: new Date().toISOString(),
  }
  const signed: SignedRevealRequest = signAs(asker, wish.request?.(asked) ?? asked)
  const places = [hub.append(signed)]
  const decisions = approvers.map((device) => {
    const officerSalt = salt()
    const decision: ApprovalDecision = {
      v: 1, type: 'approval-decision', decisionId: randomUUID(), epoch: hub.epoch, deviceId: device.deviceId, officer: commit('officer', device.officerId, bytes(officerSalt)),
      requestId: signed.payload.requestId, requestLeaf: leafOf(signed), decision: 'approve', fieldGroups: ['address', 'identity'], openForMinutes: 15, words: null, knownSize: 0, statedAt: new Date().toISOString(),
    }
    const standsFor = wish.deputyOf === undefined ? null : { value: wish.deputyOf, salt: salt() }
    const said: ApprovalDecision | DeputyDecision = standsFor === null ? (wish.decision?.(decision) ?? decision) : { ...decision, v: 3, standsFor: commit('officer', standsFor.value, bytes(standsFor.salt)) }
    const decided = signAs(device, said)
    places.push(hub.append(wish.isUnlogged ? { v: 1, type: 'something-else', salt: officerSalt } : decided))
    return { signed: decided, officer: { value: device.officerId, salt: officerSalt }, standsFor }
  })
  const approval = { requestId: signed.payload.requestId, decisions: [...(wish.named ?? decisions.map((decision) => leafOf(decision.signed)))].toSorted() }
  const revealed = await hub.reveal(requester, { persons: [person], householdId: household, fieldGroups: wish.fieldGroups ?? ['identity'], windowKey, thumbprint, purpose }, {
    request: (request) => void (wish.isFirstVersion ? request : wish.isSecondVersion ? asSecondVersion(request, approval) : Object.assign(request, { approval })),
  })
  const at = (index: number) => ({ entryIndex: index, inclusionProof: hub.tree.inclusionProof(index, revealed.evidence.receipt.treeSize).map(encodeBase64) })
  const evidence: ApprovalEvidence = {
    request: { signed, officer: { value: asker.officerId, salt: salts.officer }, persons: { value: joinPersons([person]), salt: salts.persons }, ...at(places[0]!) },
    decisions: decisions.map((decision, i) => ({ ...decision, ...at(places[i + 1]!) })),
  }
  return { ...revealed, approval: wish.evidence === undefined ? evidence : wish.evidence(evidence) }
}

const release = async (sent: Awaited<ReturnType<typeof body>>) => {
  const send = () => world.call(vaultApi.releaseDetails, sent, { device: requester })
  const first = await send()
  const size = first.problem.code === 'VAULT_PROOF_NEEDED' ? first.problem.detail['knownSize'] : undefined
  const answer = typeof size === 'number'
    ? await world.call(vaultApi.releaseDetails, { ...sent, evidence: { ...sent.evidence, vaultKnownSize: size, vaultConsistencyProof: hub.consistency(size, sent.evidence.receipt.treeSize) } }, { device: requester })
    : first
  if (answer.status === 200) hub.vaultKnownSize = answer.body.ledgerSize
  return answer
}

test('a laptop from before relationships opens what was approved as before', async () => {
  expect((await release(await body({ isSecondVersion: true, of: 'guarded', approvers: supervisors }))).status).toBe(200)
})

test('one supervisor’s decision opens a purpose that needs it; two open a protected record', async () => {
  expect((await release(await body())).status).toBe(200)
  expect((await release(await body({ of: 'guarded', approvers: supervisors }))).status).toBe(200)
})

test('a deputy’s decision opens like a supervisor’s; a decision with a second step in it is none', async () => {
  const sent = await body({ deputyOf: supervisors[1]!.officerId })
  const chained = { ...sent, approval: { ...sent.approval!, decisions: sent.approval!.decisions.map((one) => ({ ...one, signed: { ...one.signed, payload: { ...one.signed.payload, standsForNext: '0'.repeat(64) } } })) } }
  expect((await release(chained)).problem.code).toBe('REQUEST_INVALID')
  expect((await release(sent)).status).toBe(200)
})

test('a purpose that rests on somebody else’s power opens nothing without one in the entry, approved or not', async () => {
  const sent = await body({ isSecondVersion: true })
  expect((await release(sent)).problem).toMatchObject({ code: 'REVEAL_GRANT_INVALID', detail: { check: 'authority-stated' } })
  await world.restart({ releaseChecks: { ...RELEASE_CHECKS, call: RELEASE_CHECKS.call.filter(({ name }) => name !== 'authority-stated') } })
  expect((await release(sent)).status).toBe(200)
  await world.restart()
})

interface Attack extends Wish {
  readonly name: string
  readonly guard: string
  readonly alsoWithout?: readonly string[]
}
const swapped = (signature: string): string => (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1)
const stranger = () => randomUUID().replaceAll('-', '')

const ATTACKS: ReadonlyArray<() => Attack> = [
  () => ({ name: 'a purpose that needs approval, without any', guard: 'approval-present', isFirstVersion: true, evidence: () => null }),
  () => ({ name: 'a protected record, without any', guard: 'approval-present', of: 'guarded', isFirstVersion: true, evidence: () => null }),
  () => ({ name: 'an entry that names no approval, with evidence beside it', guard: 'approval-present', isFirstVersion: true }),
  () => ({ name: 'an entry that names other decisions', guard: 'approval-named', named: ['0'.repeat(64)] }),
  () => ({ name: 'a request that its officer did not sign', guard: 'approval-request-signed', alsoWithout: ['approval-decisions-fit', 'approval-included'], evidence: (e) => ({ ...e, request: { ...e.request, signed: { ...e.request.signed, signature: swapped(e.request.signed.signature) } } }) }),
  () => ({ name: 'a request of another officer', guard: 'approval-same-officer', requestBy: supervisors[1]!, alsoWithout: ['approval-request-signed'] }),
  () => ({ name: 'a request about somebody else', guard: 'approval-same-persons', request: (r) => ({ ...r, persons: commit('person', stranger(), Buffer.alloc(32)) }) }),
  () => ({ name: 'a request for another purpose', guard: 'approval-same-purpose', request: (r) => ({ ...r, purpose: hub.statedPurpose('safeguarding-adult') }) }),
  () => ({ name: 'a decision that nobody enrolled signed', guard: 'approval-decisions-signed', alsoWithout: ['approval-named', 'approval-included'], evidence: (e) => ({ ...e, decisions: e.decisions.map((d) => ({ ...d, signed: { ...d.signed, signature: swapped(d.signed.signature) } })) }) }),
  () => ({ name: 'a decision in a colleague’s name', guard: 'approval-decisions-signed', evidence: (e) => ({ ...e, decisions: e.decisions.map((d) => ({ ...d, officer: { ...d.officer, value: 'grace.tembo' } })) }) }),
  () => ({ name: 'a no, passed off as a yes', guard: 'approval-decisions-fit', decision: (d) => ({ ...d, decision: 'decline' }) }),
  () => ({ name: 'a decision on another request', guard: 'approval-decisions-fit', decision: (d) => ({ ...d, requestId: randomUUID() }) }),
  () => ({ name: 'a decision on another request under this one’s id', guard: 'approval-decisions-fit', decision: (d) => ({ ...d, requestLeaf: '0'.repeat(64) }) }),
  () => ({ name: 'a decision that is not in the ledger', guard: 'approval-included', isUnlogged: true }),
  () => ({ name: 'one’s own approval', guard: 'approval-not-own', approvers: [requester] }),
  () => ({ name: 'a deputy of whoever asks', guard: 'approval-stands-for', deputyOf: requester.officerId }),
  () => ({ name: 'a deputy of themselves', guard: 'approval-stands-for', deputyOf: supervisors[0]!.officerId }),
  () => ({ name: 'deputies for a protected record', guard: 'approval-stands-for', of: 'guarded', approvers: supervisors, deputyOf: 'helen.marsh' }),
  () => ({ name: 'a deputy who says as whose only in a commitment', guard: 'approval-stands-for', deputyOf: 'helen.marsh', evidence: (e) => ({ ...e, decisions: e.decisions.map((d) => ({ ...d, standsFor: null })) }) }),
  () => ({ name: 'a deputy of one person, passed off as another’s', guard: 'approval-stands-for', deputyOf: requester.officerId, evidence: (e) => ({ ...e, decisions: e.decisions.map((d) => ({ ...d, standsFor: { value: 'helen.marsh', salt: d.standsFor?.salt ?? '' } })) }) }),
  () => ({ name: 'a supervisor’s decision with a name beside it', guard: 'approval-stands-for', evidence: (e) => ({ ...e, decisions: e.decisions.map((d) => ({ ...d, standsFor: d.officer })) }) }),
  () => ({ name: 'one approval for a protected record', guard: 'approval-enough', of: 'guarded' }),
  () => ({ name: 'one supervisor counted twice for a protected record', guard: 'approval-enough', of: 'guarded', approvers: [supervisors[0]!, supervisors[0]!] }),
  () => ({ name: 'a group that was narrowed away', guard: 'approval-covers', decision: (d) => ({ ...d, decision: 'narrow', fieldGroups: ['address'] }) }),
  () => ({ name: 'more minutes than were agreed', guard: 'approval-covers', decision: (d) => ({ ...d, decision: 'narrow', openForMinutes: 4 }) }),
  () => ({ name: 'an approval of the day before yesterday', guard: 'approval-in-time', request: (r) => ({ ...r, statedAt: new Date(Date.now() - 37 * 3_600_000).toISOString() }) }),
]

test.each(ATTACKS.map((make, i) => [i, make] as const))('attack %i is refused, releases nothing, and without its check succeeds', async (_, make) => {
  const { name, guard, alsoWithout = [], ...wish } = make()
  const sent = await body(wish)
  const refused = await release(sent)
  expect(refused.problem.code, name).toBe('APPROVAL_UNPROVED')
  const rows = await run(world.database.adminUrl, 'select 1 from releases where request_id = $1', [sent.signed.payload.requestId])
  expect(rows).toEqual([])
  const without = [guard, ...alsoWithout]
  await world.restart({ releaseChecks: { ...RELEASE_CHECKS, decision: RELEASE_CHECKS.decision.filter((check) => !without.includes(check.name)) } })
  expect((await release(sent)).status, name).toBe(200)
  if (alsoWithout.length === 0) return
  // The guard alone, with the others off, still stops it.
  await world.restart({ releaseChecks: { ...RELEASE_CHECKS, decision: RELEASE_CHECKS.decision.filter((check) => !alsoWithout.includes(check.name)) } })
  expect((await release(sent)).problem.code, name).toBe('APPROVAL_UNPROVED')
})

test.each([
  ['one’s own approval', 'approval-not-own', ['amara.okafor', 'priya.nair'], {}], ['one supervisor counted twice', 'approval-enough', ['priya.nair', 'grace.tembo'], { of: 'guarded', both: true }],
  ['a deputy of whoever asks', 'approval-stands-for', ['amara.okafor', 'helen.marsh'], { deputyOf: 'helen.marsh' }],
] as const)('%s under a second account of the same person is refused too (%s)', async (_, guard, accounts, { of = 'plain', both = false, ...wish }: { of?: 'plain' | 'guarded'; both?: boolean; deputyOf?: string }) => {
  const sent = await body({ of, ...wish, ...(both ? { approvers: supervisors } : {}) })
  for (const account of accounts) await run(world.database.adminUrl, `insert into account_persons values ($1, $2, now())`, [account, 'a'.repeat(32)])
  expect((await release(sent)).problem).toMatchObject({ code: 'APPROVAL_UNPROVED', detail: { check: guard } })
  await run(world.database.adminUrl, 'delete from account_persons')
  expect((await release(sent)).status, 'of two people it is fine').toBe(200)
})

test('every check of approvals is one that some attack needs', () => {
  const guards = new Set([...ATTACKS.map((make) => make().guard), 'approval-unused'])
  expect(RELEASE_CHECKS.decision.map(({ name }) => name).filter((name) => name.startsWith('approval-')).toSorted()).toEqual([...guards].toSorted())
})

test('one approval opens one grant: the same again is fine, another is refused, and without the check it would open', async () => {
  const first = await body()
  expect((await release(first)).status).toBe(200)
  expect((await release(first)).status).toBe(200)
  const { approval } = first
  const { payload } = first.signed as SignedRevealRequest
  const second = await hub.reveal(requester, { persons: [plain.person], householdId: plain.household, fieldGroups: ['identity'], windowKey, thumbprint, purpose: 'court-or-law-enforcement' }, {
    request: (request) => void Object.assign(request, { approval: approvalOf(payload) }),
  })
  const at = (index: number) => ({ entryIndex: index, inclusionProof: hub.tree.inclusionProof(index, second.evidence.receipt.treeSize).map(encodeBase64) })
  const again = approval === null ? null : {
    request: { ...approval.request, ...at(approval.request.entryIndex) }, decisions: approval.decisions.map((decision) => ({ ...decision, ...at(decision.entryIndex) })),
  }
  expect((await release({ ...second, approval: again })).problem.code).toBe('APPROVAL_USED')
  await world.restart({ releaseChecks: { ...RELEASE_CHECKS, decision: RELEASE_CHECKS.decision.filter(({ name }) => name !== 'approval-unused') } })
  expect((await release({ ...second, approval: again })).status).toBe(200)
})

test('the decision of a revoked laptop counts no more', async () => {
  const sent = await body()
  await run(world.database.adminUrl, 'update devices set revoked_at = now() where device_id = $1', [supervisors[0]!.deviceId])
  expect((await release(sent)).problem).toMatchObject({ code: 'APPROVAL_UNPROVED', detail: { check: 'approval-decisions-signed' } })
  await run(world.database.adminUrl, 'update devices set revoked_at = null where device_id = $1', [supervisors[0]!.deviceId])
  expect((await release(sent)).status).toBe(200)
})

test('protection follows the source: marked, it needs two; unmarked again, none', async () => {
  const row = (isProtected: boolean) => identityRow({ row: 1, recordKey: 'T-77', forenames: 'Edna', dateOfBirth: '1969-05-05', lines: ['77 Invented Street'], isProtected })
  const [minted] = await world.mint([row(false)])
  const ask = () => hub.reveal(requester, { persons: [String(minted?.personId)], householdId: String(minted?.householdId), fieldGroups: ['identity'], windowKey, thumbprint })
  expect((await release({ ...(await ask()), approval: null })).status).toBe(200)
  await world.mint([row(true)])
  expect((await release({ ...(await ask()), approval: null })).problem).toMatchObject({ code: 'APPROVAL_UNPROVED', detail: { check: 'approval-present' } })
  await world.mint([row(false)])
  expect((await release({ ...(await ask()), approval: null })).status).toBe(200)
})

test('somebody of a protected record needs two where another source has them in a household that is not: sources do not always agree', async () => {
  const known = { forenames: 'Hilda', dateOfBirth: '1966-06-06', niNumber: 'QQ 66 66 66 A' }
  const [before] = await world.mint([identityRow({ ...known, recordKey: 'T-88', lines: ['88 Invented Street'], isProtected: true })])
  const [after] = await world.mint([identityRow({ ...known, recordKey: 'R-1', lines: ['99 Invented Street'] })], 'electoral-register')
  expect(after?.personId).toBe(before?.personId)
  expect(after?.householdId).not.toBe(before?.householdId)
  const sent = await hub.reveal(requester, { persons: [String(after?.personId)], householdId: String(after?.householdId), fieldGroups: ['identity'], windowKey, thumbprint })
  expect((await release({ ...sent, approval: null })).problem).toMatchObject({ code: 'APPROVAL_UNPROVED', detail: { check: 'approval-present' } })
})
