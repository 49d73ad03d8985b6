import { createHash, randomBytes } from 'node:crypto'
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { DESKTOP_CLIENT_ID, HUB_AUDIENCE, startIdentityProvider, VAULT_AUDIENCE, type IdentityProvider } from '../../../service/demo/identity-provider'
import { writeXdgOpenShim } from '../../../service/demo/write-xdg-open-shim'
import { answerSignIn } from '../../../service/demo/xdg-open-shim'
import { PERSONA_NAMES } from '../../../service/demo/personas'

const folder = mkdtempSync(path.join(tmpdir(), 'casement-provider-'))
let provider: IdentityProvider
let app: Server
let redirect: string
let arrived: URL | null = null

beforeAll(async () => {
  provider = await startIdentityProvider({ folder, port: 0 })
  app = createServer((request, response) => {
    arrived = new URL(request.url ?? '/', redirect)
    response.end('You may close this page.')
  })
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
  const address = app.address()
  redirect = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/callback`
})
afterAll(async () => {
  app.close()
  await provider.close()
  rmSync(folder, { recursive: true })
})

interface Tokens { access_token: string; refresh_token: string; id_token: string; error?: string }

const verifier = randomBytes(32).toString('base64url')

function authorisationUrl(prompt?: string): string {
  const url = new URL(`${provider.issuer}/auth`)
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  for (const [name, value] of [
    ['client_id', DESKTOP_CLIENT_ID], ['redirect_uri', redirect], ['response_type', 'code'], ['scope', 'openid offline_access'],
    ['code_challenge', challenge], ['code_challenge_method', 'S256'], ['state', 'state-1'], ['resource', HUB_AUDIENCE], ['resource', VAULT_AUDIENCE],
  ] as const) url.searchParams.append(name, value)
  if (prompt) url.searchParams.set('prompt', prompt)
  return url.href
}

async function token(body: Record<string, string>, authorization?: string): Promise<Tokens> {
  const response = await fetch(`${provider.issuer}/token`, {
    method: 'POST', body: new URLSearchParams(body), headers: authorization ? { authorization } : {},
  })
  return (await response.json()) as Tokens
}

const claimsOf = async (jwt: string, audience: string) =>
  (await jwtVerify(jwt, createRemoteJWKSet(new URL(`${provider.issuer}/jwks`)), { issuer: provider.issuer, audience })).payload

async function signIn(persona: string, prompt?: string): Promise<Tokens> {
  expect(await answerSignIn(provider.issuer, authorisationUrl(prompt), persona)).toBe(200)
  const code = arrived?.searchParams.get('code') ?? ''
  return token({ grant_type: 'authorization_code', client_id: DESKTOP_CLIENT_ID, code, redirect_uri: redirect, code_verifier: verifier, resource: HUB_AUDIENCE })
}

test('a persona is chosen on the page, and the app gets one token for each audience', async () => {
  const first = await signIn('officer')
  expect(await claimsOf(first.access_token, HUB_AUDIENCE)).toMatchObject({ sub: 'amara.okafor', aud: HUB_AUDIENCE, iss: provider.issuer })
  const second = await token({ grant_type: 'refresh_token', client_id: DESKTOP_CLIENT_ID, refresh_token: first.refresh_token, resource: VAULT_AUDIENCE })
  expect(await claimsOf(second.access_token, VAULT_AUDIENCE)).toMatchObject({ sub: 'amara.okafor', aud: VAULT_AUDIENCE })
  await expect(claimsOf(second.access_token, HUB_AUDIENCE)).rejects.toThrow('aud')
})

test('each token says when the person signed in, which refreshing does not change and signing in again does', async () => {
  const timeOf = async (jwt: string, audience: string) => Number((await claimsOf(jwt, audience))['auth_time'])
  const first = await signIn('officer')
  const at = await timeOf(first.access_token, HUB_AUDIENCE)
  expect(Math.abs(at - Date.now() / 1_000)).toBeLessThan(120)
  await vi.waitUntil(() => Math.floor(Date.now() / 1_000) > at, { timeout: 10_000 })
  const refreshed = await token({ grant_type: 'refresh_token', client_id: DESKTOP_CLIENT_ID, refresh_token: first.refresh_token, resource: VAULT_AUDIENCE })
  expect(await timeOf(refreshed.access_token, VAULT_AUDIENCE)).toBe(at)
  expect(await timeOf((await signIn('officer', 'login consent')).access_token, HUB_AUDIENCE)).toBeGreaterThan(at)
})

test('with prompt=consent it works as well, and each sign-in asks who one is', async () => {
  expect((await claimsOf((await signIn('supervisor', 'consent')).access_token, HUB_AUDIENCE)).sub).toBe('priya.nair')
  expect((await claimsOf((await signIn('admin')).access_token, HUB_AUDIENCE)).sub).toBe('dev.patel')
})

test('a refresh token still works after the provider was started again', async () => {
  const { refresh_token: refreshToken } = await signIn('outreach')
  const port = Number(new URL(provider.issuer).port)
  await provider.close()
  provider = await startIdentityProvider({ folder, port })
  // A connection kept alive from before may still be in fetch's pool: the first try then only finds that out.
  const again = await vi.waitFor(() =>
    token({ grant_type: 'refresh_token', client_id: DESKTOP_CLIENT_ID, refresh_token: refreshToken, resource: VAULT_AUDIENCE }))
  expect((await claimsOf(again.access_token, VAULT_AUDIENCE)).sub).toBe('tom.brennan')
  expect(statSync(path.join(folder, 'refresh-tokens.json')).mode & 0o777).toBe(0o600)
})

test('intake signs in with its own secret, for one audience at a time, and is marked as intake', async () => {
  const basic = `Basic ${Buffer.from(`${provider.intake.clientId}:${provider.intake.clientSecret}`).toString('base64')}`
  const answer = await token({ grant_type: 'client_credentials', resource: VAULT_AUDIENCE }, basic)
  expect(await claimsOf(answer.access_token, VAULT_AUDIENCE)).toMatchObject({ sub: 'casement-intake', casement_role: 'intake' })
  const wrong = `Basic ${Buffer.from(`${provider.intake.clientId}:wrong`).toString('base64')}`
  expect(await token({ grant_type: 'client_credentials', resource: VAULT_AUDIENCE }, wrong)).toMatchObject({ error: 'invalid_client' })
})

test('an unknown audience and a code without its verifier get no token', async () => {
  await answerSignIn(provider.issuer, authorisationUrl(), 'officer')
  const code = arrived?.searchParams.get('code') ?? ''
  const common = { grant_type: 'authorization_code', client_id: DESKTOP_CLIENT_ID, code, redirect_uri: redirect, resource: HUB_AUDIENCE }
  expect(await token({ ...common, code_verifier: randomBytes(32).toString('base64url') })).toMatchObject({ error: 'invalid_grant' })
  const { refresh_token: refreshToken } = await signIn('officer')
  expect(await token({ grant_type: 'refresh_token', client_id: DESKTOP_CLIENT_ID, refresh_token: refreshToken, resource: 'urn:casement:other' }))
    .toMatchObject({ error: 'invalid_target' })
})

test('the page is accessible plain HTML under a policy that allows no script', async () => {
  const cookies = new Map<string, string>()
  let response = await fetch(authorisationUrl(), { redirect: 'manual' })
  for (const line of response.headers.getSetCookie()) cookies.set(line.split('=', 1)[0] ?? '', line.split(';', 1)[0] ?? '')
  response = await fetch(new URL(response.headers.get('location') ?? '', provider.issuer), { headers: { cookie: [...cookies.values()].join('; ') } })
  const html = await response.text()
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(html).toContain('lang="en-GB"')
  expect(html).toContain('Demonstration')
  expect(html.match(/<button /g)).toHaveLength(PERSONA_NAMES.length)
  expect(html).not.toMatch(/<script|type="password"/)
})

test('the xdg-open shim answers for the persona of its environment and opens nothing but the provider', async () => {
  const shim = path.join(folder, 'bin')
  writeXdgOpenShim(shim, provider.issuer)
  const run = (url: string) =>
    promisify(execFile)(path.join(shim, 'xdg-open'), [url], { env: { PATH: process.env.PATH, CASEMENT_DEMO_PERSONA: 'ig-lead' } })
  arrived = null
  await run(authorisationUrl())
  expect(arrived).not.toBeNull()
  for (const url of ['https://example.org/', 'file:///etc/passwd', redirect, 'http://127.0.0.1:1/auth', `${provider.issuer}.example.org/auth`, 'nonsense']) {
    await expect(run(url)).rejects.toMatchObject({ code: 4 })
  }
  expect(readFileSync(path.join(shim, 'xdg-open'), 'utf8')).toContain(provider.issuer)
})
