import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { defineEndpoint } from '../../../shared/api/define-endpoint'
import { hubApi } from '../../../shared/api/hub-api'
import { ProblemSchema } from '../../../shared/api/problem'
import { ERROR_CODES } from '../../../shared/errors/error-code'
import { freePort } from '../../../service/demo/free-port'
import { createApp } from '../../../service/plugins/create-app'
import { createRoutes } from '../../../service/plugins/register-endpoint'
import { createServiceLog, type LogLine } from '../../../service/plugins/service-log'
import { verifyKeyBundle } from '../../../service/plugins/key-bundle'
import { HubHarness } from './hub-harness'
import type { TestDevice } from './test-device'
import { makeFacts } from './test-facts'

const CANARY = 'Zelda-Canary-4471'
let hub: HubHarness
let device: TestDevice
let logged = ''
const log = createServiceLog((text) => void (logged += text), Date.now)
beforeAll(async () => {
  hub = await HubHarness.start({ log })
  device = await hub.enrol()
})
afterAll(() => hub.stop())

test('every endpoint of the contract has exactly one route, by its declared method', () => {
  for (const { method, path } of Object.values(hubApi)) {
    expect(hub.hub.app.hasRoute({ method, url: path }), path).toBe(true)
    expect(hub.hub.app.hasRoute({ method: method === 'GET' ? 'POST' : 'GET', url: path }), path).toBe(false)
  }
})

test('health says what works, and fails with 503 when the database is gone', async () => {
  expect((await hub.inject(hubApi.health, '')).json).toEqual({ status: 'ok', service: 'hub', database: true, ledgerSize: hub.hub.services.ledger.size, feed: 'flowing' })
  const { createHub } = await import('../../../service/hub/create-hub')
  const other = await createHub({ ...hub.config, migrationDatabaseUrl: null })
  await other.services.db.destroy()
  const answer = await other.app.inject({ method: 'GET', url: '/health' })
  expect([answer.statusCode, answer.json()]).toMatchObject([503, { status: 'failing', database: false }])
  await other.app.close().catch(() => undefined)
})

test('the keys that are served verify against the controller root', async () => {
  const { json } = await hub.inject(hubApi.keys, '')
  const bundle = await verifyKeyBundle(String(json['bundle']), hub.config.controllerRootKey)
  expect(bundle.active('hub-grant').use).toBe('hub-grant')
})

test('no value that somebody typed is in an answer or a log, whatever goes wrong', async () => {
  const facts = makeFacts()
  await hub.load([facts])
  const good = device.revealBody({ epoch: hub.epoch, purpose: hub.purpose(), householdId: facts.householdId, persons: [facts.members[0]!.personId] })
  const answers: string[] = []
  const shapes: unknown[] = [CANARY, { [CANARY]: CANARY }, { ...good, extra: CANARY }, { ...good, householdId: CANARY }, { ...good, openings: { ...good.openings, reason: { value: CANARY.repeat(40), salt: CANARY } } }, [CANARY], null, 7]
  for (const endpoint of Object.values(hubApi)) {
    if (endpoint.method !== 'POST') continue
    for (const shape of shapes) {
      answers.push((await hub.asDevice(device, endpoint, shape)).text)
      answers.push((await hub.inject(endpoint, shape, { authorization: `Bearer ${CANARY}`, 'x-name': CANARY, 'user-agent': CANARY })).text)
    }
    answers.push((await hub.inject(endpoint, `{"name": "${CANARY}"`)).text)
  }
  const reason = device.revealBody({ epoch: hub.epoch, purpose: hub.purpose(), householdId: facts.householdId, persons: [facts.members[0]!.personId], reason: `Call about arrears for zelda@canary.example ${CANARY}` })
  answers.push((await hub.asDevice(device, hubApi.requestReveal, reason)).text)
  for (const url of [`/${CANARY}?q=${CANARY}`, `/x%zz${CANARY}`, `/${'a'.repeat(200)}${CANARY}`]) {
    const refused = await hub.hub.app.inject({ method: 'GET', url })
    expect(refused.headers['cache-control'], url).toBe('no-store')
    answers.push(refused.body)
  }
  await hub.sql(`create or replace function shout() returns trigger language plpgsql as $$ begin raise exception '${CANARY}'; end $$; create trigger shout before insert on ledger_entries for each row execute function shout()`)
  const failing = await hub.asDevice(device, hubApi.requestReveal, good)
  answers.push(failing.text)
  await hub.sql('drop trigger shout on ledger_entries')
  expect(failing.status).toBe(503)
  for (const text of answers) {
    expect(ERROR_CODES).toHaveProperty(ProblemSchema.parse(JSON.parse(text)).code)
    expect(text).not.toContain(CANARY)
  }
  expect(answers.length).toBeGreaterThan(200)
  for (const word of [CANARY, facts.householdId, facts.reference, device.deviceId, 'amara']) expect(logged).not.toContain(word)
  const lines = logged.trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>)
  const fields = new Set(lines.flatMap((line) => Object.keys(line)))
  for (const field of fields) expect(['time', 'event', 'service', 'requestId', 'method', 'route', 'status', 'code', 'ms', 'error', 'sqlState', 'systemCode', 'at']).toContain(field)
  expect(lines.some((line) => line['code'] === 'REVEAL_LEDGER_UNAVAILABLE' && line['sqlState'] === 'P0001')).toBe(true)
})

test('the log writes no field beyond its list, even when code is cast to', () => {
  let text = ''
  createServiceLog((line) => void (text = line), () => 0)({ event: 'request', service: 'hub', url: CANARY, body: CANARY } as LogLine)
  expect(JSON.parse(text)).toEqual({ time: '1970-01-01T00:00:00.000Z', event: 'request', service: 'hub' })
})

const sample = (answer: unknown, format: 'json' | 'ndjson' = 'json') => {
  const app = createApp({ service: 'hub', log: () => undefined })
  const never = async () => Promise.reject(new Error('nobody'))
  const routes = createRoutes(app, { officer: never, intake: never, device: async () => ({ officerId: 'a', deviceId: 'b', signingKey: { kty: 'OKP', crv: 'Ed25519', x: '' } }) })
  const shape = { path: '/sample', request: z.strictObject({}), response: z.strictObject({ total: z.int() }), errors: [] } as const
  if (format === 'json') routes.anybody(defineEndpoint({ ...shape, method: 'GET', caller: 'anybody' }), async () => answer as { total: number })
  else routes.devicePage(defineEndpoint({ ...shape, method: 'GET', caller: 'device', format: 'ndjson' }), async () => answer as string[])
  return app.inject({ method: 'GET', url: '/sample' })
}

test('an answer that is not as declared never leaves: nothing of it is sent', async () => {
  for (const answer of [{ total: 1, name: CANARY }, { total: CANARY }, { name: CANARY }, null]) {
    const response = await sample(answer)
    expect([response.statusCode, response.json()]).toEqual([500, { code: 'INTERNAL', detail: {} }])
  }
  expect((await sample({ total: 1 })).json()).toEqual({ total: 1 })
})

test('a page with one line that is not as declared never leaves', async () => {
  const response = await sample(['{"total":1}', `{"total":2,"name":"${CANARY}"}`], 'ndjson')
  expect([response.statusCode, response.json()]).toEqual([500, { code: 'INTERNAL', detail: {} }])
  expect((await sample(['{"total":1}', '{"total":2}'], 'ndjson')).body).toBe('{"total":1}\n{"total":2}\n')
})

test('a body beyond the limit, and one that is not JSON by its type, are refused', async () => {
  const large = await hub.inject(hubApi.session, JSON.stringify({ a: 'x'.repeat(3 * 1_024 * 1_024) }))
  expect([large.status, large.json['code']]).toEqual([413, 'REQUEST_TOO_LARGE'])
  const form = await hub.hub.app.inject({ method: 'POST', url: '/session', payload: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } })
  expect(form.json()).toEqual({ code: 'REQUEST_INVALID', detail: {} })
})

/** The hub as a process of its own, on `port`; what it wrote so far and how it ends. */
function startHub(port: number): { readonly child: ChildProcessWithoutNullStreams; output(): string; readonly ended: Promise<number | null> } {
  const { config } = hub
  const child = spawn(process.execPath, ['--import', 'tsx', 'service/hub/start.ts'], {
    env: {
      PATH: process.env['PATH'], HUB_DATABASE_URL: config.databaseUrl, HUB_MIGRATION_DATABASE_URL: '', HUB_KEYS_FILE: config.keysFile, KEY_BUNDLE_FILE: config.keyBundleFile,
      PURPOSES_FILE: config.purposesFile, SHARING_AGREEMENT_FILE: config.sharingAgreementFile, CONTROLLER_ROOT_KEY: JSON.stringify(config.controllerRootKey), OIDC_ISSUER: config.issuer, PORT: String(port),
    },
  })
  let output = ''
  child.stdout.on('data', (data: Buffer) => void (output += data.toString()))
  child.stderr.on('data', (data: Buffer) => void (output += data.toString()))
  return { child, output: () => output, ended: new Promise((resolve) => child.on('exit', resolve)) }
}

test('a request line that is no HTTP is refused without a word of it', async () => {
  const address = await hub.hub.app.listen({ host: '127.0.0.1', port: 0 })
  const socket = connect(Number(new URL(address).port), '127.0.0.1')
  socket.write(`GET /${CANARY} NOT-HTTP ${CANARY}\r\n\r\n`)
  const answer = await text(socket)
  expect(answer).toMatch(/^HTTP\/1.1 400 /)
  expect(answer).not.toContain(CANARY)
})

test('the whole service starts from its environment, answers, and stops gracefully on SIGTERM', async () => {
  const port = await freePort()
  const { child, output, ended } = startHub(port)
  await expect.poll(output, { timeout: 30_000 }).toContain('"started"')
  expect(await (await fetch(`http://127.0.0.1:${port}/health`)).json()).toMatchObject({ status: 'ok' })
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
  expect(output()).toContain('"stopped"')
})

test('a hub whose port is taken says so by the system\'s code and ends, database and all', async () => {
  const taken = createServer().listen(await freePort(), '127.0.0.1')
  await once(taken, 'listening')
  const { output, ended } = startHub((taken.address() as AddressInfo).port)
  expect(await ended).toBe(1)
  expect(output()).toContain('"systemCode":"EADDRINUSE"')
  taken.close()
})

test('a hub whose environment lacks something names it, not its value, and ends with 2', async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'service/hub/start.ts'], { env: { PATH: process.env['PATH'], HUB_DATABASE_URL: CANARY, OIDC_ISSUER: CANARY } })
  let output = ''
  child.stderr.on('data', (data: Buffer) => void (output += data.toString()))
  expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(2)
  expect(output).toContain('HUB_DATABASE_URL')
  expect(output).toContain('CONTROLLER_ROOT_KEY')
  expect(output).not.toContain(CANARY)
})
