import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose'

export interface TokenWish {
  readonly subject?: string
  readonly audience?: string
  readonly issuer?: string
  /** Seconds from now. */
  readonly expiresIn?: number
  readonly role?: string
  readonly key?: CryptoKey
  /** When the person signed in, Unix seconds. */
  readonly authTime?: number
  /** Whose account it is. */
  readonly person?: string | number | null
}

export interface TestIssuer {
  readonly issuer: string
  token(wish?: TokenWish): Promise<string>
  close(): void
}

/** An issuer with real keys over HTTP that signs whatever a test wants to try; the demonstration provider would refuse to. */
export async function startTestIssuer(): Promise<TestIssuer> {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  const jwk = { ...(await exportJWK(publicKey)), kid: 'test-1', alg: 'RS256', use: 'sig' }
  const server = createServer((request, response) => {
    const body = request.url === '/jwks' ? { keys: [jwk] } : { issuer, jwks_uri: `${issuer}/jwks` }
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    issuer,
    token: (wish = {}) =>
      new SignJWT({ ...(wish.role === undefined ? {} : { casement_role: wish.role }), ...(wish.authTime === undefined ? {} : { auth_time: wish.authTime }), ...(wish.person === undefined ? {} : { employeeid: wish.person }) })
        .setProtectedHeader({ alg: 'RS256', kid: 'test-1', typ: 'at+jwt' })
        .setSubject(wish.subject ?? 'amara.okafor').setAudience(wish.audience ?? 'urn:casement:hub').setIssuer(wish.issuer ?? issuer)
        .setIssuedAt().setExpirationTime(Math.floor(Date.now() / 1_000) + (wish.expiresIn ?? 600))
        .sign(wish.key ?? privateKey),
    close: () => server.close(),
  }
}
