import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import path from 'node:path'
import { Provider, type Configuration, interactionPolicy } from 'oidc-provider'
import { createProviderAdapter } from './provider-adapter'
import { prepareProviderKeys, type ProviderKeys } from './provider-keys'
import { findPersona, PERSONAS, STAFF_NUMBER_CLAIM, staffNumberOf, type PersonaName } from './personas'
import { PAGE_HEADERS, plainPage, signInErrorPage, signInPage } from './sign-in-page'

export const HUB_AUDIENCE = 'urn:casement:hub'
export const VAULT_AUDIENCE = 'urn:casement:vault'
export const DESKTOP_CLIENT_ID = 'casement-desktop'
export const INTAKE_CLIENT_ID = 'casement-intake'

const ACCESS_TOKEN_SECONDS = 600
const REFRESH_TOKEN_SECONDS = 14 * 24 * 3_600
const INTERACTION = /^\/interaction\/([A-Za-z0-9_-]+)$/

export interface IdentityProvider {
  readonly issuer: string
  readonly intake: { readonly clientId: string; readonly clientSecret: string }
  close(): Promise<void>
}

/**
 * A real OpenID provider for demonstrations and tests: discovery, code with PKCE for the native client, client credentials for
 * intake, JWT access tokens per resource indicator. People choose a persona instead of typing a password. Keys and refresh tokens
 * are kept in `folder`. `port` 0: any. `staffNumber`: whose account it is.
 */
export async function startIdentityProvider(
  options: Readonly<{ folder: string; port: number; clock?: { now(): number }; staffNumber?: (officerId: string) => string }>,
): Promise<IdentityProvider> {
  const keys = await prepareProviderKeys(options.folder)
  const adapter = createProviderAdapter(path.join(options.folder, 'refresh-tokens.json'), options.clock ?? Date)
  let handle = (_request: IncomingMessage, response: ServerResponse): void => void response.writeHead(503).end()
  const server = createServer((request, response) => handle(request, response))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', resolve)
  })
  const address = server.address()
  const issuer = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : options.port}`
  const provider = quietly(() => new Provider(issuer, configuration(keys, adapter, options.staffNumber ?? staffNumberOf)))
  const rest = provider.callback()
  handle = (request, response) => {
    const uid = INTERACTION.exec((request.url ?? '').split('?', 1)[0] ?? '')?.[1]
    if (uid === undefined) return void rest(request, response)
    interact(provider, request, response, uid).catch(() => send(response, 400, signInErrorPage()))
  }
  return {
    issuer,
    intake: { clientId: INTAKE_CLIENT_ID, clientSecret: keys.intakeSecret },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** GET shows the personas; POST finishes the interaction as the one chosen. */
async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse, uid: string): Promise<void> {
  await provider.interactionDetails(request, response) // throws without the interaction's own cookie
  if (request.method !== 'POST') return send(response, 200, signInPage(`/interaction/${uid}`))
  const name = new URLSearchParams(await readBody(request)).get('persona') ?? ''
  if (!Object.hasOwn(PERSONAS, name)) return send(response, 400, signInErrorPage())
  await provider.interactionFinished(request, response, {
    login: { accountId: PERSONAS[name as PersonaName].officerId, remember: false },
    consent: {}, // a native client is asked every time (RFC 8252 §8.6); choosing the persona is the answer
  })
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request as AsyncIterable<Buffer>) {
    body += chunk.toString('utf8')
    if (body.length > 4_096) throw new RangeError('the form is too large')
  }
  return body
}

const send = (response: ServerResponse, status: number, html: string): void =>
  void response.writeHead(status, PAGE_HEADERS).end(html)

function configuration(keys: ProviderKeys, adapter: ReturnType<typeof createProviderAdapter>, staffNumber: (officerId: string) => string): Configuration {
  return {
    adapter,
    jwks: keys.jwks,
    cookies: { keys: [keys.cookieKey] },
    clients: [
      {
        client_id: DESKTOP_CLIENT_ID, application_type: 'native', token_endpoint_auth_method: 'none',
        redirect_uris: ['http://127.0.0.1/callback'], // RFC 8252 §7.3: any port of the loopback matches
        grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'],
      },
      {
        client_id: INTAKE_CLIENT_ID, client_secret: keys.intakeSecret, redirect_uris: [],
        grant_types: ['client_credentials'], response_types: [],
      },
    ],
    scopes: ['openid', 'offline_access'],
    pkce: { required: () => true },
    ttl: {
      AccessToken: ACCESS_TOKEN_SECONDS, ClientCredentials: ACCESS_TOKEN_SECONDS, RefreshToken: REFRESH_TOKEN_SECONDS,
      Grant: REFRESH_TOKEN_SECONDS, Session: ACCESS_TOKEN_SECONDS, Interaction: 3_600, IdToken: ACCESS_TOKEN_SECONDS,
    },
    // As Entra ID does: an older refresh token stays good, so that an answer lost on the way signs nobody out.
    rotateRefreshToken: false,
    issueRefreshToken: async (_context, client) => client.grantTypeAllowed('refresh_token'),
    expiresWithSession: async () => false,
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      revocation: { enabled: true },
      rpInitiatedLogout: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: async () => HUB_AUDIENCE,
        useGrantedResource: async () => true,
        getResourceServerInfo: async (_context, resource) => {
          if (resource !== HUB_AUDIENCE && resource !== VAULT_AUDIENCE) throw new Error('unknown resource')
          return { scope: '', audience: resource, accessTokenTTL: ACCESS_TOKEN_SECONDS, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } } }
        },
      },
    },
    extraTokenClaims: async (context, token) => {
      if (token.kind === 'ClientCredentials') return token.clientId === INTAKE_CLIENT_ID ? { casement_role: 'intake' } : undefined
      // RFC 9068 §2.2.1: when the person signed in, however often the token was refreshed since.
      const { AuthorizationCode, RefreshToken } = context.oidc.entities
      const authTime = RefreshToken?.authTime ?? AuthorizationCode?.authTime
      return { ...(authTime === undefined ? {} : { auth_time: authTime }), ...(token.kind === 'AccessToken' && token.accountId ? { [STAFF_NUMBER_CLAIM]: staffNumber(token.accountId) } : {}) }
    },
    findAccount: async (_context, id) =>
      findPersona(id) === null ? undefined : { accountId: id, claims: async () => ({ sub: id }) },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}`, policy: alwaysAsk() },
    // The client is the councils' own: whoever signs in has consented by policy.
    loadExistingGrant: async (context) => {
      const { client, session, provider, result } = context.oidc
      if (!client || !session?.accountId) return undefined
      const grantId = result?.consent?.grantId ?? session.grantIdFor(client.clientId)
      const known = grantId ? await provider.Grant.find(grantId) : undefined
      if (known) return known
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
      grant.addOIDCScope('openid offline_access')
      await grant.save()
      return grant
    },
    renderError: async (context) => {
      for (const [name, value] of Object.entries(PAGE_HEADERS)) context.set(name, value)
      context.body = context.status === 404 ? plainPage() : signInErrorPage()
    },
  }
}

/** The choice of persona is asked for each time: a browser that was somebody else a minute ago must not decide. */
function alwaysAsk(): ReturnType<typeof interactionPolicy.base> {
  const policy = interactionPolicy.base()
  policy.get('login')?.checks.add(
    new interactionPolicy.Check('persona_not_chosen', 'a persona must be chosen', 'login_required', (context) =>
      context.oidc.result?.login ? interactionPolicy.Check.NO_NEED_TO_PROMPT : interactionPolicy.Check.REQUEST_PROMPT),
  )
  return policy
}

/** The provider warns on stdout about http and Node's version; this one serves the loopback of a demonstration. */
function quietly<T>(make: () => T): T {
  const [info, warn] = [console.info, console.warn]
  console.info = console.warn = () => undefined
  try {
    return make()
  } finally {
    Object.assign(console, { info, warn })
  }
}
