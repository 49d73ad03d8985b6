import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { OidcClient } from '../../../main/sync/oidc-client'

const servers: Server[] = []
afterEach(() => servers.splice(0).forEach((server) => server.close()))

/** A provider that answers every token request like this. */
async function clientOf(status: number, body: string): Promise<OidcClient> {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json')
    if (request.url !== '/.well-known/openid-configuration') return response.writeHead(status).end(body)
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    return response.end(JSON.stringify({ issuer, token_endpoint: `${issuer}/token` }))
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return new OidcClient({ issuer, clientId: 'casement-desktop', fetch, openBrowser: () => undefined })
}

describe('a refresh that is refused', () => {
  it.each([
    ['signs out when the token itself is no good', 400, '{"error":"invalid_grant"}', 'ACCESS_SIGNED_OUT'],
    ['keeps the sign-in when there were too many requests', 429, '{"error":"slow_down"}', 'HUB_UNREACHABLE'],
    ['keeps the sign-in when the request displeased', 400, '{"error":"invalid_target"}', 'HUB_UNREACHABLE'],
    ['keeps the sign-in when a gateway answers', 403, '<html>no</html>', 'HUB_UNREACHABLE'],
    ['keeps the sign-in when the provider is down', 503, '{"error":"invalid_grant"}', 'HUB_UNREACHABLE'],
  ])('%s', async (_, status, body, code) => {
    const client = await clientOf(status, body)
    await expect(client.refresh('r', 'hub')).rejects.toMatchObject({ code })
  })
})
