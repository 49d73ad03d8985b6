import { createHash, randomUUID } from 'node:crypto'
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { vaultApi } from '../../../shared/api/vault-api'
import { encodeBase64 } from '../../../shared/ledger/base64'
import { canonicalBytes, type JsonValue } from '../../../shared/ledger/canonical-json'
import { commit } from '../../../shared/ledger/commitment'
import type { FieldGroup } from '../../../shared/model/codes'
import type { ContactListRequest, DeputyListDecision, ListDecision, ListEvidence, ListRequest } from '../../../shared/model/contact-list'
import { P256PublicJwkSchema } from '../../../shared/model/ids'
import type { RevealGrant } from '../../../shared/model/reveal'
import { RELEASE_CHECKS } from '../../../service/vault/domain/checks/release-checks'
import { run } from '../../support/postgres'
import { identityRow } from './identity-row-factory'
import { TestHub } from './test-hub'
import { signAs, startVaultWorld, type TestDevice, type VaultWorld } from './vault-world'

let world: VaultWorld
let hub: TestHub
let requester: TestDevice
let supervisor: TestDevice
let homes: { person: string; household: string }[]
let windowKey: { kty: 'EC'; crv: 'P-256'; x: string; y: string }
let thumbprint: string

beforeAll(async () => {
  world = await startVaultWorld()
  await world.restart()
  requester = await world.enrol('officer')
  supervisor = await world.enrol('supervisor')
  const minted = await world.mint([
    identityRow({ row: 1, forenames: 'Wilma', lines: ['1 Invented Street'] }),
    identityRow({ row: 2, forenames: 'Gerda', dateOfBirth: '1971-01-01', lines: ['2 Invented Street'] }),
    identityRow({ row: 3, forenames: 'Agnes', dateOfBirth: '1972-02-02', lines: ['3 Invented Street'], isProtected: true }),
    identityRow({ row: 4, forenames: 'Hedda', dateOfBirth: '1973-03-03', lines: ['4 Invented Street'] }),
  ])
  homes = minted.map(({ personId, householdId }) => ({ person: personId, household: householdId }))
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
/** The same as a visit pack: an outing that began an hour ago. */
const asPack = (request: ContactListRequest, until = -6, from = 1): ListRequest => ({
  ...request, v: 2, fieldGroups: ['address', 'contact', 'identity'], reasons: request.items.map(() => 'a'.repeat(64)), outing: { from: hoursAgo(from), until: hoursAgo(until), windowMinutes: 60 },
})
/** The same as emergency permits that go with some visit pack. */
const asEmergency = (request: ContactListRequest): ListRequest => ({ ...asPack(request), v: 3, pack: randomUUID() }) as ListRequest
const forSafeguarding = (request: ContactListRequest): ListRequest => ({ ...asEmergency(request), purpose: hub.statedPurpose('safeguarding-adult') })
const withAddress = (decision: ListDecision): ListDecision => ({ ...decision, fieldGroups: ['address', 'contact', 'identity'], workForHours: 48 })
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString()

interface Wish {
  /** Which of the homes opens. */
  readonly at?: number
  /** Which of them the list is about. */
  readonly listed?: readonly number[]
  readonly request?: (request: ContactListRequest) => ListRequest
  readonly grant?: (grant: RevealGrant) => Partial<RevealGrant>
  readonly requestBy?: TestDevice
  readonly decision?: (decision: ListDecision) => ListDecision
  readonly approver?: TestDevice
  /** Decides as the deputy of this officer. */
  readonly deputyOf?: string
  readonly fieldGroups?: FieldGroup[]
  readonly purpose?: string
  readonly evidence?: (evidence: ListEvidence) => ListEvidence | null
  readonly isFirstVersion?: boolean
  readonly named?: readonly string[]
  readonly isUnlogged?: boolean
}

/** An approved list as an honest hub and laptops would make it, but for the wish; opened household by household. */
function makeList(wish: Wish) {
  const { listed = [0, 1], at = 0, approver = supervisor } = wish
  const asker = wish.requestBy ?? requester
  const officerSalt = salt()
  const items = new Map(listed.map((index) => {
    const opening = { value: homes[index]!.person, salt: salt() }
    return [index, { commitment: commit('person', opening.value, bytes(opening.salt)), opening }]
  }))
  const asked: ContactListRequest = {
    v: 1, type: 'list-request', requestId: randomUUID(), epoch: hub.epoch, deviceId: asker.deviceId, officer: commit('officer', asker.officerId, bytes(officerSalt)),
    purpose: hub.statedPurpose('debt-advice'), reason: commit('reason', 'telling them of the new arrangement', bytes(salt())), fieldGroups: ['contact', 'identity'],
    items: [...items.values()].map(({ commitment }) => commitment).toSorted(), knownSize: 0, statedAt: new Date().toISOString(),
  }
  const signed = signAs(asker, wish.request?.(asked) ?? asked)
  const place = hub.append(signed)
  const deciderSalt = salt()
  const decision: ListDecision = {
    v: 2, type: 'approval-decision', decisionId: randomUUID(), epoch: hub.epoch, deviceId: approver.deviceId, officer: commit('officer', approver.officerId, bytes(deciderSalt)),
    requestId: signed.payload.requestId, requestLeaf: leafOf(signed), decision: 'approve', fieldGroups: ['contact', 'identity'], openForMinutes: 15, items: signed.payload.items, workForHours: 12,
    words: null, knownSize: 0, statedAt: new Date().toISOString(),
  }
  const standsFor = wish.deputyOf === undefined ? null : { value: wish.deputyOf, salt: salt() }
  const said: ListDecision | DeputyListDecision = standsFor === null ? (wish.decision?.(decision) ?? decision) : { ...decision, v: 4, standsFor: commit('officer', standsFor.value, bytes(standsFor.salt)) }
  const decided = signAs(approver, said)
  const decidedAt = hub.append(wish.isUnlogged ? { v: 1, type: 'something-else', salt: deciderSalt } : decided)
  const approval = { requestId: signed.payload.requestId, decisions: [...(wish.named ?? [leafOf(decided)])].toSorted() }

  return async () => {
    const { person, household } = homes[at]!
    const revealed = await hub.reveal(requester, { persons: [person], householdId: household, fieldGroups: wish.fieldGroups ?? ['identity'], windowKey, thumbprint, ...(wish.purpose === undefined ? {} : { purpose: wish.purpose }) }, {
      request: (request) => void (wish.isFirstVersion ? request : Object.assign(request, { approval })),
      grant: (grant) => void Object.assign(grant, wish.grant?.(grant)),
    })
    const proved = (index: number) => ({ entryIndex: index, inclusionProof: hub.tree.inclusionProof(index, revealed.evidence.receipt.treeSize).map(encodeBase64) })
    const item = items.get(at) ?? [...items.values()][0]!
    const evidence: ListEvidence = {
      request: { signed, officer: { value: asker.officerId, salt: officerSalt }, item, ...proved(place) },
      decisions: [{ signed: decided, officer: { value: approver.officerId, salt: deciderSalt }, standsFor, ...proved(decidedAt) }],
    }
    return { ...revealed, list: wish.evidence === undefined ? evidence : wish.evidence(evidence) }
  }
}

const release = async (sent: Awaited<ReturnType<ReturnType<typeof makeList>>>) => {
  const first = await world.call(vaultApi.releaseDetails, sent, { device: requester })
  const size = first.problem.code === 'VAULT_PROOF_NEEDED' ? first.problem.detail['knownSize'] : undefined
  const answer = typeof size === 'number'
    ? await world.call(vaultApi.releaseDetails, { ...sent, evidence: { ...sent.evidence, vaultKnownSize: size, vaultConsistencyProof: hub.consistency(size, sent.evidence.receipt.treeSize) } }, { device: requester })
    : first
  if (answer.status === 200) hub.vaultKnownSize = answer.body.ledgerSize
  return answer
}
const without = (...names: readonly string[]) => world.restart({ releaseChecks: { ...RELEASE_CHECKS, decision: RELEASE_CHECKS.decision.filter(({ name }) => !names.includes(name)) } })

test('each household of an approved list opens', async () => {
  expect((await release(await makeList({})())).status).toBe(200)
  expect((await release(await makeList({ at: 1 })())).status).toBe(200)
})

interface Attack extends Wish {
  readonly name: string
  readonly guard: string
  readonly alsoWithout?: readonly string[]
}
const swapped = (signature: string): string => (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1)
const withRequest = (e: ListEvidence, change: Partial<ListEvidence['request']>): ListEvidence => ({ ...e, request: { ...e.request, ...change } })

const ATTACKS: ReadonlyArray<() => Attack> = [
  () => ({ name: 'an entry that names no list, with a list’s evidence beside it', guard: 'approval-present', isFirstVersion: true }),
  () => ({ name: 'an entry that names other decisions', guard: 'list-named', named: ['0'.repeat(64)] }),
  () => ({ name: 'a list that its officer did not sign', guard: 'list-request-signed', alsoWithout: ['list-decisions-fit', 'list-included'], evidence: (e) => withRequest(e, { signed: { ...e.request.signed, signature: swapped(e.request.signed.signature) } }) }),
  () => ({ name: 'a list of another officer', guard: 'list-same-officer', requestBy: supervisor, approver: supervisor, alsoWithout: ['list-request-signed'] }),
  () => ({ name: 'a household of the list, and somebody else’s details', guard: 'list-same-persons', at: 3 }),
  () => ({ name: 'a household that the list does not commit to', guard: 'list-item', at: 3, alsoWithout: ['list-covers'], evidence: (e) => {
    const opening = { value: homes[3]!.person, salt: salt() }
    return withRequest(e, { item: { opening, commitment: commit('person', opening.value, bytes(opening.salt)) } })
  } }),
  () => ({ name: 'a list for another purpose', guard: 'list-same-purpose', request: (r) => ({ ...r, purpose: hub.statedPurpose('safeguarding-adult') }) }),
  () => ({ name: 'a decision that nobody enrolled signed', guard: 'list-decisions-signed', alsoWithout: ['list-named', 'list-included'], evidence: (e) => ({ ...e, decisions: e.decisions.map((d) => ({ ...d, signed: { ...d.signed, signature: swapped(d.signed.signature) } })) }) }),
  () => ({ name: 'a no, passed off as a yes', guard: 'list-decisions-fit', decision: (d) => ({ ...d, decision: 'decline' }) }),
  () => ({ name: 'a decision on another list under this one’s id', guard: 'list-decisions-fit', decision: (d) => ({ ...d, requestLeaf: '0'.repeat(64) }) }),
  () => ({ name: 'a decision that is not in the ledger', guard: 'list-included', isUnlogged: true }),
  () => ({ name: 'one’s own approval', guard: 'list-not-own', approver: requester }),
  () => ({ name: 'a deputy of whoever asks', guard: 'list-stands-for', deputyOf: requester.officerId }),
  () => ({ name: 'a deputy of one person, passed off as another’s', guard: 'list-stands-for', deputyOf: requester.officerId, evidence: (e) => ({ ...e, decisions: e.decisions.map((d) => ({ ...d, standsFor: { value: 'helen.marsh', salt: d.standsFor?.salt ?? '' } })) }) }),
  () => ({ name: 'a supervisor’s decision with a name beside it', guard: 'list-stands-for', evidence: (e) => ({ ...e, decisions: e.decisions.map((d) => ({ ...d, standsFor: d.officer })) }) }),
  () => ({ name: 'a protected record in a list', guard: 'list-not-protected', at: 2, listed: [0, 2] }),
  () => ({ name: 'a household that was left out', guard: 'list-covers', decision: (d) => ({ ...d, decision: 'narrow', items: [] }) }),
  () => ({ name: 'a group that was narrowed away', guard: 'list-covers', decision: (d) => ({ ...d, decision: 'narrow', fieldGroups: ['contact'] }) }),
  () => ({ name: 'a group that the list did not ask for', guard: 'list-covers', fieldGroups: ['address'], decision: (d) => ({ ...d, fieldGroups: ['address', 'contact', 'identity'] }) }),
  () => ({ name: 'more minutes than were agreed', guard: 'list-covers', decision: (d) => ({ ...d, decision: 'narrow', openForMinutes: 4 }) }),
  () => ({ name: 'a permit of the address and the name together', guard: 'list-pack', request: asPack, decision: withAddress, fieldGroups: ['address', 'identity'] }),
  () => ({ name: 'emergency permits for a purpose that is none', guard: 'list-emergency-purpose', request: asEmergency, decision: withAddress }),
  () => ({ name: 'an outing of days', guard: 'list-pack', request: (r) => asPack(r, -30), decision: withAddress }),
  () => ({ name: 'an outing of next week', guard: 'list-pack', request: (r) => asPack(r, -80, -72), decision: (d) => ({ ...withAddress(d), workForHours: 72 }) }),
  () => ({ name: 'a showing longer than was agreed', guard: 'list-covers', request: asPack, decision: (d) => ({ ...withAddress(d), decision: 'narrow', openForMinutes: 1 }) }),
  () => ({ name: 'a list of yesterday', guard: 'list-in-time', decision: (d) => ({ ...d, statedAt: hoursAgo(13) }) }),
  () => ({ name: 'a list whose shortened time is over', guard: 'list-in-time', decision: (d) => ({ ...d, decision: 'narrow', workForHours: 2, statedAt: hoursAgo(3) }) }),
  () => ({ name: 'a list that would stay open for days', guard: 'list-in-time', decision: (d) => ({ ...d, workForHours: 72, statedAt: hoursAgo(20) }) }),
  () => ({ name: 'a list decided long after it was asked for', guard: 'list-in-time', request: (r) => ({ ...r, statedAt: hoursAgo(30) }) }),
]

test.each(ATTACKS.map((make, i) => [i, make] as const))('attack %i is refused, releases nothing, and without its check succeeds', async (_, make) => {
  const { name, guard, alsoWithout = [], ...wish } = make()
  const sent = await makeList(wish)()
  expect((await release(sent)).problem.code, name).toBe('APPROVAL_UNPROVED')
  expect(await run(world.database.adminUrl, 'select 1 from releases where request_id = $1', [sent.signed.payload.requestId])).toEqual([])
  await without(guard, ...alsoWithout)
  expect((await release(sent)).status, name).toBe(200)
  if (alsoWithout.length === 0) return
  await without(...alsoWithout)
  expect((await release(sent)).problem.code, name).toBe('APPROVAL_UNPROVED')
})

test.each([
  ['one’s own approval', 'list-not-own', 'priya.nair', {}], ['a deputy of whoever asks', 'list-stands-for', 'helen.marsh', { deputyOf: 'helen.marsh' }],
] as const)('%s under a second account of the same person is refused too (%s)', async (_, guard, account, wish) => {
  const sent = await makeList(wish)()
  for (const one of [requester.officerId, account]) await run(world.database.adminUrl, `insert into account_persons values ($1, $2, now())`, [one, 'a'.repeat(32)])
  expect((await release(sent)).problem).toMatchObject({ code: 'APPROVAL_UNPROVED', detail: { check: guard } })
  await run(world.database.adminUrl, 'delete from account_persons')
  expect((await release(sent)).status, 'of two people it is fine').toBe(200)
})

test('every check of lists is one that some attack needs', () => {
  const guards = new Set([...ATTACKS.map((make) => make().guard), 'list-not-used-up'])
  expect(RELEASE_CHECKS.decision.map(({ name }) => name).filter((name) => name.startsWith('list-')).toSorted()).toEqual([...guards].filter((name) => name.startsWith('list-')).toSorted())
})

test('a household opens three times and the same grant again; a fourth is refused, and without the check it would open', async () => {
  const open = makeList({})
  const first = await open()
  expect((await release(first)).status).toBe(200)
  expect((await release(first)).status).toBe(200)
  for (const _ of [2, 3]) expect((await release(await open())).status).toBe(200)
  expect((await release(first)).status).toBe(200)
  const fourth = await open()
  expect((await release(fourth)).problem.code).toBe('APPROVAL_USED')
  await without('list-not-used-up')
  expect((await release(fourth)).status).toBe(200)
})

test('an emergency permit is sealed whole, for safeguarding, and twice at most', async () => {
  const open = makeList({ request: forSafeguarding, purpose: 'safeguarding-adult', decision: withAddress, fieldGroups: ['address', 'contact', 'identity'] })
  expect((await release(await open())).status).toBe(200)
  expect((await release(await open())).status).toBe(200)
  const third = await open()
  expect((await release(third)).problem.code).toBe('APPROVAL_USED')
  await without('list-not-used-up')
  expect((await release(third)).status).toBe(200)
})

test('a permit of a pack lives until its outing is over and no longer; what is no pack’s lives as long as its purpose, and each check is needed', async () => {
  const until = (hours: number) => ({ grant: () => ({ openBy: new Date(Date.now() + hours * 3_600_000).toISOString() }) })
  expect((await release(await makeList({ request: asPack, decision: withAddress, ...until(5) })())).status).toBe(200)
  expect((await release(await makeList({ request: asPack, decision: withAddress, fieldGroups: ['address'], ...until(5) })())).status).toBe(200)
  const lasting: readonly Wish[] = [
    { request: asPack, decision: withAddress, ...until(7) }, { request: asPack, decision: (d) => ({ ...withAddress(d), workForHours: 2 }), ...until(5) }, { ...until(5) },
  ]
  for (const wish of lasting) {
    const sent = await makeList(wish)()
    expect((await release(sent)).problem).toMatchObject({ code: 'REVEAL_GRANT_INVALID', detail: { check: 'grant-lifetime' } })
    await world.restart({ releaseChecks: { call: RELEASE_CHECKS.call.filter(({ name }) => name !== 'grant-lifetime'), decision: RELEASE_CHECKS.decision } })
    expect((await release(sent)).problem.code).toBe('APPROVAL_UNPROVED')
    await world.restart({ releaseChecks: { call: RELEASE_CHECKS.call.filter(({ name }) => name !== 'grant-lifetime'), decision: RELEASE_CHECKS.decision.filter(({ name }) => name !== 'list-covers') } })
    expect((await release(sent)).status).toBe(200)
    await world.restart()
  }
})

test('both kinds of evidence at once, and what is no evidence, are refused', async () => {
  const sent = await makeList({})()
  expect((await world.call(vaultApi.releaseDetails, { ...sent, list: { ...sent.list, extra: 1 } }, { device: requester })).problem.code).toBe('REQUEST_INVALID')
  expect((await release({ ...sent, list: null })).problem).toMatchObject({ code: 'APPROVAL_UNPROVED', detail: { check: 'approval-present' } })
})
