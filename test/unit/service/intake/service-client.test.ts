import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { createServiceClient, type ServiceClient } from '../../../../service/intake/load/service-client'
import { clientCredentialsTokens } from '../../../../service/intake/load/token-source'
import { hubApi } from '../../../../shared/api/hub-api'
import { isCasementError } from '../../../../shared/errors/casement-error'

const servers: Server[] = []
async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
afterEach(() => {
  for (const server of servers.splice(0)) server.closeAllConnections()
})

const client = (baseUrl: string, timeoutMs = 5_000): ServiceClient => createServiceClient({ service: 'hub', baseUrl, tokens: async () => 'token', timeoutMs })
const CANARY = 'Zzcanary'
async function failureOf(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(() => null, (thrown: unknown) => thrown)
  if (!isCasementError(error)) throw new Error('no CasementError')
  expect(JSON.stringify([error.message, error.detail, String(error.stack), String(error.cause)])).not.toContain(CANARY)
  return error.code
}
const health = (hub: ServiceClient): Promise<unknown> => hub.call(hubApi.health, {})

describe('a service client', () => {
  test('sends its token and gives the parsed answer', async () => {
    let header: string | undefined
    const url = await serve((request, response) => {
      header = request.headers.authorization
      response.end(JSON.stringify({ status: 'ok', service: 'hub', database: true, ledgerSize: 3, feed: 'flowing' }))
    })
    expect(await health(client(url))).toMatchObject({ status: 'ok', ledgerSize: 3 })
    expect(header).toBe('Bearer token')
  })

  test.each([
    ['words that are no JSON', 200, CANARY], ['JSON of another shape', 200, JSON.stringify({ name: CANARY })], ['nothing', 200, ''],
    ['a proxy page', 502, `<html>${CANARY}</html>`], ['a code nobody knows', 400, JSON.stringify({ code: CANARY, detail: {} })],
  ])('calls %s rubbish, and repeats none of it', async (_words, status, body) => {
    const url = await serve((_request, response) => response.writeHead(status).end(body))
    expect(await failureOf(health(client(url)))).toBe('HUB_RUBBISH')
  })

  test("passes on the service's own code", async () => {
    const url = await serve((_request, response) => response.writeHead(401).end(JSON.stringify({ code: 'ACCESS_TOKEN_EXPIRED', detail: {} })))
    expect(await failureOf(health(client(url)))).toBe('ACCESS_TOKEN_EXPIRED')
  })

  test('tells unreachable from slow, and follows no redirect', async () => {
    expect(await failureOf(health(client('http://127.0.0.1:9')))).toBe('HUB_UNREACHABLE')
    const silent = await serve(() => undefined)
    expect(await failureOf(health(client(silent, 150)))).toBe('HUB_SLOW')
    let visits = 0
    const elsewhere = await serve((_request, response) => {
      visits += 1
      response.end(JSON.stringify({ status: 'ok', service: 'hub', database: true, ledgerSize: 3, feed: 'flowing' }))
    })
    const away = await serve((_request, response) => response.writeHead(302, { location: elsewhere }).end())
    expect(await failureOf(health(client(away)))).toBe('HUB_UNREACHABLE')
    expect(visits).toBe(0)
  })

  test('sends nothing that is not in the agreed form, and says which fields', async () => {
    let calls = 0
    const url = await serve((_request, response) => {
      calls += 1
      response.end('{}')
    })
    const wrong = { runId: CANARY, source: 'housing' as const, records: [] }
    expect(await failureOf(client(url).call(hubApi.loadFacts, wrong))).toBe('REQUEST_INVALID')
    expect(calls).toBe(0)
  })
})

describe('client credentials', () => {
  test('are asked for once per audience and again when they end', async () => {
    const resources: (string | null)[] = []
    const url: string = await serve((request, response) => {
      if (request.url?.startsWith('/.well-known')) return response.end(JSON.stringify({ issuer: url, token_endpoint: `${url}/token` }))
      let body = ''
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString()
      })
      request.on('end', () => {
        resources.push(new URLSearchParams(body).get('resource'))
        response.end(JSON.stringify({ access_token: `t${resources.length}`, expires_in: 600 }))
      })
      return undefined
    })
    let now = 0
    const tokens = clientCredentialsTokens({ issuer: url, clientId: 'a', clientSecret: 'b' }, { now: () => now })
    expect([await tokens('hub'), await tokens('hub'), await tokens('vault')]).toEqual(['t1', 't1', 't2'])
    now = 550_000
    expect(await tokens('hub')).toBe('t3')
    expect(resources).toEqual(['urn:casement:hub', 'urn:casement:vault', 'urn:casement:hub'])
  })

  test('are not sent to a provider that speaks for another issuer, and a refusal is plain', async () => {
    const other = await serve((_request, response) => response.end(JSON.stringify({ issuer: 'http://elsewhere.example', token_endpoint: 'http://elsewhere.example/token' })))
    expect(await failureOf(clientCredentialsTokens({ issuer: other, clientId: 'a', clientSecret: CANARY }, { now: () => 0 })('hub'))).toBe('ACCESS_TOKEN_INVALID')
  })
})
