import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { contract, contractEntries } from '../../../shared/ipc/contract'
import type { ContractEntry } from '../../../shared/ipc/define-contract'
import { envelopeSchema, type Envelope } from '../../../shared/ipc/result'
import { answerCall } from '../../../main/ipc/register-contract'
import { routesOf } from '../../../main/ipc/answer-store-call'
import type { StoreHandlers } from '../../../main/ipc/handlers/store-handlers'
import { StoreDriver } from './store-driver'

const entries: ReadonlyArray<ContractEntry> = contractEntries
const root = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' })
const NOBODY = 'http://127.0.0.1:9'
const driver = new StoreDriver({
  config: {
    hubUrl: NOBODY,
    vaultUrl: NOBODY,
    issuer: NOBODY,
    clientId: 'casement-desktop',
    rootPublicKey: { kty: 'OKP', crv: 'Ed25519', x: root.x ?? '' },
    production: false,
    debugSurface: false,
  },
})
afterAll(() => driver.stop())

const MESSAGES = 2_000
const anyRequest = fc.oneof(
  fc.anything({ maxDepth: 3, withNullPrototype: false, withBigInt: false }),
  fc.constant({}),
  fc.record({ passphrase: fc.string() }),
  fc.record({ householdId: fc.stringMatching(/^[0-9a-f]{32}$/) }),
  fc.record({ key: fc.string(), value: fc.string() }),
  fc.record({ reference: fc.string() }),
  fc.record({ id: fc.uuid() }),
  fc.record({ requestId: fc.uuid(), event: fc.constantFrom('shown', 'copied'), fieldGroup: fc.constant(null) }),
)

describe('the contract', () => {
  it('names each channel once, and each entry of the store process has exactly one handler', () => {
    expect(new Set(entries.map(({ channel }) => channel)).size).toBe(entries.length)
    const stub = (group: object): Record<string, () => never> =>
      Object.fromEntries(
        Object.keys(group).map((name) => [
          name,
          () => {
            throw new Error('unused')
          },
        ]),
      )
    const handlers = Object.fromEntries(
      Object.entries(contract).map(([name, group]) => [name, stub(group)]),
    ) as unknown as StoreHandlers
    const store = entries.filter(({ handledBy }) => handledBy === 'store').map(({ channel }) => channel)
    expect([...routesOf(handlers).keys()].toSorted()).toEqual(store.toSorted())
    for (const [group, name] of [
      ['sync', 'syncNow'],
      ['reveal', 'request'],
    ] as const) {
      const { [name as keyof (typeof handlers)[typeof group]]: _gone, ...rest } = handlers[group]
      expect(() => routesOf({ ...handlers, [group]: rest })).toThrow('exactly one handler')
    }
  })

  it('refuses every call of a foreign frame before anything else looks at it', async () => {
    let reached = 0
    const host = {
      forward: () => {
        reached += 1
        return Promise.resolve({ ok: true, value: {} })
      },
      handlers: {
        'access:lock': () => {
          reached += 1
          return {}
        },
      },
    }
    const foreign = [
      null,
      { url: 'https://evil/', parent: null },
      { url: 'casement-app://app.evil/', parent: null },
      { url: 'casement-app://app/index.html', parent: {} },
    ]
    for (const entry of entries) {
      for (const frame of foreign) {
        const senderFrame = frame === null ? null : { ...frame, routingId: 1, processId: 1 }
        expect(await answerCall(entry, host, { senderFrame }, {})).toEqual({
          ok: false,
          error: { code: 'REQUEST_FOREIGN_SENDER', detail: {} },
        })
      }
    }
    expect(reached).toBe(0)
    // The same call from our own frame does arrive: it is the frame that was refused.
    await answerCall(
      contract.access.lock,
      host,
      { senderFrame: { url: 'casement-app://app/index.html', parent: null, routingId: 1, processId: 1 } },
      {},
    )
    expect(reached).toBe(1)
  })

  it(`survives ${MESSAGES} generated messages while locked and gives no data away`, async () => {
    await driver.start()
    // Signing in and starting again are for people; their limits are tested elsewhere.
    const channels = [
      ...entries
        .map(({ channel }) => channel as string)
        .filter((channel) => !['access:sign-in', 'access:start-again'].includes(channel)),
      'constructor',
      '',
      'household:drop',
    ]
    const messages = fc.sample(fc.tuple(fc.constantFrom(...channels), anyRequest), MESSAGES)
    let values = 0
    for (const [channel, request] of messages) {
      const envelope = await driver.send(channel, cloneable(request))
      // Nobody waits for a browser here: stopping that is answered, and with nothing.
      if (channel === 'access:stop-sign-in' && envelope.ok) {
        expect(envelope.value).toEqual({})
        continue
      }
      expect(isEnvelope(envelope)).toBe(true)
      if (envelope.ok && channel !== 'access:get-state') values += 1
    }
    expect(values).toBe(0)
    expect(await driver.call('access', 'getState', {})).toMatchObject({ phase: 'signed-out', officer: null })
    console.log(
      `contract test: ${messages.length} generated messages over ${channels.length} channels, 0 crashes, ${values} with data`,
    )
  })
})

/** What can cross a process boundary at all; the rest never arrives. */
function cloneable(value: unknown): unknown {
  try {
    return structuredClone(value)
  } catch {
    return null
  }
}

/** A refusal by its schema; a value only of the one call that is answered while locked. */
const isEnvelope = (value: Envelope<unknown>): boolean =>
  envelopeSchema(contract.access.getState.response).safeParse(value).success
