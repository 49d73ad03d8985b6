import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { z } from 'zod'
import type { Caller, Endpoint } from '../../shared/api/define-endpoint'
import { PACKED_PAGE, PAGE } from '../../shared/api/page-type'
import { CasementError } from '../../shared/errors/casement-error'
import type { Authentication, DeviceCaller, IntakeCaller, OfficerCaller } from './authentication'
import { NO_STORE, requestInvalid } from './error-handler'

const compress = promisify(gzip)
const packPage = promisify(brotliCompress)
/** Characters, of a page bytes; an answer of a few packets is there sooner unpacked: somebody waits for a grant, and packing costs two turns of a thread pool. */
const SMALLEST_WORTH_COMPRESSING = 8_192
/** A page is read once, over a council's line: a higher level costs the hub more than it saves the line. */
const FAST = { level: constants.Z_BEST_SPEED }
/** A third of the work of gzip at its fastest, and half the bytes. A small window: both ends hold one of it for each page. */
const FAST_PAGE = { params: { [constants.BROTLI_PARAM_QUALITY]: 1, [constants.BROTLI_PARAM_LGWIN]: 18 } }

/** What a handler is given: the parsed request and who asks. `setStatus` is for an answer that is not 200 and yet as declared (health). */
export interface Call<Request, Who> {
  readonly request: Request
  readonly caller: Who
  setStatus(status: number): void
}
export type Handler<Request, Response, Who> = (call: Call<Request, Who>) => Promise<Response>

type AnyEndpoint = Endpoint<z.ZodType, z.ZodType>
type RequestData<E> = E extends Endpoint<infer Request, z.ZodType> ? z.output<Request> : never
type ResponseData<E> = E extends Endpoint<z.ZodType, infer Response> ? z.input<Response> : never
export interface RouteOptions {
  /** Bytes; for the few calls that carry more than BODY_LIMIT. */
  readonly bodyLimit?: number
}

type Register<Who> = <E extends AnyEndpoint>(endpoint: E, handler: Handler<RequestData<E>, ResponseData<E>, Who>, options?: RouteOptions) => void
/** `held`: the handler held each byte to what was parsed when it was stored. Parsing thousands of lines again would cost more than reading them. */
export type PageAnswer = readonly string[] | { readonly held: Buffer }
type RegisterPage<Who> = <E extends AnyEndpoint>(endpoint: E, handler: Handler<RequestData<E>, PageAnswer, Who>, options?: RouteOptions) => void

/** One function for each kind of caller, so that a handler's `caller` has the right type. All throw at start for an endpoint declared otherwise. */
export interface Routes {
  readonly anybody: Register<null>
  readonly officer: Register<OfficerCaller>
  readonly device: Register<DeviceCaller>
  readonly intake: Register<IntakeCaller>
  /** NDJSON: the handler answers whole lines of JSON text (without line ends), which are checked and sent byte for byte; or bytes that it held. */
  readonly devicePage: RegisterPage<DeviceCaller>
}

/**
 * Derives routes from endpoints of shared/api: authenticate, parse the request, handle, parse the answer, and only then send. An
 * answer that is not as declared becomes INTERNAL and nothing of it leaves (a field too many could be a name).
 */
export function createRoutes(app: FastifyInstance, authentication: Authentication): Routes {
  const register =
    <Who>(caller: Caller, authenticate: (request: FastifyRequest, path: string) => Promise<Who>): Register<Who> =>
    (endpoint, handler, options) => {
      requireDeclared(endpoint, caller, 'json')
      route(app, endpoint, options, async (request, reply) => {
        const who = await authenticate(request, endpoint.path)
        const data = parseRequest(endpoint, request) as RequestData<typeof endpoint>
        const answer = await handler({ request: data, caller: who, setStatus: (status) => void reply.status(status) })
        const text = JSON.stringify(checkAnswer(endpoint, answer))
        return send(request, reply, text, 'application/json')
      })
    }
  return {
    anybody: register('anybody', async () => null),
    officer: register('officer', (request) => authentication.officer(request)),
    device: register('device', (request, path) => authentication.device(request, path)),
    intake: register('intake', (request) => authentication.intake(request)),
    devicePage: (endpoint, handler, options) => {
      requireDeclared(endpoint, 'device', 'ndjson')
      route(app, endpoint, options, async (request, reply) => {
        const caller = await authentication.device(request, endpoint.path)
        const data = parseRequest(endpoint, request) as RequestData<typeof endpoint>
        const answer = await handler({ request: data, caller, setStatus: (status) => void reply.status(status) })
        return sendPage(request, reply, 'held' in answer ? answer.held : checkLines(endpoint, answer))
      })
    },
  }
}

function route(
  app: FastifyInstance,
  endpoint: AnyEndpoint,
  options: RouteOptions | undefined,
  handler: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>,
): void {
  app.route({ method: endpoint.method, url: endpoint.path, handler, ...(options?.bodyLimit === undefined ? {} : { bodyLimit: options.bodyLimit }) })
}

function requireDeclared(endpoint: AnyEndpoint, caller: Caller, format: 'json' | 'ndjson'): void {
  if (endpoint.caller !== caller || endpoint.format !== format) throw new Error(`${endpoint.path} is declared for ${endpoint.caller}, ${endpoint.format}`)
}

/** Throws REQUEST_INVALID. Ids never stand in a URL, so a query string is refused whatever it says. */
function parseRequest(endpoint: AnyEndpoint, request: FastifyRequest): unknown {
  if (request.url !== endpoint.path) throw new CasementError('REQUEST_INVALID', { fields: 'query' })
  const body = request.rawBody
  const parsed = endpoint.request.safeParse(body === null || body.length === 0 ? {} : parseJson(body))
  if (!parsed.success) throw requestInvalid(parsed.error)
  return parsed.data
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    throw new CasementError('REQUEST_INVALID', { fields: 'body' })
  }
}

function checkAnswer(endpoint: AnyEndpoint, answer: unknown): unknown {
  const parsed = endpoint.response.safeParse(answer)
  if (!parsed.success) throw answerWrong()
  return parsed.data
}

function checkLines(endpoint: AnyEndpoint, lines: readonly string[]): Buffer {
  for (const line of lines) if (line.includes('\n') || !endpoint.response.safeParse(JSON.parse(line)).success) throw answerWrong()
  return Buffer.from(lines.map((line) => `${line}\n`).join(''))
}

/** Without the parse error: it would quote the answer in a log. */
const answerWrong = (): CasementError => new CasementError('INTERNAL', {}, { cause: new TypeError('the answer is not as declared') })

/** To whoever can unpack it (every laptop), a page goes packed as such: what HTTP packs, `fetch` unpacks in thousands of pieces. */
async function sendPage(request: FastifyRequest, reply: FastifyReply, bytes: Buffer): Promise<FastifyReply> {
  const accepted = (request.headers.accept ?? '').split(',').some((type) => type.trim() === PACKED_PAGE)
  if (!accepted || bytes.length < SMALLEST_WORTH_COMPRESSING) return send(request, reply, bytes, PAGE)
  return reply.headers(NO_STORE).type(PACKED_PAGE).header('vary', 'accept').send(await packPage(bytes, FAST_PAGE))
}

async function send(request: FastifyRequest, reply: FastifyReply, text: string | Buffer, type: string): Promise<FastifyReply> {
  void reply.headers(NO_STORE).type(type).header('vary', 'accept, accept-encoding')
  const accepted = request.headers['accept-encoding'] ?? ''
  if (text.length < SMALLEST_WORTH_COMPRESSING || !/(?:^|[\s,])gzip(?!\s*;\s*q=0(?:\.0*)?(?:\s|,|$))/.test(accepted)) return reply.send(text)
  return reply.header('content-encoding', 'gzip').send(await compress(text, FAST))
}
