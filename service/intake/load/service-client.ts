import type { z } from 'zod'
import type { Endpoint, RequestOf, ResponseOf } from '../../../shared/api/define-endpoint'
import { ProblemSchema } from '../../../shared/api/problem'
import { CasementError } from '../../../shared/errors/casement-error'
import type { Audience, TokenSource } from './token-source'

export interface ServiceClient {
  call<E extends Endpoint>(endpoint: E, request: RequestOf<E>): Promise<ResponseOf<E>>
}

/** Generous: a batch of 500 rows is one transaction at the other end. */
const TIMEOUT_MS = 60_000
const CODES = {
  hub: { unreachable: 'HUB_UNREACHABLE', slow: 'HUB_SLOW', rubbish: 'HUB_RUBBISH' },
  vault: { unreachable: 'VAULT_UNREACHABLE', slow: 'VAULT_SLOW', rubbish: 'VAULT_RUBBISH' },
} as const

export interface ServiceClientOptions { readonly service: Audience; readonly baseUrl: string; readonly tokens: TokenSource; readonly timeoutMs?: number }

/**
 * Calls declared endpoints of one service as intake. Requests and answers are parsed with the endpoint's schemas. Throws the
 * service's own code, or *_UNREACHABLE, *_SLOW, *_RUBBISH. No error carries anything of request or answer.
 */
export function createServiceClient({ service, baseUrl, tokens, timeoutMs = TIMEOUT_MS }: ServiceClientOptions): ServiceClient {
  return {
    async call<E extends Endpoint>(endpoint: E, request: RequestOf<E>): Promise<ResponseOf<E>> {
      const checked = endpoint.request.safeParse(request)
      if (!checked.success) throw new CasementError('REQUEST_INVALID', { fields: pathsOf(checked.error) })
      const token = await tokens(service)
      const { status, body } = await send(service, new URL(endpoint.path, baseUrl), endpoint.method, token, checked.data, timeoutMs)
      if (status < 200 || status > 299) throw refusal(service, status, body)
      const answer = endpoint.response.safeParse(body)
      if (!answer.success) throw new CasementError(CODES[service].rubbish, { status })
      return answer.data as ResponseOf<E>
    },
  }
}

async function send(service: Audience, url: URL, method: 'GET' | 'POST', token: string, request: unknown, timeoutMs: number): Promise<{ status: number; body: unknown }> {
  try {
    const response = await fetch(url, {
      method, redirect: 'error', signal: AbortSignal.timeout(timeoutMs),
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept: 'application/json' },
      ...(method === 'POST' ? { body: JSON.stringify(request) } : {}),
    })
    const text = await response.text()
    return { status: response.status, body: parseJson(text) }
  } catch (error) {
    const isSlow = error instanceof Error && error.name === 'TimeoutError'
    throw new CasementError(isSlow ? CODES[service].slow : CODES[service].unreachable)
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function refusal(service: Audience, status: number, body: unknown): CasementError {
  const problem = ProblemSchema.safeParse(body)
  return problem.success ? new CasementError(problem.data.code, { ...problem.data.detail, service }) : new CasementError(CODES[service].rubbish, { status })
}

/** Field paths only; zod's messages may repeat what was sent. */
const pathsOf = (error: z.ZodError): string =>
  [...new Set(error.issues.map(({ path }) => path.filter((part) => typeof part !== 'number').join('.')))].slice(0, 5).join(', ')
