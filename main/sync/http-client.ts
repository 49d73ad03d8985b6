import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliDecompress } from 'node:zlib'
import { DEVICE_PROOF_HEADER } from '../../shared/api/device-proof'
import { PACKED_PAGE, PAGE } from '../../shared/api/page-type'
import { KEYS_SERIAL_HEADER } from '../../shared/api/keys-serial'
import type { Endpoint, RequestOf, ResponseOf } from '../../shared/api/define-endpoint'
import { ProblemSchema } from '../../shared/api/problem'
import { CasementError, isCasementError } from '../../shared/errors/casement-error'
import type { ErrorCode } from '../../shared/errors/error-code'
import { canonicalBytes, type JsonValue } from '../../shared/ledger/canonical-json'
import { uuidV7 } from '../../shared/model/uuid-v7'
import type { Logger } from '../logging/logger'
import type { Clock } from '../settings/clock'
import { systemRandom, type RandomSource } from '../settings/random-source'
import { systemTimers, type Timers } from '../settings/timers'
import type { DeviceSigner } from '../keys/device-keys'

export type TroubleCodes = Readonly<{ unreachable: ErrorCode; slow: ErrorCode; rubbish: ErrorCode }>
export interface HttpClientOptions {
  readonly baseUrl: string
  readonly codes: TroubleCodes
  readonly fetch: typeof fetch
  readonly clock: Clock
  readonly timers?: Timers
  readonly random?: RandomSource
  readonly logger: Logger
  /** A bearer token for this service. `isFresh`: the last one was refused. */
  readonly token: (isFresh: boolean) => Promise<string>
  /** Signs the device proof; null before enrolment. */
  readonly signer: DeviceSigner | null
  readonly timeoutMs?: number
  /** Told whether the service could be reached, after every call. */
  readonly onReachable?: (isReachable: boolean) => void
  /** Told of a refusal before whoever called hears of it. Never throws. */
  readonly onRefused?: (code: ErrorCode) => Promise<void>
  /** Told the number of the key bundle that the hub says it works with: a hint. Never throws. */
  readonly onKeysSerial?: (serial: number) => void
}

const TIMEOUT_MS = 20_000
const MIB = 1_024 * 1_024
/** Bytes of an answer that are taken in: a service that was taken over must not fill this process's memory. 500 receipts are about 1 MiB. */
const MOST_BYTES = { ndjson: 64 * MIB, json: 4 * MIB } as const
const JSON_TYPE = 'application/json'

/** Calls endpoints as declared in shared/api: token, device proof, time limit, status, parse. Every failure is a code; no value of a call is in it. */
export class HttpClient {
  readonly #options: HttpClientOptions
  constructor(options: HttpClientOptions) {
    this.#options = options
  }

  async call<E extends Endpoint>(endpoint: E, request: RequestOf<E>): Promise<ResponseOf<E>> {
    const body = await this.#send(endpoint, request)
    const parsed = endpoint.response.safeParse(parseJson(body))
    if (!parsed.success) throw new CasementError(this.#options.codes.rubbish)
    return parsed.data as ResponseOf<E>
  }

  /** The bytes of an NDJSON page, unparsed: whether they are whole is the page reader's business. */
  page<E extends Endpoint>(endpoint: E, request: RequestOf<E>): Promise<Uint8Array> {
    return this.#send(endpoint, request)
  }

  async #send<E extends Endpoint>(endpoint: E, request: RequestOf<E>): Promise<Uint8Array> {
    try {
      return await this.#attempt(endpoint, request, false)
    } catch (error) {
      const isTokenTrouble =
        isCasementError(error) && (error.code === 'ACCESS_TOKEN_EXPIRED' || error.code === 'ACCESS_TOKEN_INVALID')
      if (!isTokenTrouble || endpoint.caller === 'anybody') throw error
      return this.#attempt(endpoint, request, true)
    }
  }

  async #attempt(endpoint: Endpoint, request: unknown, isFresh: boolean): Promise<Uint8Array> {
    const { baseUrl, codes, clock, logger } = this.#options
    const body = endpoint.method === 'POST' ? JSON.stringify(endpoint.request.parse(request)) : null
    const headers = await this.#headers(endpoint, body ?? '', isFresh).catch((error: unknown) => {
      // After an unlock with no signal the identity provider is asked first, for a token: the service is out of reach all the same.
      if (isCasementError(error) && error.code === codes.unreachable) this.#options.onReachable?.(false)
      throw error
    })
    const startedAt = clock.elapsed()
    const deadline = createDeadline(this.#options.timers ?? systemTimers, this.#options.timeoutMs ?? TIMEOUT_MS)
    const { signal } = deadline
    let status = 0
    let keysSerial = 0
    let bytes: Uint8Array
    try {
      const response = await deadline.within(
        this.#options.fetch(`${baseUrl}${endpoint.path}`, { method: endpoint.method, headers, body, signal, redirect: 'error' }),
      )
      status = response.status
      keysSerial = Number(response.headers.get(KEYS_SERIAL_HEADER) ?? 0)
      const isPage = response.ok && endpoint.format === 'ndjson'
      const most = MOST_BYTES[isPage ? 'ndjson' : 'json']
      bytes = await deadline.within(readBody(response, most))
      if (isPage && response.headers.get('content-type') === PACKED_PAGE) bytes = await deadline.within(unpackPage(bytes, most))
    } catch {
      const code = signal.aborted ? codes.slow : status === 0 ? codes.unreachable : codes.rubbish
      logger.warn('http-call', { call: endpoint.path.slice(1).replaceAll('/', '.'), code })
      if (code !== codes.rubbish) this.#options.onReachable?.(false)
      throw new CasementError(code)
    } finally {
      deadline.clear()
    }
    this.#options.onReachable?.(true)
    if (Number.isSafeInteger(keysSerial) && keysSerial > 0) this.#options.onKeysSerial?.(keysSerial)
    logger.info('http-call', {
      call: endpoint.path.slice(1).replaceAll('/', '.'),
      status,
      ms: Math.round(clock.elapsed() - startedAt),
    })
    if (status >= 200 && status < 300) return bytes
    const refusal = this.#refusal(status, bytes)
    await this.#options.onRefused?.(refusal.code)
    throw refusal
  }

  async #headers(endpoint: Endpoint, body: string, isFresh: boolean): Promise<Record<string, string>> {
    const headers: Record<string, string> = {
      accept: endpoint.format === 'ndjson' ? `${PACKED_PAGE}, ${PAGE}, ${JSON_TYPE}` : JSON_TYPE,
    }
    if (endpoint.method === 'POST') headers['content-type'] = JSON_TYPE
    if (endpoint.caller === 'anybody') return headers
    const token = await this.#options.token(isFresh)
    headers.authorization = `Bearer ${token}`
    if (endpoint.caller === 'device') headers[DEVICE_PROOF_HEADER] = this.#proof(endpoint, body, token)
    return headers
  }

  #proof(endpoint: Endpoint, body: string, token: string): string {
    const { signer, clock, random = systemRandom } = this.#options
    if (signer === null) throw new CasementError('ACCESS_NOT_ENROLLED')
    const signed = signer({
      v: 1,
      type: 'device-proof',
      method: endpoint.method,
      path: endpoint.path,
      bodyHash: sha256Hex(body),
      tokenHash: sha256Hex(token),
      nonce: uuidV7(clock.now(), random.bytes(10)),
    })
    return Buffer.from(canonicalBytes(signed as unknown as JsonValue)).toString('base64url')
  }

  /** The service's own code when it answered a problem; else slow (gateways) or rubbish. */
  #refusal(status: number, bytes: Uint8Array): CasementError {
    const problem = ProblemSchema.safeParse(parseJson(bytes))
    if (problem.success) return new CasementError(problem.data.code, problem.data.detail)
    const { codes } = this.#options
    return new CasementError(
      status === 502 || status === 503 ? codes.unreachable : status === 504 ? codes.slow : codes.rubbish,
    )
  }
}

/**
 * A time limit that does not rest on `fetch` hearing of it: fetch holds its own end of a signal weakly, and one that was collected as
 * garbage meanwhile left the call, and the round of sync it belonged to, waiting for ever.
 */
function createDeadline(timers: Timers, ms: number) {
  const controller = new AbortController()
  const clear = timers.after(ms, () => controller.abort())
  const over = new Promise<never>((_resolve, reject) => {
    controller.signal.addEventListener('abort', () => reject(new Error('the time is over')), { once: true })
  })
  over.catch(() => undefined) // nobody may be waiting any more
  return {
    signal: controller.signal,
    within: <T>(work: Promise<T>): Promise<T> => Promise.race([work, over]),
    clear,
  }
}

const brotli = promisify(brotliDecompress)
/** An ordinary page is unpacked into one piece: joining many costs more than unpacking. */
const ROOM = 4 * MIB
/** Away from this thread. Throws beyond `most` bytes, and for what is broken or cut short. */
const unpackPage = (bytes: Uint8Array, most: number): Promise<Uint8Array> => brotli(bytes, { maxOutputLength: most, chunkSize: ROOM })

/** The whole answer, unpacked where HTTP packed it. Throws beyond `most` bytes, and reads no further. */
async function readBody(response: Response, most: number): Promise<Uint8Array> {
  const reader = response.body?.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  for (let part = await reader?.read(); part !== undefined && !part.done; part = await reader?.read()) {
    length += part.value.length
    if (length > most) {
      await reader?.cancel().catch(() => undefined)
      throw new Error('longer than any answer')
    }
    chunks.push(part.value)
  }
  return Buffer.concat(chunks)
}

const sha256Hex = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    return undefined
  }
}
