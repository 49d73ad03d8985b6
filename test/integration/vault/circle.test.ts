import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { calculateJwkThumbprint, CompactEncrypt, decodeJwt, exportJWK, generateKeyPair, importJWK } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { vaultApi } from '../../../shared/api/vault-api'
import type { CircleKind, CircleWords } from '../../../shared/model/circle'
import type { KeyBundle } from '../../../shared/model/key-bundle'
import { LOOKUP_CHECKS } from '../../../service/vault/domain/checks/lookup-checks'
import { RELEASE_CHECKS } from '../../../service/vault/domain/checks/release-checks'
import { run } from '../../support/postgres'
import { identityRow } from './identity-row-factory'
import { TestHub, type RevealWish } from './test-hub'
import { signAs, startVaultWorld, type TestDevice, type VaultWorld } from './vault-world'

let world: VaultWorld
let hub: TestHub
let amara: TestDevice
let priya: TestDevice
let grace: TestDevice
let window: { readonly publicJwk: RevealWish['windowKey']; readonly thumbprint: string }
let winifred: { personId: string; householdId: string }
let lodger: { personId: string; householdId: string }
let stranger: { personId: string; householdId: string }
let leftOut: string | null = null

const KNOWN: CircleWords = { name: 'Winifred Knownley', dateOfBirth: '1971-04-05', addressLine: null, postcode: null }
const without = <C extends { name: string }>(checks: readonly C[]): readonly C[] => checks.filter(({ name }) => name !== leftOut)

beforeAll(async () => {
  world = await startVaultWorld(20, [], ['priya.nair', 'grace.tembo'])
  await world.restart({
    releaseChecks: { call: RELEASE_CHECKS.call, get decision() { return without(RELEASE_CHECKS.decision) } }, lookupChecks: { call: LOOKUP_CHECKS.call, get decision() { return without(LOOKUP_CHECKS.decision) } },
  })
  const minted = await world.mint([
    identityRow({ row: 1, recordKey: 'K-1', forenames: 'Winifred', surname: 'Knownley', dateOfBirth: '1971-04-05', niNumber: 'QQ717171A', lines: ['12 Hopfield Road', 'Canterbury'], postcode: 'CT1 7ZZ', phone: '07700 900711' }),
    identityRow({ row: 2, recordKey: 'K-1', personKey: '2', forenames: 'Some', surname: 'Lodger', dateOfBirth: '1990-09-09', niNumber: 'QQ727272A', lines: ['12 Hopfield Road', 'Canterbury'], postcode: 'CT1 7ZZ', phone: '07700 900712' }),
    identityRow({ row: 3, recordKey: 'K-3', forenames: 'Stranger', surname: 'Elsewhere', dateOfBirth: '1971-04-05', niNumber: 'QQ737373A', lines: ['1 Other Way'], postcode: 'CT2 8ZZ', phone: '07700 900713' }),
  ])
  const of = (n: number) => ({ personId: minted[n]?.personId ?? '', householdId: minted[n]?.householdId ?? '' })
  ;[winifred, lodger, stranger] = [of(0), of(1), of(2)]
  ;[amara, priya, grace] = [await world.enrol('officer'), await world.enrol('supervisor'), await world.enrol('other-supervisor')]
  const pair = await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true })
  const { x = '', y = '' } = await exportJWK(pair.publicKey)
  const publicJwk = { kty: 'EC', crv: 'P-256', x, y } as const
  window = { publicJwk, thumbprint: await calculateJwkThumbprint(publicJwk) }
})
afterAll(() => world.stop())
beforeEach(async () => {
  leftOut = null
  await run(world.database.adminUrl, 'truncate releases, lookups, emergency_releases, circle_attempts, circle_decisions, circle_withdrawals, circle_keys, circle_declarations; delete from witnessed_checkpoints')
  hub = new TestHub(world.files)
})

async function seal(value: unknown): Promise<string> {
  const key = decodeJwt<KeyBundle>(readFileSync(world.files.bundleFile, 'utf8').trim()).keys.find((candidate) => candidate.use === 'vault-seal')
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(value))).setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: key?.kid ?? '' }).encrypt(await importJWK({ ...key?.jwk }, 'ECDH-ES'))
}
interface How { readonly signer?: TestDevice; readonly kind?: CircleKind; readonly id?: string; readonly deviceId?: string; readonly as?: TestDevice }
const declaration = async (words: unknown, { signer = amara, kind = 'friend', id = randomUUID(), deviceId }: How = {}) =>
  signAs(signer, { v: 1, type: 'circle-declaration', declarationId: id, deviceId: deviceId ?? signer.deviceId, at: new Date().toISOString(), kind, sealed: await seal(words) })
const declare = async (words: unknown, how: How = {}) =>
  world.call(vaultApi.declareCircle, { signed: await declaration(words, how) }, { device: how.as ?? how.signer ?? amara })
const own = async (as = amara) => (await world.call(vaultApi.ownCircle, {}, { device: as })).body
const exclusions = async () => (await world.call(vaultApi.listCircle, {}, { token: await world.intakeToken() })).body
const release = async (of: { personId: string; householdId: string }, { as = amara, isEmergency = false } = {}) => {
  const wish = { persons: [of.personId], householdId: of.householdId, fieldGroups: ['identity'] as const, windowKey: window.publicJwk, thumbprint: window.thumbprint, ...(isEmergency ? { purpose: 'safeguarding-adult' } : {}) }
  const answer = await world.call(vaultApi.releaseDetails, await hub.reveal(as, wish, { request: (request) => void (request.emergency = isEmergency) }), { device: as })
  hub.vaultKnownSize = answer.body.ledgerSize ?? hub.vaultKnownSize
  return answer.problem.code ?? 'released'
}
const find = async (as = amara) => {
  const answer = await world.call(vaultApi.lookup, await hub.lookup(as, { name: 'Winifred Knownley', phone: '07700 900711' }), { device: as })
  hub.vaultKnownSize = answer.body.ledgerSize ?? hub.vaultKnownSize
  return answer.problem.code ?? answer.body.result.outcome
}

describe('a declaration finds whom it means, in the spelling of a letter', () => {
  test.each<[string, CircleWords]>([
    ['name and date of birth', { name: 'Mrs. winifred KNOWNLEY', dateOfBirth: '1971-04-05', addressLine: null, postcode: null }],
    ['name and postcode', { name: 'Knownley, Winifred', dateOfBirth: null, addressLine: null, postcode: 'ct17zz' }],
    ['an address', { name: null, dateOfBirth: null, addressLine: '12 Hopfield Rd', postcode: 'CT1 7ZZ' }],
  ])('by %s: the whole household is out of bounds, for this officer alone', async (_, words) => {
    expect((await declare(words)).status).toBe(200)
    expect((await exclusions()).exclusions).toEqual([{ officerId: 'amara.okafor', householdId: winifred.householdId }])
    for (const member of [winifred, lodger]) expect(await release(member)).toBe('CIRCLE_OWN')
    expect(await release(stranger)).toBe('released')
    expect(await release(winifred, { as: priya })).toBe('released')
  })

  test('of a name alone there are many: the same date of birth, or half of the name, is somebody else', async () => {
    await declare({ ...KNOWN, name: 'Winifred Another' })
    await declare({ ...KNOWN, dateOfBirth: '1971-04-06' })
    expect((await exclusions()).exclusions).toEqual([])
  })

  test('who comes into the system later is found too', async () => {
    await declare({ name: 'Laterwards Arriving', dateOfBirth: '2001-01-31', addressLine: null, postcode: null })
    expect((await exclusions()).exclusions).toEqual([])
    const [late] = await world.mint([identityRow({ row: 1, recordKey: `L-${randomUUID().slice(0, 8)}`, forenames: 'Laterwards', surname: 'Arriving', dateOfBirth: '2001-01-31', lines: ['77 Latecomers Yard'], postcode: 'CT3 9ZZ', phone: '07700 900777' })])
    expect((await exclusions()).exclusions).toEqual([{ officerId: 'amara.okafor', householdId: late?.householdId }])
  })
})

describe('the vault refuses by itself, whatever a hub grants', () => {
  test('details: also in an emergency; without the check they would leave; each attempt is kept for whoever must be told', async () => {
    await declare(KNOWN)
    expect(await release(winifred)).toBe('CIRCLE_OWN')
    expect(await release(winifred, { isEmergency: true })).toBe('CIRCLE_OWN')
    expect(await run(world.database.adminUrl, 'select 1 from releases')).toEqual([])
    const { attempts } = await exclusions()
    expect(attempts.map(({ officerId, householdId }) => [officerId, householdId])).toEqual([['amara.okafor', winifred.householdId], ['amara.okafor', winifred.householdId]])
    leftOut = 'not-own-circle'
    expect(await release(winifred)).toBe('released')
  })

  test('a look-up: no pseudonym of somebody whom the officer knows; without the check it would answer', async () => {
    await declare(KNOWN)
    expect(await find()).toBe('CIRCLE_OWN')
    expect(await find(priya)).toBe('found')
    expect((await exclusions()).attempts).toHaveLength(1)
    leftOut = 'not-own-circle'
    expect(await find()).toBe('found')
  })
})

describe('a declaration is not taken back alone', () => {
  const ask = (declarationId: string, as = amara) => world.call(vaultApi.askCircleWithdrawal, { declarationId }, { device: as })
  const decide = (declarationId: string, agrees: boolean, as = priya) => world.call(vaultApi.decideCircleWithdrawal, { declarationId, agrees }, { device: as })

  test('asked for, it stands; somebody else agrees, and it is gone', async () => {
    const id = randomUUID()
    await declare(KNOWN, { id })
    expect((await decide(id, true)).problem.code).toBe('CIRCLE_NOT_STANDING')
    expect((await ask(id, priya)).problem.code).toBe('NOT_FOUND')
    expect((await ask(id)).body.declared.state).toBe('withdrawal-asked')
    expect(await release(winifred)).toBe('CIRCLE_OWN')
    expect((await decide(id, true, amara)).problem.code).toBe('ACCESS_ROLE_FORBIDDEN')
    expect((await decide(id, true)).body.declared.state).toBe('withdrawn')
    expect((await decide(id, false, grace)).problem.code).toBe('CIRCLE_NOT_STANDING')
    expect((await ask(id)).problem.code).toBe('CIRCLE_NOT_STANDING')
    expect(await release(winifred)).toBe('released')
    expect((await exclusions()).exclusions).toEqual([])
  })

  test('declined, it stands; and a supervisor decides on no declaration of their own', async () => {
    const [id, hers] = [randomUUID(), randomUUID()]
    await declare(KNOWN, { id })
    await ask(id)
    await decide(id, false)
    expect((await own()).declarations.map(({ state }) => state)).toEqual(['withdrawal-declined'])
    expect(await release(winifred)).toBe('CIRCLE_OWN')
    await declare(KNOWN, { id: hers, signer: priya })
    await ask(hers, priya)
    expect((await decide(hers, true)).problem.code).toBe('CIRCLE_OWN_DECLARATION')
    expect((await decide(hers, true, grace)).body.declared.state).toBe('withdrawn')
  })

  test('nor by direct SQL as the service’s own role: nothing is changed or removed, and nobody agrees with themselves', async () => {
    const id = randomUUID()
    await declare(KNOWN, { id })
    await ask(id)
    const asService = async (text: string) => run(await world.database.appUrl('casement_vault'), text, [id]).then(() => 'done', (error: unknown) => String((error as { code?: string }).code))
    for (const text of ['delete from circle_declarations where declaration_id = $1', 'delete from circle_keys where declaration_id = $1', `update circle_keys set key_hash = 'x' where declaration_id = $1`, 'delete from circle_withdrawals where declaration_id = $1'])
      expect(await asService(text), text).toBe('42501')
    const decision = (officer: string, by: string) => `insert into circle_decisions values ($1, '${officer}', '${by}', gen_random_uuid(), true, now())`
    expect(await asService(decision('amara.okafor', 'amara.okafor'))).toBe('23514')
    // Whose it is cannot be said otherwise either.
    expect(await asService(decision('tom.brennan', 'amara.okafor'))).toBe('23503')
    expect(await release(winifred)).toBe('CIRCLE_OWN')
  })
})

describe('nobody declares for another', () => {
  test('by another’s signature, laptop or id', async () => {
    const id = randomUUID()
    const stolen = await declaration(KNOWN, { signer: priya, id })
    expect((await world.call(vaultApi.declareCircle, { signed: stolen }, { device: amara })).problem.code).toBe('REQUEST_INVALID')
    expect((await world.call(vaultApi.declareCircle, { signed: { ...stolen, deviceId: amara.deviceId } }, { device: amara })).problem.code).toBe('REQUEST_INVALID')
    expect((await declare(KNOWN, { deviceId: priya.deviceId })).problem.code).toBe('REQUEST_INVALID')
    expect((await own()).declarations).toEqual([])
    const signed = await declaration(KNOWN, { id })
    for (let twice = 0; twice < 2; twice += 1) expect((await world.call(vaultApi.declareCircle, { signed }, { device: amara })).status).toBe(200)
    expect((await declare(KNOWN, { signer: priya, id })).problem.code).toBe('REQUEST_INVALID')
    expect((await declare({ ...KNOWN, name: 'Another Word' }, { id })).problem.code).toBe('REQUEST_INVALID')
    expect((await own()).declarations).toHaveLength(1)
  })
})

describe('what is said of it', () => {
  test('is that it exists: no answer and no column holds a word of it, and who matched is never said', async () => {
    const matched = await declare({ ...KNOWN, addressLine: '12 Hopfield Road', postcode: 'CT1 7ZZ' }, { kind: 'neighbour' })
    const unmatched = await declare({ ...KNOWN, name: 'Nobody Ofthatname' })
    expect(Object.keys(matched.body.declared)).toEqual(Object.keys(unmatched.body.declared))
    const kept = await world.call(vaultApi.keptCircle, {}, { device: priya })
    expect(kept.body.declarations.map(({ officerId, state }) => [officerId, state])).toEqual([['amara.okafor', 'standing'], ['amara.okafor', 'standing']])
    expect((await world.call(vaultApi.keptCircle, {}, { device: amara })).problem.code).toBe('ACCESS_ROLE_FORBIDDEN')
    expect([(await own()).isKeeper, (await own(priya)).isKeeper]).toEqual([false, true])
    const tables = await run(world.database.adminUrl, `select (select json_agg(encode(sealed, 'escape') || d::text) from circle_declarations d)::text || (select json_agg(k) from circle_keys k)::text as text`)
    for (const text of [String(tables[0]?.['text']), JSON.stringify([matched, kept, await own(), await exclusions()])])
      for (const word of ['Winifred', 'Knownley', '1971-04-05', 'Hopfield', 'CT1']) expect(text.toLowerCase()).not.toContain(word.toLowerCase())
  })

  test.each<[string, unknown]>([
    ['a name alone', { ...KNOWN, dateOfBirth: null }], ['a date alone', { ...KNOWN, name: null }], ['no letters', { ...KNOWN, name: '123 456' }],
    ['no postcode', { ...KNOWN, postcode: 'somewhere' }], ['another form', { name: 'A B' }], ['no words', 'Winifred Knownley'],
  ])('with %s nobody is recognised: it is refused, not kept', async (_, words) => {
    expect((await declare(words)).problem.code).toBe('CIRCLE_WORDS_INVALID')
    expect((await own()).declarations).toEqual([])
  })

  test('ten a day: nobody tries out by declaring who is in the system', async () => {
    for (let n = 0; n < 10; n += 1) expect((await declare({ ...KNOWN, dateOfBirth: `1960-01-${10 + n}` })).status).toBe(200)
    expect((await declare(KNOWN)).problem.code).toBe('CIRCLE_TOO_MANY')
    expect((await declare(KNOWN, { signer: priya })).status).toBe(200)
  })

  test('only the controller’s courier reads what follows from it', async () => {
    expect((await world.call(vaultApi.listCircle, {}, { token: amara.token })).problem.code).toBe('ACCESS_TOKEN_INVALID')
  })
})
