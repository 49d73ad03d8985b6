import { createHash, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerSignIn } from '../../service/demo/xdg-open-shim'
import type { PersonaName } from '../../service/demo/personas'

const CLIENT = 'casement-desktop'

/** Signs a persona in at the real provider (code + PKCE); answers an access token for the audience. */
export async function tokenOf(issuer: string, persona: PersonaName, audience: 'urn:casement:hub' | 'urn:casement:vault'): Promise<string> {
  let code = ''
  const app = createServer((request, response) => {
    code = new URL(request.url ?? '/', 'http://127.0.0.1').searchParams.get('code') ?? ''
    response.end()
  })
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
  const redirect = `http://127.0.0.1:${(app.address() as AddressInfo).port}/callback`
  const verifier = randomBytes(32).toString('base64url')
  const asked = new URLSearchParams({
    client_id: CLIENT, redirect_uri: redirect, response_type: 'code', scope: 'openid', resource: audience,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256',
  })
  await answerSignIn(issuer, `${issuer}/auth?${asked}`, persona)
  app.close()
  const body = new URLSearchParams({ grant_type: 'authorization_code', client_id: CLIENT, code, redirect_uri: redirect, code_verifier: verifier, resource: audience })
  return ((await (await fetch(`${issuer}/token`, { method: 'POST', body })).json()) as { access_token: string }).access_token
}
