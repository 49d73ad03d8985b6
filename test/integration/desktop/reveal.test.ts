import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { compactDecrypt, importJWK } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { NO_FILTERS } from '../../../shared/ipc/household-contract'
import type { RequestOfEntry } from '../../../shared/ipc/define-contract'
import type { revealContract } from '../../../shared/ipc/reveal-contract'
import { RevealedDetailsSchema } from '../../../shared/model/identity'
import { P256PublicJwkSchema } from '../../../shared/model/ids'
import { uuidV7 } from '../../../shared/model/uuid-v7'
import type { JsonValue } from '../../../shared/ledger/canonical-json'
import { jsonAnswer, rewriteJson, startFaultProxy, type FaultProxy } from '../../support/fault-proxy'
import { forkedReceipt } from '../../support/forked-ledger'
import { startService, type TestService } from '../../support/service'
import { readConflicts } from '../../../service/ledger/read-vault'
import { configOf } from './config-of'
import { StoreDriver } from './store-driver'

type Need = RequestOfEntry<typeof revealContract.request>
interface Allowed {
  outcome: string
  grant: string
  receipt: {
    checkpoint: string
    knownSize: number
    treeSize: number
    inclusionProof: string[]
    consistencyProof: string[]
  }
}

let service: TestService
let hub: FaultProxy
let vault: FaultProxy
let driver: StoreDriver
let need: Need
const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })

beforeAll(async () => {
  service = await startService({ households: 120 })
  hub = await startFaultProxy(service.hubUrl)
  vault = await startFaultProxy(service.vaultUrl)
  driver = await new StoreDriver({ config: configOf(service, { hubUrl: hub.url, vaultUrl: vault.url }) }).start()
  await driver.signInAndEnrol()
  await driver.call('sync', 'syncNow', {})
  const { rows } = await driver.call('household', 'listWorklist', {
    filters: NO_FILTERS,
    sort: 'urgency',
    after: null,
    limit: 50,
  })
  const householdId = rows.find(({ isProtected }) => !isProtected)?.householdId
  const purpose = (await driver.call('reveal', 'listPurposes', {})).purposes.find(({ code }) => code === 'own-contact')
  if (householdId === undefined || purpose === undefined) throw new Error('nothing to reveal')
  const { household } = await driver.call('household', 'get', { householdId })
  need = {
    requestId: '',
    householdId,
    persons: household.members.slice(0, 1).map(({ personId }) => personId),
    purpose: purpose.code,
    wordingHash: purpose.wordingHash,
    reason: 'Confirming the caller before talking about the account',
    fieldGroups: ['identity'],
    windowKey: windowKey(),
  }
})
afterAll(async () => {
  await driver.stop()
  await hub.close()
  await vault.close()
  await service.stop()
})
beforeEach(() => {
  need = { ...need, requestId: uuidV7(Date.now(), randomBytes(10)) }
  for (const proxy of [hub, vault]) {
    proxy.heal()
    proxy.forget()
  }
})

const windowKey = () => {
  const { kty, crv, x, y } = pair.publicKey.export({ format: 'jwk' })
  return P256PublicJwkSchema.parse({ kty, crv, x, y })
}
const vaultWasAsked = (): boolean => vault.passed.some(({ path }) => path === '/details')
const mine = async () =>
  (await driver.call('reveal', 'listMine', { before: null, limit: 50 })).reveals.find(
    ({ requestId }) => requestId === need.requestId,
  )
const record = (
  event: 'shown' | 'not-shown' | 'displayed-again' | 're-masked' | 'copied',
  fieldGroup: 'identity' | 'money' | null = null,
) => ({ requestId: need.requestId, event, fieldGroup })

describe('a reveal', () => {
  it('ends in details that only the window can open, with its displays and copies in the chain', async () => {
    const granted = await driver.call('reveal', 'request', need)
    if (granted.outcome !== 'granted') throw new Error('not granted')
    const { plaintext } = await compactDecrypt(
      granted.sealed,
      await importJWK(pair.privateKey.export({ format: 'jwk' }), 'ECDH-ES'),
    )
    expect(RevealedDetailsSchema.parse(JSON.parse(new TextDecoder().decode(plaintext))).people).toHaveLength(1)
    for (const event of [record('shown'), record('displayed-again'), record('copied', 'identity'), record('re-masked')])
      await driver.call('reveal', 'record', event)
    expect(await mine()).toMatchObject({
      outcome: 'shown',
      displays: 2,
      copies: 1,
      proof: 'proved',
      entryIndex: granted.entryIndex,
    })
    expect(await driver.refusal('reveal', 'record', record('copied', 'money'))).toBe('REVEAL_GRANT_INVALID')
    expect(await driver.refusal('reveal', 'record', record('copied'))).toBe('REVEAL_GRANT_INVALID')
    expect((await driver.call('reveal', 'verifyMine', {})).failed).toBe(0)
  })

  it('that the officer decided not to make stands in their own list, and nothing is asked', async () => {
    await driver.call('reveal', 'decideNot', { householdId: need.householdId })
    expect(hub.passed.filter(({ path }) => path === '/reveals')).toEqual([])
    const { decidedNot } = await driver.call('reveal', 'listMine', { before: null, limit: 10 })
    expect(decidedNot).toMatchObject([{ householdId: need.householdId }])
  })

  it('asked twice with one id is one entry; asked with another content under that id is refused', async () => {
    const first = await driver.call('reveal', 'request', need)
    const second = await driver.call('reveal', 'request', need)
    expect(second).toMatchObject({
      outcome: 'granted',
      ...(first.outcome === 'granted' ? { grantId: first.grantId, entryIndex: first.entryIndex } : {}),
    })
    expect(
      await driver.refusal('reveal', 'request', {
        ...need,
        reason: 'Updating contact details at the resident’s request',
      }),
    ).toBe('REQUEST_INVALID')
  })

  it('whose first answer was lost goes on where it was, also after another reveal moved the ledger', async () => {
    vault.set({ kind: 'refuse' }, '/details')
    expect(await driver.refusal('reveal', 'request', need)).toBe('VAULT_UNREACHABLE')
    vault.heal()
    await driver.call('reveal', 'request', { ...need, requestId: uuidV7(Date.now(), randomBytes(10)) })
    expect((await driver.call('reveal', 'request', need)).outcome).toBe('granted')
  })

  it('is refused here, before anything is sent, for its reason, its wording and its groups', async () => {
    const refused = [
      [{ reason: '' }, 'REVEAL_REASON_REQUIRED'],
      [{ reason: 'rent' }, 'REVEAL_REASON_TOO_SHORT'],
      [{ reason: 'work work work' }, 'REVEAL_REASON_FILLER'],
      [{ reason: 'Caller on 07700 900123 about her arrears' }, 'REVEAL_REASON_IDENTIFIER'],
      [{ purpose: 'no-such-purpose' }, 'REVEAL_PURPOSE_UNKNOWN'],
      [{ wordingHash: 'a'.repeat(64) }, 'REVEAL_PURPOSE_OUTDATED'],
      [{ fieldGroups: ['notes'] }, 'REVEAL_FIELDS_NOT_COVERED'],
    ] as const
    for (const [change, code] of refused)
      expect(await driver.refusal('reveal', 'request', { ...need, ...change } as Need)).toBe(code)
    expect(hub.passed.filter(({ path }) => path === '/reveals')).toEqual([])
  })

  it('without a connection is refused, and works with the same id once there is one', async () => {
    hub.set({ kind: 'refuse' })
    expect(await driver.refusal('reveal', 'request', need)).toBe('REVEAL_OFFLINE')
    hub.heal()
    expect((await driver.call('reveal', 'request', need)).outcome).toBe('granted')
  })
})

describe('nothing goes on, and the vault is not asked,', () => {
  const flip = (text: string): string => (text.startsWith('A') ? 'B' : 'A') + text.slice(1)
  let earlier: Allowed | null = null
  const tampers: ReadonlyArray<readonly [string, (answer: Allowed) => unknown, string]> = [
    [
      'when the checkpoint is signed by nobody known',
      (answer) => ({
        ...answer,
        receipt: {
          ...answer.receipt,
          checkpoint: answer.receipt.checkpoint.replace(/(\S{20})\n$/, (tail) => flip(tail)),
        },
      }),
      'REVEAL_RECEIPT_INVALID',
    ],
    [
      'when the inclusion proof is another',
      (answer) => ({
        ...answer,
        receipt: { ...answer.receipt, inclusionProof: answer.receipt.inclusionProof.map(flip) },
      }),
      'REVEAL_RECEIPT_INVALID',
    ],
    [
      'when the proof starts from another size',
      (answer) => ({ ...answer, receipt: { ...answer.receipt, knownSize: 0, consistencyProof: [] } }),
      'REVEAL_RECEIPT_INVALID',
    ],
    [
      'when the ledger is not the one seen before',
      (answer) => ({
        ...answer,
        receipt: { ...answer.receipt, consistencyProof: answer.receipt.consistencyProof.map(flip) },
      }),
      'REVEAL_LEDGER_INCONSISTENT',
    ],
    [
      'when the receipt is an earlier one',
      (answer) => ({ ...answer, receipt: earlier?.receipt }),
      'REVEAL_RECEIPT_INVALID',
    ],
    ['when the grant is an earlier one', (answer) => ({ ...answer, grant: earlier?.grant }), 'REVEAL_GRANT_INVALID'],
    [
      'when the grant was altered',
      (answer) => ({ ...answer, grant: answer.grant.replace(/\.(.)/, (_all, first: string) => `.${flip(first)}`) }),
      'REVEAL_GRANT_INVALID',
    ],
    ['when the receipt is missing', (answer) => ({ ...answer, receipt: undefined }), 'HUB_RUBBISH'],
  ]
  for (const [words, tamper, code] of tampers) {
    it(words, async () => {
      hub.set(
        rewriteJson((body) => {
          earlier = body as Allowed
          return body
        }),
        '/reveals',
      )
      // Two honest ones first: a checkpoint to continue, and the proof that the proxy itself does no harm.
      for (let n = 0; n < 2; n += 1)
        expect(
          (await driver.call('reveal', 'request', { ...need, requestId: uuidV7(Date.now(), randomBytes(10)) })).outcome,
        ).toBe('granted')
      expect(vaultWasAsked()).toBe(true)
      vault.forget()
      hub.set(
        rewriteJson((body) => tamper(body as Allowed)),
        '/reveals',
      )
      expect(await driver.refusal('reveal', 'request', need)).toBe(code)
      expect(vaultWasAsked()).toBe(false)
      expect(await driver.refusal('reveal', 'record', record('shown'))).toBe('REVEAL_GRANT_INVALID')
      expect(await mine()).toMatchObject({ outcome: 'not-shown', displays: 0 })
      expect((await mine())?.proof).toBe(code === 'REVEAL_LEDGER_INCONSISTENT' ? 'inconsistent' : 'unproved')
    })
  }
})

describe('a laptop that dies between the release and the screen', () => {
  const eventsOf = async (requestId: string): Promise<string[]> => {
    const client = await service.database('hub')
    const { rows } = await client.query<{ event: string }>(
      "SELECT convert_from(leaf, 'UTF8')::json -> 'payload' ->> 'event' AS event FROM ledger_entries WHERE kind = 'device-event' AND convert_from(leaf, 'UTF8')::json -> 'payload' ->> 'requestId' = $1 ORDER BY entry_index",
      [requestId],
    )
    await client.end()
    return rows.map(({ event }) => event)
  }
  const again = async (): Promise<void> => {
    const config = configOf(service, { hubUrl: hub.url, vaultUrl: vault.url })
    driver = await new StoreDriver({ config, dataDir: driver.dataDir }).start()
    await driver.unlock()
    await driver.call('household', 'listWards', {})
    await driver.until(async () => {
      await driver.call('sync', 'syncNow', {})
      return (await driver.call('sync', 'getStatus', {})).waitingToSend === 0
    })
  }

  it('says at the next unlock, once, that it was not shown; what was shown stays shown', async () => {
    const shown = need.requestId
    await driver.call('reveal', 'request', need)
    await driver.call('reveal', 'record', record('shown'))
    need = { ...need, requestId: uuidV7(Date.now(), randomBytes(10)) }
    expect((await driver.call('reveal', 'request', need)).outcome).toBe('granted')
    await driver.kill()
    await again()
    await driver.until(async () => (await eventsOf(need.requestId)).length > 0)
    expect(await eventsOf(need.requestId)).toEqual(['not-shown'])
    expect(await mine()).toMatchObject({ outcome: 'not-shown', displays: 0 })
    await driver.kill()
    await again()
    expect(await eventsOf(need.requestId)).toEqual(['not-shown'])
    expect(await eventsOf(shown)).toEqual(['shown'])
  })
})

describe('find', () => {
  it('answers not known, and tells the hub only the kinds of what was given', async () => {
    const criteria = { name: 'Canary Nobody', postcode: 'CT1 1ZZ' }
    expect(await driver.call('household', 'lookup', { purpose: 'own-contact', criteria })).toEqual({
      outcome: 'not-known',
    })
    const sent = hub.passed.map(({ body, path }) => path + body.toString('utf8')).join('\n')
    expect(sent).toContain('"criteria":["name","postcode"]')
    expect(sent).not.toMatch(/canary|ct1/i)
    expect(
      await driver.refusal('household', 'lookup', { purpose: 'own-contact', criteria: { name: 'Canary Nobody' } }),
    ).toBe('FIND_CRITERIA_TOO_FEW')
    hub.set({ kind: 'refuse' })
    expect(await driver.refusal('household', 'lookup', { purpose: 'own-contact', criteria })).toBe('FIND_OFFLINE')
  })

  it('by reference reads what was typed, offline from the cache', async () => {
    const { household } = await driver.call('household', 'get', { householdId: need.householdId })
    hub.set({ kind: 'refuse' })
    expect(
      await driver.call('household', 'findByReference', {
        reference: ` ${household.reference.toLowerCase().replaceAll('-', ' ')}`,
      }),
    ).toEqual({ householdId: need.householdId })
    expect(await driver.refusal('household', 'findByReference', { reference: 'AAA-AAA-C' })).toBe(
      'FIND_CRITERIA_INVALID',
    )
    expect(await driver.refusal('household', 'findByReference', { reference: 'nonsense' })).toBe(
      'FIND_CRITERIA_INVALID',
    )
  })
})

describe('a hub that contradicts itself', () => {
  interface Asked {
    readonly signed: { readonly payload: { readonly epoch: string } }
  }
  const fork = () =>
    hub.set(
      rewriteJson(async (answer, asked) => {
        const { signed } = asked as Asked
        const body = answer as Allowed & { receipt: { entryIndex: number } }
        const { entryIndex, knownSize } = body.receipt
        const wanted = { epoch: signed.payload.epoch, entryIndex, knownSize, signed: signed as unknown as JsonValue }
        return { ...body, receipt: await forkedReceipt(service.dataDir, wanted) }
      }),
      '/reveals',
    )
  const reported = () => readConflicts(service.databases.vault.serviceUrl)

  it('is refused, both of its signatures are kept and reported to the vault, and nothing more is revealed or looked up, also after a restart', async () => {
    await driver.call('reveal', 'request', need)
    need = { ...need, requestId: uuidV7(Date.now(), randomBytes(10)) }
    // Everything so far, bad proofs among it, was no contradiction.
    expect(await reported()).toEqual([])
    fork()
    expect(await driver.refusal('reveal', 'request', need)).toBe('REVEAL_LEDGER_INCONSISTENT')
    hub.heal()
    const refusedBothWays = async (): Promise<void> => {
      expect(await driver.refusal('reveal', 'request', { ...need, requestId: uuidV7(Date.now(), randomBytes(10)) })).toBe(
        'LEDGER_CONFLICT',
      )
      const criteria = { accountNumber: '12345678' }
      expect(await driver.refusal('household', 'lookup', { purpose: need.purpose, criteria })).toBe('LEDGER_CONFLICT')
    }
    await refusedBothWays()

    await driver.until(async () => (await reported()).length === 1)
    const client = await service.database('vault')
    const { rows } = await client.query<{ known: string; offered: string }>(
      "SELECT signed #>> '{payload,known,note}' AS known, signed #>> '{payload,offered,note}' AS offered FROM ledger_conflicts",
    )
    await client.end()
    expect(rows).toEqual([
      {
        known: expect.stringMatching(/^casement\.invalid\/ledger\/.*\n\u2014 /s) as string,
        offered: expect.stringMatching(/^casement\.invalid\/ledger\/.*\n\u2014 /s) as string,
      },
    ])

    await driver.kill()
    const config = configOf(service, { hubUrl: hub.url, vaultUrl: vault.url })
    driver = await new StoreDriver({ config, dataDir: driver.dataDir }).start()
    await driver.unlock()
    await refusedBothWays()
    await driver.call('sync', 'syncNow', {})
    expect(await reported(), 'told once').toHaveLength(1)
  })

  it('and says that it never had what it signed for, is kept and reported as well, without a hub that answers anything else', async () => {
    const other = await new StoreDriver({
      config: configOf(service, { hubUrl: hub.url, vaultUrl: vault.url }),
      persona: 'outreach',
    }).start()
    await other.signInAndEnrol()
    await other.call('sync', 'syncNow', {})
    const criteria = { accountNumber: '12345678' }
    expect(await other.call('household', 'lookup', { purpose: 'own-contact', criteria })).toEqual({ outcome: 'not-known' })
    hub.set({ kind: 'answer', answer: jsonAnswer(409, { code: 'REVEAL_LEDGER_INCONSISTENT', detail: {} }) }, '/lookups')
    expect(await other.refusal('household', 'lookup', { purpose: 'own-contact', criteria })).toBe('REVEAL_LEDGER_INCONSISTENT')
    hub.heal()
    expect(await other.refusal('household', 'lookup', { purpose: 'own-contact', criteria })).toBe('LEDGER_CONFLICT')
    await other.until(async () => (await reported()).some(({ offeredSize }) => offeredSize === null))
    await other.stop()
  })
})
