import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { OidcClient } from '../../../main/sync/oidc-client'

const servers: Server[] = []
afterEach(() => servers.splice(0).forEach((server) => server.close()))

/** A provider that answers every token request like this. */
async function clientOf(status: number, body: string, openBrowser: (url: string) => void = () => undefined): Promise<OidcClient> {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json')
    if (request.url !== '/.well-known/openid-configuration') return response.writeHead(status).end(body)
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    return response.end(JSON.stringify({ issuer, token_endpoint: `${issuer}/token`, authorization_endpoint: `${issuer}/auth` }))
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return new OidcClient({ issuer, clientId: 'casement-desktop', fetch, openBrowser })
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

describe('a sign-in whose page was closed', () => {
  it('stops when somebody says so, at once, and its redirect is listened to no more; the next one waits for its own', async () => {
    const opened: URL[] = []
    const client = await clientOf(503, '', (url) => opened.push(new URL(url)))
    client.stopSignIn()
    const first = client.signIn()
    await expect.poll(() => opened.length).toBe(1)
    client.stopSignIn()
    await expect(first).rejects.toMatchObject({ code: 'ACCESS_SIGN_IN_STOPPED' })
    const redirect = new URL(opened[0]?.searchParams.get('redirect_uri') ?? '')
    redirect.search = `?code=late&state=${opened[0]?.searchParams.get('state') ?? ''}`
    await expect(fetch(redirect)).rejects.toThrow()

    const second = client.signIn()
    await expect.poll(() => opened.length).toBe(2)
    const state = await Promise.race([second.then(() => 'over', () => 'over'), new Promise((resolve) => setTimeout(resolve, 50, 'waits'))])
    expect(state).toBe('waits')
    client.stopSignIn()
    await expect(second).rejects.toMatchObject({ code: 'ACCESS_SIGN_IN_STOPPED' })
  })

  it('stops also while the provider is still being asked where its page is', async () => {
    const opened: string[] = []
    const client = await clientOf(503, '', (url) => opened.push(url))
    const waiting = client.signIn()
    client.stopSignIn()
    await expect(waiting).rejects.toMatchObject({ code: 'ACCESS_SIGN_IN_STOPPED' })
    expect(opened).toEqual([])
  })
})
