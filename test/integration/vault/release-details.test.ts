import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { calculateJwkThumbprint, compactDecrypt, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { vaultApi } from '../../../shared/api/vault-api'
import { commit } from '../../../shared/ledger/commitment'
import type { FieldGroup } from '../../../shared/model/codes'
import { RevealedDetailsSchema, type RevealedDetails } from '../../../shared/model/identity'
import { joinPersons, type RevealGrant, type RevealRequest } from '../../../shared/model/reveal'
import { HUB_AUDIENCE } from '../../../service/demo/identity-provider'
import type { PrivateKey } from '../../../service/controller/controller-keys'
import { RELEASE_CHECKS, type ReleaseChecks } from '../../../service/vault/domain/checks/release-checks'
import { run } from '../../support/postgres'
import { identityRow } from './identity-row-factory'
import { TestHub, type RevealBody, type RevealWish, type Tampering } from './test-hub'
import { signAs, startVaultWorld, type TestDevice, type VaultWorld } from './vault-world'

interface Window { readonly publicJwk: RevealWish['windowKey']; readonly privateJwk: JWK; readonly thumbprint: string }

let world: VaultWorld
let hub: TestHub
let device: TestDevice
let secondDevice: TestDevice
let colleague: TestDevice
let window: Window
let person: string
let stranger: string
let householdId: string

beforeAll(async () => {
  world = await startVaultWorld()
  await world.restart({ releaseChecks: checks })
  const minted = await world.mint([
    identityRow({ row: 1, forenames: 'Wilma', surname: 'Testbourne', niNumber: 'QQ121212A', note: 'Prefers to be rung in the morning' }),
    identityRow({ row: 2, forenames: 'Somebody', surname: 'Else', niNumber: 'QQ343434A' }),
  ])
  ;[person, stranger, householdId] = [minted[0]?.personId ?? '', minted[1]?.personId ?? '', minted[0]?.householdId ?? '']
  device = await world.enrol('officer')
  secondDevice = await world.enrol('officer')
  colleague = await world.enrol('supervisor')
  window = await newWindow()
})
afterAll(() => world.stop())
beforeEach(async () => {
  await run(world.database.adminUrl, 'truncate releases, lookups; delete from witnessed_checkpoints')
  world.skew = 0
  leftOut = null
  hub = new TestHub(world.files)
})

async function newWindow(): Promise<Window> {
  const pair = await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true })
  const { x = '', y = '' } = await exportJWK(pair.publicKey)
  const publicJwk = { kty: 'EC', crv: 'P-256', x, y } as const
  return { publicJwk, privateJwk: await exportJWK(pair.privateKey), thumbprint: await calculateJwkThumbprint(publicJwk) }
}

const wish = (more: Partial<RevealWish> = {}): RevealWish => ({
  persons: [person], householdId, fieldGroups: ['identity', 'contact'], windowKey: window.publicJwk, thumbprint: window.thumbprint, ...more,
})
const release = (body: unknown, as: TestDevice = device) => world.call(vaultApi.releaseDetails, body, { device: as })

async function open(sealed: string, key: JWK = window.privateJwk): Promise<RevealedDetails> {
  const { plaintext, protectedHeader } = await compactDecrypt(sealed, await importJWK(key, 'ECDH-ES'))
  expect(protectedHeader).toMatchObject({ alg: 'ECDH-ES', enc: 'A256GCM' })
  return RevealedDetailsSchema.parse(JSON.parse(new TextDecoder().decode(plaintext)))
}

const newSigningKey = (like: PrivateKey): PrivateKey => ({ ...like, jwk: generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) })

test('with an entry, its proof and a grant, the details arrive sealed to the window that asked', async () => {
  const answer = await release(await hub.reveal(device, wish()))
  expect(answer.status).toBe(200)
  expect(answer.body.ledgerSize).toBe(2)
  const details = await open(answer.body.sealed)
  expect(details.people[0]?.details.identity).toMatchObject({ fullName: 'Wilma Testbourne', niNumber: 'QQ121212A' })
  expect(Object.keys(details.people[0]?.details ?? {})).toEqual(['identity', 'contact'])
  await expect(open(answer.body.sealed, (await newWindow()).privateJwk)).rejects.toThrow()
  const rows = await run(world.database.adminUrl, 'select officer_id, field_groups, person_ids, is_again from releases')
  expect(rows).toEqual([{ officer_id: 'amara.okafor', field_groups: ['contact', 'identity'], person_ids: [person], is_again: false }])
})

test('notes of the source and of officers open under the group notes alone', async () => {
  const answer = await release(await hub.reveal(device, wish({ fieldGroups: ['notes'], purpose: 'safeguarding-adult' })))
  const [revealed] = (await open(answer.body.sealed)).people
  expect(Object.keys(revealed?.details ?? {})).toEqual(['notes'])
  expect(revealed?.details.notes?.entries[0]?.text).toContain('in the morning')
})

interface Attack {
  readonly name: string
  /** The check that stops it; without that check it succeeds. */
  readonly guard: string
  readonly code: string
  readonly tampering?: () => Tampering<RevealRequest, RevealGrant>
  readonly wish?: () => Partial<RevealWish>
  readonly body?: (body: RevealBody) => void | Promise<void>
  readonly before?: () => Promise<void>
  /** By how much the vault's clock is ahead of the officer's sign-in. */
  readonly skewMinutes?: number
}

const salt = () => Buffer.alloc(32, 7).toString('base64url')
const changed = (hex: string): string => (hex.startsWith('0') ? '1' : '0') + hex.slice(1)
const GRANT = 'REVEAL_GRANT_INVALID'

const ATTACKS: readonly Attack[] = [
  { name: 'a grant signed by somebody else under the hub key id', guard: 'grant-signature', code: GRANT, tampering: () => ({ grantKey: newSigningKey(hub.key('hub-grant')) }) },
  { name: 'something else that the hub signed, passed off as a grant', guard: 'grant-signature', code: GRANT, tampering: () => ({ grantType: 'casement-lookup-grant' }) },
  { name: 'a grant signed by another key of the bundle', guard: 'grant-signature', code: GRANT, tampering: () => ({ grantKey: hub.key('hub-checkpoint') }) },
  { name: 'a request that the device did not sign', guard: 'device-signature', code: GRANT, tampering: () => ({ signer: { ...secondDevice, deviceId: device.deviceId } }) },
  { name: 'a grant for another device', guard: 'grant-device', code: GRANT, tampering: () => ({ grant: (grant) => void (grant.deviceId = secondDevice.deviceId) }) },
  { name: 'a grant for another officer', guard: 'grant-officer', code: GRANT, tampering: () => ({ grant: (grant) => void (grant.officerId = 'priya.nair') }) },
  {
    name: 'an entry that names another officer', guard: 'officer-opening', code: GRANT,
    tampering: () => ({ request: (request) => void (request.officer = commit('officer', 'priya.nair', Buffer.from(salt(), 'base64url'))) }),
    body: (body) => void (body.openings.officer = { value: 'priya.nair', salt: salt() }),
  },
  { name: 'a grant for another person than the entry', guard: 'persons-opening', code: GRANT, tampering: () => ({ grant: (grant) => void (grant.persons = [stranger] as RevealGrant['persons']) }) },
  {
    name: 'an entry about somebody else, opened with the right name', guard: 'persons-opening', code: GRANT,
    tampering: () => ({ request: (request) => void (request.persons = commit('person', joinPersons([stranger]), Buffer.from(salt(), 'base64url'))) }),
  },
  { name: 'a grant for another request', guard: 'grant-request', code: GRANT, tampering: () => ({ grant: (grant) => void (grant.requestId = randomUUID()) }) },
  { name: 'a grant for more groups than asked for', guard: 'grant-field-groups', code: GRANT, tampering: () => ({ grant: (grant) => void (grant.fieldGroups = ['address', ...grant.fieldGroups]) }) },
  { name: 'a grant under another purpose', guard: 'grant-purpose', code: GRANT, tampering: () => ({ grant: (grant) => void (grant.purpose = hub.statedPurpose('safeguarding-adult')) }) },
  { name: 'a grant of another epoch', guard: 'grant-epoch', code: GRANT, tampering: () => ({ grant: (grant) => void (grant.epoch = '0abcdef0123456ff') }) },
  { name: 'a grant for another entry', guard: 'grant-entry', code: GRANT, tampering: () => ({ grant: (grant) => void (grant.leafHash = changed(grant.leafHash)) }) },
  { name: 'the answer wanted for another window key', guard: 'grant-window-key', code: GRANT, body: async (body) => void (body.windowKey = (await newWindow()).publicJwk) },
  { name: 'an entry for another window key than the grant', guard: 'grant-window-key', code: GRANT, tampering: () => ({ request: (request) => void (request.windowKey = 'A'.repeat(43)), grant: (grant) => void (grant.windowKey = window.thumbprint) }) },
  {
    name: 'a grant whose time has passed', guard: 'grant-not-expired', code: 'REVEAL_GRANT_EXPIRED',
    tampering: () => ({ grant: (grant) => void Object.assign(grant, { issuedAt: ago(11), openBy: ago(1) }) }),
  },
  { name: 'a grant that lives longer than the purpose allows', guard: 'grant-lifetime', code: GRANT, tampering: () => ({ grant: (grant) => void (grant.openBy = ago(-60)) }) },
  { name: 'a display that lasts longer than the purpose allows', guard: 'grant-display', code: GRANT, tampering: () => ({ grant: (grant) => void (grant.showFor = 900) }) },
  {
    name: 'a purpose in other words than the controller signed', guard: 'purpose-signed', code: GRANT,
    tampering: () => ({ request: (request) => void (request.purpose = { ...request.purpose, wordingHash: changed(request.purpose.wordingHash) }) }),
  },
  {
    name: 'a group that the purpose does not cover', guard: 'purpose-covers', code: 'REVEAL_FIELDS_NOT_COVERED',
    wish: () => ({ fieldGroups: ['identity', 'notes'] satisfies FieldGroup[], purpose: 'own-contact' }),
  },
  { name: 'a checkpoint signed by somebody else', guard: 'checkpoint-signature', code: 'REVEAL_RECEIPT_INVALID', tampering: () => ({ checkpointKey: newSigningKey(hub.key('hub-checkpoint')) }) },
  { name: 'a checkpoint of another ledger', guard: 'checkpoint-origin', code: 'REVEAL_RECEIPT_INVALID', tampering: () => ({ origin: 'casement.invalid/ledger/other' }) },
  { name: 'a request that was never entered', guard: 'entry-included', code: 'REVEAL_RECEIPT_INVALID', tampering: () => ({ isUnlogged: true }) },
  {
    name: 'a second history of the ledger under the same keys', guard: 'ledger-continues', code: 'REVEAL_LEDGER_INCONSISTENT',
    before: async () => {
      const answer = await release(await hub.reveal(device, wish()))
      const fork = new TestHub(world.files)
      for (let i = 0; i < 5; i += 1) fork.append({ another: 'history', i })
      fork.vaultKnownSize = answer.body.ledgerSize
      hub = fork
    },
  },
  {
    name: 'the two hundred and first reveal in an hour, whoever has just signed in', guard: 'within-stop', code: 'REVEAL_CAP_REACHED', before: () => revealedBefore(200, 5),
  },
  {
    name: 'the six hundred and first in a day', guard: 'within-stop', code: 'REVEAL_CAP_REACHED', before: () => revealedBefore(600, 120),
  },
  {
    name: 'the forty-first in an hour by somebody who signed in long ago', guard: 'signed-in-above-budget', code: 'REVEAL_SIGN_IN_NEEDED', skewMinutes: 6,
    tampering: () => ({ grant: (grant) => void (grant.openBy = ago(-9)) }), before: () => revealedBefore(40, 5),
  },
  {
    name: 'the hundred and twenty-first in a day by somebody who signed in long ago', guard: 'signed-in-above-budget', code: 'REVEAL_SIGN_IN_NEEDED', skewMinutes: 6,
    tampering: () => ({ grant: (grant) => void (grant.openBy = ago(-9)) }), before: () => revealedBefore(120, 120),
  },
]

/** So many grants of this officer opened something so many minutes ago. */
const revealedBefore = async (count: number, minutes: number): Promise<void> => {
  await run(world.database.adminUrl, `insert into releases (grant_id, request_id, epoch, entry_index, leaf_hash, officer_id, device_id, purpose_code, field_groups, person_ids, is_again, released_at)
    select gen_random_uuid(), gen_random_uuid(), 'x', n, '', 'amara.okafor', gen_random_uuid(), 'x', '{}', '{}', false, now() - make_interval(mins => $2::int) from generate_series(1, $1::int) n`, [count, minutes])
}
const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString()
/** The one check that the vault of this file is without, if any. */
let leftOut: string | null = null
const checks: ReleaseChecks = {
  get call() { return RELEASE_CHECKS.call.filter((check) => check.name !== leftOut) },
  get decision() { return RELEASE_CHECKS.decision.filter((check) => check.name !== leftOut) },
}

describe('an attack is refused, and succeeds as soon as its one check is left out', () => {
  test.each(ATTACKS)('$name ($guard)', async ({ guard, code, tampering, wish: more, body: alter, before, skewMinutes = 0 }) => {
    const attempt = async () => {
      world.skew = skewMinutes * 60_000
      await run(world.database.adminUrl, 'truncate releases; delete from witnessed_checkpoints')
      hub = new TestHub(world.files)
      leftOut = null
      await before?.()
      const body = await hub.reveal(device, wish(more?.()), tampering?.())
      await alter?.(body)
      return body
    }
    const refused = await release(await attempt())
    expect(refused.problem.code).toBe(code)
    expect(JSON.stringify(refused.problem)).not.toContain('Testbourne')

    const body = await attempt()
    leftOut = guard
    const allowed = await release(body)
    expect(allowed.status, JSON.stringify(allowed.problem)).toBe(200)
    expect(allowed.body.sealed.split('.')).toHaveLength(5)
  })

  test('every check has an attack that shows why it is there', () => {
    const elsewhere = ['released-recently', 'people-known', 'authority-stated', 'not-own-circle'] // shown, left out, in tests of their own: below, in approvals.test.ts and in circle.test.ts
    const names = [...RELEASE_CHECKS.call, ...RELEASE_CHECKS.decision].map((check) => check.name).filter((name) => !/^(?:approval|emergency|list)-/.test(name)) // in files of their own
    expect(new Set([...ATTACKS.map((attack) => attack.guard), ...elsewhere])).toEqual(new Set(names))
  })
})

test('the same grant may be fetched again for two minutes, and not after that', async () => {
  const body = await hub.reveal(device, wish())
  expect((await release(body)).status).toBe(200)
  world.skew = 110_000
  const again = await release(body)
  expect((await open(again.body.sealed)).people).toHaveLength(1)
  world.skew = 130_000
  expect((await release(body)).problem.code).toBe('REVEAL_GRANT_EXPIRED')
  leftOut = 'released-recently'
  expect((await release(body)).status).toBe(200)
  const rows = await run(world.database.adminUrl, 'select is_again from releases order by release_id')
  expect(rows.map((row) => row.is_again)).toEqual([false, true, true])
})

test('a grant is of no use to another device or another officer, even with their own good tokens', async () => {
  const body = await hub.reveal(device, wish())
  for (const thief of [secondDevice, colleague]) expect((await release(body, thief)).problem.code).toBe('REVEAL_GRANT_INVALID')
  const stolenToken = await world.call(vaultApi.releaseDetails, body, { device: colleague, token: device.token })
  expect(stolenToken.problem.code).toBe('ACCESS_DEVICE_UNKNOWN')
  const hubToken = await world.call(vaultApi.releaseDetails, body, { device, token: await world.token('officer', HUB_AUDIENCE) })
  expect(hubToken.problem.code).toBe('ACCESS_TOKEN_INVALID')
  expect(await run(world.database.adminUrl, 'select * from releases')).toEqual([])
})

test('when the release row cannot be written, nothing is answered', async () => {
  await run(world.database.adminUrl, "create function refuse() returns trigger language plpgsql as $$ begin raise exception 'disk'; end $$; create trigger refuse before insert on releases for each row execute function refuse()")
  const refused = await release(await hub.reveal(device, wish()))
  expect(refused.status).toBe(500)
  expect(refused.problem).toEqual({ code: 'INTERNAL', detail: {} })
  await run(world.database.adminUrl, 'drop trigger refuse on releases; drop function refuse')
  expect((await release(await hub.reveal(device, wish()))).status).toBe(200)
})

test('a person whom the vault does not know is not found', async () => {
  const body = await hub.reveal(device, wish({ persons: ['0'.repeat(32)] }))
  expect((await release(body)).problem.code).toBe('NOT_FOUND')
  leftOut = 'people-known'
  expect((await release(body)).status).toBe(200)
})

test('when another laptop was faster the vault names its size, and the proof from there opens', async () => {
  expect((await release(await hub.reveal(device, wish()))).body.ledgerSize).toBe(2)
  const body = await hub.reveal(colleague, wish())
  const asked = await release(body, colleague)
  expect(asked.problem).toEqual({ code: 'VAULT_PROOF_NEEDED', detail: { knownSize: 2 } })
  const evidence = { ...body.evidence, vaultKnownSize: 2, vaultConsistencyProof: hub.consistency(2, hub.tree.size) }
  expect((await release({ ...body, evidence }, colleague)).body.ledgerSize).toBe(3)
})

test('an older receipt opens when it is proved to be a prefix of what the vault has seen, and not without', async () => {
  const early = await hub.reveal(device, wish())
  for (let i = 0; i < 6; i += 1) hub.append({ later: i })
  expect((await release(await hub.reveal(colleague, wish()), colleague)).body.ledgerSize).toBe(9)
  const evidence = { ...early.evidence, vaultKnownSize: 9, vaultConsistencyProof: hub.consistency(2, 9) }
  expect((await release({ ...early, evidence: { ...evidence, vaultConsistencyProof: [] } })).problem.code).toBe('REVEAL_LEDGER_INCONSISTENT')
  expect((await release({ ...early, evidence })).body.ledgerSize).toBe(9)
})

test('a new epoch is not believed merely because the hub says so', async () => {
  expect((await release(await hub.reveal(device, wish()))).status).toBe(200)
  const other = new TestHub(world.files, '0abcdef0123456ee')
  expect((await release(await other.reveal(device, wish()))).problem.code).toBe('REVEAL_LEDGER_INCONSISTENT')
})

test('a revoked device gets nothing', async () => {
  const lost = await world.enrol('officer')
  const body = await hub.reveal(lost, wish())
  await run(world.database.adminUrl, 'update devices set revoked_at = now() where device_id = $1', [lost.deviceId])
  expect((await release(body, lost)).problem.code).toBe('ACCESS_DEVICE_REVOKED')
})

test('no single altered character anywhere in the request is accepted', async () => {
  const body = await hub.reveal(device, wish())
  const places = stringsOf(body)
  let refused = 0
  for (const { path, value } of places) {
    for (const at of new Set([0, Math.floor(value.length / 2)])) {
      const altered = structuredClone(body)
      setAt(altered, path, value.slice(0, at) + (value[at] === 'A' ? 'B' : 'A') + value.slice(at + 1))
      const answer = await release(altered)
      expect(answer.status, path.join('.')).toBeGreaterThanOrEqual(400)
      refused += 1
    }
  }
  expect(refused).toBeGreaterThan(50)
  expect((await release(body)).status).toBe(200)
})

type Path = readonly (string | number)[]
function stringsOf(value: unknown, path: Path = []): { path: Path; value: string }[] {
  if (typeof value === 'string') return [{ path, value }]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => stringsOf(inner, [...path, Array.isArray(value) ? Number(key) : key]))
}
function setAt(target: unknown, path: Path, value: string): void {
  const [last, parents] = [path.at(-1) ?? '', path.slice(0, -1)]
  const holder = parents.reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], target)
  ;(holder as Record<string, unknown>)[last] = value
}

describe('a laptop reports a hub that contradicts itself', () => {
  /** Two histories under the same keys, and what a laptop that saw both signs about them. */
  async function contradiction(more: Readonly<Record<string, unknown>> = {}) {
    const fork = new TestHub(world.files)
    fork.append({ another: 'history' })
    const noteOf = async (one: TestHub): Promise<{ size: number; note: string; root: string }> => {
      const { evidence } = await one.reveal(device, wish())
      return { size: evidence.receipt.treeSize, note: evidence.receipt.checkpoint, root: Buffer.from(one.tree.root(evidence.receipt.treeSize)).toString('base64') }
    }
    const [{ root, ...known }, { size, note }] = [await noteOf(hub), await noteOf(fork)]
    return {
      v: 1, type: 'ledger-conflict', conflictId: randomUUID(), deviceId: device.deviceId, epoch: hub.epoch, known: { ...known, root }, offered: { size, note },
      foundAt: new Date().toISOString(), ...more,
    }
  }
  const report = (signed: unknown, as: TestDevice = device) => world.call(vaultApi.reportLedgerConflict, { signed }, { device: as })
  const kept = async () => (await run(world.database.adminUrl, 'select conflict_id as id, officer_id, known_size::int, offered_size::int from ledger_conflicts order by received_at')).at(-1)

  test('with the hub\'s own signatures: it is kept, once', async () => {
    const conflict = await contradiction()
    const signed = signAs(device, conflict)
    expect((await report(signed)).body).toEqual({ conflictId: conflict.conflictId })
    expect((await report(signed)).status, 'twice is fine').toBe(200)
    expect(await kept()).toEqual({ id: conflict.conflictId, officer_id: device.officerId, known_size: conflict.known.size, offered_size: conflict.offered.size })
    await expect(run(await world.database.appUrl('casement_vault'), 'delete from ledger_conflicts')).rejects.toThrow('permission denied')
  })

  test('or that says it never had what it signed for', async () => {
    const conflict = await contradiction({ offered: null })
    expect((await report(signAs(device, conflict))).status).toBe(200)
    expect(await kept()).toMatchObject({ id: conflict.conflictId, offered_size: null })
  })

  test('and cannot accuse it with what it never signed, with what agrees, or in another\'s name', async () => {
    const good = await contradiction()
    const bad: Record<string, unknown> = {
      'another size': { ...good, known: { ...good.known, size: good.known.size + 1 } },
      'another root': { ...good, known: { ...good.known, root: Buffer.alloc(32).toString('base64') } },
      'a note nobody signed': { ...good, offered: { ...good.offered, note: good.offered.note.replace(/.(.{10}=\n)$/, (was, rest: string) => `${was.startsWith('A') ? 'B' : 'A'}${rest}`) } },
      'another size offered': { ...good, offered: { ...good.offered, size: good.offered.size + 1 } },
      'another epoch': { ...good, epoch: 'ffffffffffffffff' },
      'the same twice': { ...good, offered: { size: good.known.size, note: good.known.note } },
    }
    for (const [name, conflict] of Object.entries(bad)) expect((await report(signAs(device, conflict))).problem.code, name).toBe('LEDGER_CONFLICT_UNPROVED')
    expect((await report(signAs(colleague, good))).problem.code).toBe('LEDGER_CONFLICT_UNPROVED')
    expect((await report({ ...signAs(device, good), signature: 'A'.repeat(86) })).problem.code).toBe('LEDGER_CONFLICT_UNPROVED')
    expect((await kept())?.['id']).not.toBe(good.conflictId)
  })
})
