import { createPublicKey, randomUUID, verify } from 'node:crypto'
import { compactVerify, importJWK } from 'jose'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { hubApi } from '../../../shared/api/hub-api'
import { canonicalBytes } from '../../../shared/ledger/canonical-json'
import type { NoteVerifier } from '../../../shared/ledger/checkpoint'
import { leafHash } from '../../../shared/ledger/merkle-tree'
import { verifyReceipt, type Receipt } from '../../../shared/ledger/receipt'
import { ledgerOrigin } from '../../../shared/model/ledger-entry'
import { RevealGrantSchema, type RelatedRevealRequest, type RevealRequest } from '../../../shared/model/reveal'
import type { HouseholdRecord } from '../../../shared/model/household'
import { relationshipOf } from '../../../shared/model/relationship'
import { prefilledReason } from '../../../shared/reason/prefilled-reason'
import { REVEAL_CHECKS } from '../../../service/hub/domain/checks/reveal-checks'
import { requestReveal } from '../../../service/hub/domain/request-reveal'
import { HubHarness } from './hub-harness'
import { newSalt, type RevealBody, type TestDevice } from './test-device'
import { makeFacts, pseudonym } from './test-facts'
import { commit } from '../../../shared/ledger/commitment'

let hub: HubHarness
let device: TestDevice
const facts = makeFacts()
const household = { householdId: facts.householdId, persons: facts.members.map((member) => member.personId) }

beforeAll(async () => {
  hub = await HubHarness.start()
  device = await hub.enrol()
  await hub.load([facts])
})
afterAll(() => hub.stop())
beforeEach(() => hub.sql('delete from reveal_decisions; delete from lookup_decisions'))

const goodBody = (want: Partial<Parameters<TestDevice['revealBody']>[0]> = {}): RevealBody =>
  device.revealBody({ epoch: hub.epoch, purpose: hub.purpose(), ...household, ...want })
const reveal = (body: unknown, as = device) => hub.asDevice(as, hubApi.requestReveal, body)
const entries = async (): Promise<number> => Number((await hub.sql('select count(*) as n from ledger_entries'))[0]?.['n'])

/** Changes the payload and signs it again: the attack of somebody who holds the laptop. */
function changed(change: Partial<RelatedRevealRequest>, body = goodBody()): RevealBody {
  return { ...body, signed: device.sign<RevealRequest>({ ...(body.signed.payload as RelatedRevealRequest), ...change }) }
}

function checkpointVerifier(): NoteVerifier {
  const { kid, jwk } = hub.hub.services.bundle.active('hub-checkpoint')
  const key = createPublicKey({ key: { ...jwk }, format: 'jwk' })
  return { name: kid, publicKey: Buffer.from(jwk.x, 'base64url'), verify: (data, signature) => verify(null, data, key, signature) }
}
const checkReceipt = (receipt: unknown, body: Pick<RevealBody, 'signed'>, known: { size: number; root: Uint8Array } | null = null) =>
  verifyReceipt({ receipt, leafHash: leafHash(canonicalBytes(body.signed as never)), known, origin: ledgerOrigin(hub.epoch), verifier: checkpointVerifier() })

test('a stated need is entered, then granted, and its receipt verifies', async () => {
  const body = goodBody()
  const { status, json } = await reveal(body)
  expect(status).toBe(200)
  const verdict = await checkReceipt(json['receipt'], body)
  expect(verdict.ok).toBe(true)
  const { payload, protectedHeader } = await compactVerify(String(json['grant']), async (header) => {
    const key = hub.hub.services.bundle.find('hub-grant', header.kid ?? '')
    return importJWK({ ...key!.jwk }, 'EdDSA')
  })
  expect(protectedHeader['typ']).toBe('casement-reveal-grant')
  const grant = RevealGrantSchema.parse(JSON.parse(new TextDecoder().decode(payload)))
  const { requestId, windowKey, fieldGroups, purpose } = body.signed.payload
  expect(grant).toMatchObject({ requestId, windowKey, fieldGroups, purpose, officerId: 'amara.okafor', deviceId: device.deviceId, householdId: facts.householdId, showFor: 300 })
  expect(grant.persons).toEqual(household.persons.toSorted())
  expect(Date.parse(grant.openBy) - Date.parse(grant.issuedAt)).toBe(15 * 60_000)
  const [entry] = await hub.sql('select leaf, entry_index from ledger_entries where entry_key = $1', [`reveal:${requestId}`])
  expect(Buffer.from(canonicalBytes(body.signed as never)).equals(entry?.['leaf'] as Buffer)).toBe(true)
  expect(Number(entry?.['entry_index'])).toBe(grant.entryIndex)
  const [opening] = await hub.sql('select reason, officer_id, household_id from ledger_openings where entry_index = $1', [grant.entryIndex])
  expect(opening).toEqual({ reason: 'Calling back about the eviction notice', officer_id: 'amara.okafor', household_id: facts.householdId })
})

test('a later receipt continues the checkpoint seen before, and one for another leaf or a broken one is refused', async () => {
  const first = goodBody()
  const before = await checkReceipt((await reveal(first)).json['receipt'], first)
  if (!before.ok) throw new Error('the first receipt should hold')
  const second = goodBody({ knownSize: before.checkpoint.size, vaultKnownSize: before.checkpoint.size - 1 })
  const { json } = await reveal(second)
  expect((await checkReceipt(json['receipt'], second, before.checkpoint)).ok).toBe(true)
  expect(json['vaultConsistencyProof']).not.toEqual([])
  expect(await checkReceipt(json['receipt'], first, before.checkpoint)).toMatchObject({ ok: false, code: 'RECEIPT_FORGED' })
  const receipt = json['receipt'] as Receipt
  expect(await checkReceipt({ ...receipt, consistencyProof: [] }, second, before.checkpoint)).toMatchObject({ ok: false, code: 'LEDGER_INCONSISTENT' })
})

test('the same request again gets the same grant and no second entry; the same id for other content is refused', async () => {
  const body = goodBody()
  const [first, again] = [await reveal(body), await reveal(body)]
  const count = await entries()
  expect(again.json['grant']).toBe(first.json['grant'])
  const both = goodBody()
  const answers = await Promise.all([reveal(both), reveal(both), reveal(both)])
  expect(new Set(answers.map((answer) => answer.json['grant'])).size).toBe(1)
  expect(await entries()).toBe(count + 1)
  expect((await reveal(changed({ fieldGroups: ['address'] }, body))).json['code']).toBe('REVEAL_GRANT_INVALID')
  const other = await hub.enrol('priya.nair')
  expect((await reveal(body, other)).json['code']).toBe('REVEAL_GRANT_INVALID')
  await hub.sql(`update reveal_decisions set open_by = now() - interval '1 second' where request_id = $1`, [body.signed.payload.requestId])
  expect((await reveal(body)).json['code']).toBe('REVEAL_GRANT_EXPIRED')
})

test('a reason with a NUL is refused by itself, and takes no other officer\'s entry with it', async () => {
  const other = await hub.enrol('priya.nair')
  const theirs = other.revealBody({ epoch: hub.epoch, purpose: hub.purpose(), ...household })
  const [refused, granted] = await Promise.all([reveal(goodBody({ reason: 'Calling back about the \u0000 eviction notice' })), reveal(theirs, other)])
  expect([refused.status, refused.json['code']]).toEqual([400, 'REQUEST_INVALID'])
  expect(granted.status).toBe(200)
})

const LINKED = 'Prevention duty since 3 November 2026'
const AUTHORITY = { power: 'Data Protection Act 2018 Sch. 2 para. 2', authoriser: 'Detective Inspector, Kent Police' }

type Attack = { check: string; alsoWithout?: readonly string[]; code: string; body: () => RevealBody }
const ATTACKS: readonly Attack[] = [
  { check: 'current-epoch', code: 'SYNC_EPOCH_CHANGED', body: () => goodBody({ epoch: '0123456789abcdef' }) },
  { check: 'device-signature', code: 'ACCESS_DEVICE_PROOF_INVALID', body: () => { const body = goodBody(); return { ...body, signed: { ...body.signed, payload: { ...body.signed.payload, windowKey: 'A'.repeat(43) } } } } },
  { check: 'officer-opening', code: 'REQUEST_INVALID', body: () => { const body = goodBody(); return { ...body, openings: { ...body.openings, officer: { ...body.openings.officer, value: 'priya.nair' } } } } },
  { check: 'believable-clock', code: 'REVEAL_CLOCK', body: () => changed({ statedAt: new Date(Date.now() - 11 * 60_000).toISOString() }) },
  { check: 'believable-clock', code: 'REVEAL_CLOCK', body: () => changed({ statedAt: new Date(Date.now() + 11 * 60_000).toISOString() }) },
  { check: 'current-wording', code: 'REVEAL_PURPOSE_OUTDATED', body: () => changed({ purpose: { ...goodBody().signed.payload.purpose, wordingHash: '0'.repeat(64) } }) },
  { check: 'current-wording', code: 'REVEAL_PURPOSE_OUTDATED', body: () => changed({ purpose: { ...goodBody().signed.payload.purpose, version: 1 } }) },
  { check: 'persons-opening', code: 'REQUEST_INVALID', body: () => { const body = goodBody(); return { ...body, openings: { ...body.openings, persons: { ...body.openings.persons, value: household.persons[0]! } } } } },
  { check: 'persons-of-household', code: 'NOT_FOUND', body: () => goodBody({ persons: [household.persons[0]!, pseudonym()] }) },
  { check: 'reason-opening', code: 'REQUEST_INVALID', body: () => { const body = goodBody(); return { ...body, openings: { ...body.openings, reason: { ...body.openings.reason, value: 'Arranging a visit about rent arrears' } } } } },
  { check: 'reason-opening', code: 'REQUEST_INVALID', body: () => { const body = goodBody(); return { ...body, openings: { ...body.openings, reason: { ...body.openings.reason, salt: newSalt() } } } } },
  { check: 'understandable-reason', code: 'REVEAL_REASON_REQUIRED', body: () => goodBody({ reason: '   ' }) },
  { check: 'understandable-reason', code: 'REVEAL_REASON_TOO_SHORT', body: () => goodBody({ reason: 'arrears' }) },
  { check: 'understandable-reason', code: 'REVEAL_REASON_FILLER', body: () => goodBody({ reason: 'asdf asdf asdf asdf' }) },
  { check: 'understandable-reason', code: 'REVEAL_REASON_IDENTIFIER', body: () => goodBody({ reason: 'Calling about arrears for QQ123456C today' }) },
  { check: 'sorted-field-groups', code: 'REQUEST_INVALID', body: () => changed({ fieldGroups: ['identity', 'contact'] }) },
  { check: 'sorted-field-groups', code: 'REQUEST_INVALID', body: () => changed({ fieldGroups: ['identity', 'identity'] }) },
  { check: 'linked-opening', code: 'REQUEST_INVALID', body: () => { const body = goodBody({ linked: LINKED }); return { ...body, openings: { ...body.openings, linked: null } } } },
  { check: 'linked-opening', code: 'REQUEST_INVALID', body: () => { const body = goodBody(); return { ...body, openings: { ...body.openings, linked: { value: LINKED, salt: newSalt() } } } } },
  { check: 'linked-opening', code: 'REQUEST_INVALID', body: () => { const body = goodBody({ linked: LINKED }); return { ...body, openings: { ...body.openings, linked: { value: LINKED, salt: newSalt() } } } } },
  { check: 'linked-opening', code: 'REQUEST_INVALID', body: () => goodBody({ linked: 'Words that somebody typed' }) },
  { check: 'authority-opening', alsoWithout: ['authority-where-asked'], code: 'REQUEST_INVALID', body: () => { const body = goodBody({ authority: AUTHORITY }); return { ...body, openings: { ...body.openings, authority: null } } } },
  { check: 'authority-opening', alsoWithout: ['authority-where-asked'], code: 'REQUEST_INVALID', body: () => { const body = goodBody({ authority: AUTHORITY }); return { ...body, openings: { ...body.openings, authority: { value: 'Another power\nSomebody else', salt: newSalt() } } } } },
  { check: 'authority-opening', alsoWithout: ['authority-where-asked'], code: 'REQUEST_INVALID', body: () => goodBody({ authority: { ...AUTHORITY, authoriser: 'Two\nlines' } }) },
  { check: 'authority-opening', alsoWithout: ['authority-where-asked'], code: 'REVEAL_REASON_IDENTIFIER', body: () => goodBody({ authority: { ...AUTHORITY, authoriser: 'Kent Police, 01622 690690' } }) },
  { check: 'authority-where-asked', code: 'REVEAL_AUTHORITY_REQUIRED', body: () => goodBody({ authority: AUTHORITY }) },
  { check: 'own-words', code: 'REVEAL_REASON_REQUIRED', body: () => goodBody({ reason: 'Homelessness: prevention duty: the household is allocated to me.' }) },
  { check: 'own-words', code: 'REVEAL_REASON_REQUIRED', body: () => goodBody({ purpose: hub.purpose('own-contact'), fieldGroups: ['identity'], reason: "Resident's own contact: I have an approved visit." }) },
  { check: 'understandable-reason', code: 'REVEAL_REASON_FILLER', body: () => goodBody({ reason: 'helping this household, who are threatened with homelessness' }) },
]

test.each(ATTACKS)('$check refuses with $code, enters nothing, and without it the attack passes', async ({ check, alsoWithout = [], code, body }) => {
  const before = await entries()
  const attack = body()
  const { json, text } = await reveal(attack)
  expect(json['code']).toBe(code)
  expect(text).not.toContain(attack.openings.reason.value.trim() || '\0')
  expect(await entries()).toBe(before)
  const without = REVEAL_CHECKS.filter(({ name }) => name !== check && !alsoWithout.includes(name))
  expect(without.length).toBe(REVEAL_CHECKS.length - 1 - alsoWithout.length)
  const caller = { officerId: device.officerId, deviceId: device.deviceId, signingKey: device.signingKey }
  await expect(requestReveal(hub.hub.services, caller, hubApi.requestReveal.request.parse(attack), without)).resolves.toMatchObject({ outcome: 'allow' })
})

test('words that a relationship fills in stand where the purpose lets them and the hub knows that relationship', async () => {
  const purpose = hub.purpose('own-contact')
  const known = relationshipOf({ officerId: device.officerId, team: 'income-and-debt', district: 'canterbury' }, JSON.parse(String((await hub.sql(`select document from households where household_id = '${facts.householdId}'`))[0]?.['document'])) as HouseholdRecord, false)
  const words = prefilledReason(purpose, known)
  expect(known).toBe('own-team')
  expect((await reveal(goodBody({ purpose, fieldGroups: ['identity'], relationship: known, reason: words ?? '' }))).status).toBe(200)
})

test('groups that a purpose does not cover are refused by the check, and by policy too when the check is off', async () => {
  const body = goodBody({ fieldGroups: ['money'] })
  expect((await reveal(body)).json['code']).toBe('REVEAL_FIELDS_NOT_COVERED')
  const without = REVEAL_CHECKS.filter((candidate) => candidate.name !== 'covered-field-groups')
  const caller = { officerId: device.officerId, deviceId: device.deviceId, signingKey: device.signingKey }
  await expect(requestReveal(hub.hub.services, caller, hubApi.requestReveal.request.parse(body), without)).rejects.toMatchObject({
    code: 'REVEAL_FORBIDDEN', detail: { rule: 'details-not-covered-by-purpose' },
  })
})

test('an unknown purpose and an unknown household are refused without an entry', async () => {
  const before = await entries()
  const purpose = { ...hub.purpose(), code: 'curiosity' }
  expect((await reveal(goodBody({ purpose }))).json['code']).toBe('REVEAL_PURPOSE_UNKNOWN')
  expect((await reveal(goodBody({ householdId: pseudonym() }))).json['code']).toBe('NOT_FOUND')
  expect(await entries()).toBe(before)
})

test('a role that policy forbids is entered and refused with the rule and its words', async () => {
  const lead = await hub.enrol('helen.marsh')
  const before = await entries()
  const body = lead.revealBody({ epoch: hub.epoch, purpose: hub.purpose(), ...household })
  const answer = await reveal(body, lead)
  expect(answer.status).toBe(403)
  expect(answer.json).toMatchObject({ code: 'REVEAL_FORBIDDEN', detail: { rule: 'role-without-casework' } })
  expect(await entries()).toBe(before + 1)
  expect((await reveal(body, lead)).json).toMatchObject({ code: 'REVEAL_FORBIDDEN' })
  expect(await entries()).toBe(before + 1)
})

test('a protected record is entered and needs approval; nothing is granted', async () => {
  const guarded = makeFacts({ isProtected: true })
  await hub.load([guarded])
  const before = await entries()
  const body = device.revealBody({ epoch: hub.epoch, purpose: hub.purpose(), householdId: guarded.householdId, persons: [guarded.members[0]!.personId] })
  const { json } = await reveal(body)
  expect(json).toMatchObject({ outcome: 'needs-approval', rule: 'protected-record' })
  expect(json['grant']).toBeUndefined()
  expect(await entries()).toBe(before + 1)
})

test('a larger ledger than ours was seen: nothing is entered or granted', async () => {
  const before = await entries()
  for (const sizes of [{ knownSize: 10_000 }, { vaultKnownSize: 10_000 }]) expect((await reveal(goodBody(sizes))).json['code']).toBe('REVEAL_LEDGER_INCONSISTENT')
  expect(await entries()).toBe(before)
})

test('above the budget of an hour a fresh sign-in is asked for, also when many ask at once, and each attempt is entered', async () => {
  const before = await entries()
  const answers = await Promise.all(Array.from({ length: 45 }, () => reveal(goodBody())))
  expect(answers.filter((answer) => answer.json['outcome'] === 'allow').length).toBe(40)
  expect(answers.filter((answer) => answer.json['code'] === 'REVEAL_SIGN_IN_NEEDED').length).toBe(5)
  expect(await entries()).toBe(before + 45)
  const signedIn = (minutesAgo: number) => hub.asDevice(device, hubApi.requestReveal, goodBody(), Math.floor(Date.now() / 1_000) - minutesAgo * 60)
  for (const notJustNow of [6, 600, -5]) expect((await signedIn(notJustNow)).json['code']).toBe('REVEAL_SIGN_IN_NEEDED')
  expect((await signedIn(1)).json).toMatchObject({ outcome: 'allow', budget: { state: 'over', used: 41, budget: 40, span: 'hour', stopAt: 200 } })
})

test('look-ups are entered and granted without a word of what is looked up; caps and refusals as for reveals', async () => {
  const body = device.lookupBody({ epoch: hub.epoch, purpose: hub.purpose() })
  const { json } = await hub.asDevice(device, hubApi.requestLookup, body)
  expect((await checkReceipt(json['receipt'], body as never)).ok).toBe(true)
  expect((await hub.asDevice(device, hubApi.requestLookup, body)).json['grant']).toBe(json['grant'])
  const few = device.lookupBody({ epoch: hub.epoch, purpose: hub.purpose(), criteria: ['name'] })
  expect((await hub.asDevice(device, hubApi.requestLookup, few)).json['code']).toBe('FIND_CRITERIA_TOO_FEW')
  const account = device.lookupBody({ epoch: hub.epoch, purpose: hub.purpose(), criteria: ['account-number'] })
  expect((await hub.asDevice(device, hubApi.requestLookup, account)).status).toBe(200)
  const rest = await Promise.all(Array.from({ length: 60 }, () => hub.asDevice(device, hubApi.requestLookup, device.lookupBody({ epoch: hub.epoch, purpose: hub.purpose() }))))
  expect(rest.filter((answer) => answer.json['code'] === 'FIND_CAP_REACHED').length).toBe(2)
})

test('fresh receipts are given for own entries only', async () => {
  const body = goodBody()
  const index = ((await reveal(body)).json['receipt'] as Receipt).entryIndex
  await reveal(goodBody())
  const answer = await hub.asDevice(device, hubApi.ledgerReceipts, { entryIndexes: [index], knownSize: 0 })
  expect((await checkReceipt((answer.json['receipts'] as Receipt[])[0], body)).ok).toBe(true)
  const other = await hub.enrol('tom.brennan')
  expect((await hub.asDevice(other, hubApi.ledgerReceipts, { entryIndexes: [index], knownSize: 0 })).json['code']).toBe('NOT_FOUND')
})

test('request ids differ and openings of another request do not fit', async () => {
  const [a, b] = [goodBody(), goodBody()]
  expect((await reveal({ ...a, openings: b.openings })).json['code']).toBe('REQUEST_INVALID')
  expect(commit('officer', 'amara.okafor', Buffer.from(a.openings.officer.salt, 'base64url'))).toBe(a.signed.payload.officer)
  expect((await reveal(changed({ requestId: randomUUID() }))).status).toBe(200)
})

test('relationship, emergency and case of a request are facts and openings for review; an older form says nothing of them', async () => {
  const body = goodBody({ relationship: 'own-team', linked: LINKED })
  expect((await reveal(body)).status).toBe(200)
  const facts = (id: string) => hub.sql(`select relationship, emergency, linked, authority from ledger_facts join ledger_openings using (epoch, entry_index) where request_id = '${id}'`)
  expect(await hub.sql(`select stated, known, differs from known_relationships where request_id = '${body.signed.payload.requestId}'`)).toEqual([{ stated: 'own-team', known: 'own-team', differs: false }])
  const claiming = goodBody({ relationship: 'allocated' })
  expect((await reveal(claiming)).status).toBe(200)
  expect(await hub.sql(`select stated, known, differs from known_relationships where request_id = '${claiming.signed.payload.requestId}'`)).toEqual([{ stated: 'allocated', known: 'own-team', differs: true }])
  expect(await facts(body.signed.payload.requestId)).toEqual([{ relationship: 'own-team', emergency: false, linked: LINKED, authority: null }])
  const plain = goodBody()
  const { approval: _approval, emergency: _emergency, relationship: _relationship, linked: _linked, authority: _authority, ...first } = plain.signed.payload as RelatedRevealRequest
  expect((await reveal({ ...plain, signed: device.sign({ ...first, v: 1 }) })).status).toBe(200)
  expect(await facts(first.requestId)).toEqual([{ relationship: null, emergency: null, linked: null, authority: null }])
})
