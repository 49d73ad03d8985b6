import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { unpacked } from './unpacked'

/** An answer of the service on its way to the app. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

/** One call that came through. Bodies are kept for the tests that send a call again. */
export interface Passed {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
  readonly status: number
}

/**
 * What happens to calls: `pass` · `refuse` (connection refused or reset) · `hang` (taken, never answered) · `cut` (the connection breaks
 * after so many bytes of the body) · `answer` (instead of the service) · `rewrite` (the service's own answer, altered) ·
 * `hold` (asked of the service at once, but given to the app only when the promise is fulfilled) · `stand-in` (answered in the place of
 * the service, from what was asked).
 */
export type Fault =
  | { readonly kind: 'pass' | 'refuse' | 'hang' }
  | { readonly kind: 'cut'; readonly afterBytes: number }
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'rewrite'; readonly rewrite: (answer: Answer, asked: Buffer) => Answer | Promise<Answer> }
  | { readonly kind: 'hold'; readonly until: Promise<unknown> }
  | { readonly kind: 'stand-in'; readonly answer: (asked: Buffer) => Promise<Answer> }

/** A proxy between the app and one service, on a fixed port. */
export interface FaultProxy {
  readonly url: string
  /** What came through since the start or the last `forget`, in order of arrival. */
  readonly passed: readonly Passed[]
  /** From now on, for calls whose path begins with `path` (default: all). Later settings win. */
  set(fault: Fault, path?: string): void
  /** All calls pass again. */
  heal(): void
  forget(): void
  close(): Promise<void>
}

const PASS: Fault = { kind: 'pass' }
const JSON_HEADERS = { 'content-type': 'application/json' }

/** An answer with a JSON body, e.g. a problem of shared/api/problem. */
export const jsonAnswer = (status: number, body: unknown): Answer => ({ status, headers: JSON_HEADERS, body: Buffer.from(JSON.stringify(body)) })

const parse = (bytes: Buffer): unknown => (bytes.length === 0 ? null : JSON.parse(bytes.toString('utf8')))

/** Rewrites the JSON body of 2xx answers, given what was asked; everything else passes. */
export const rewriteJson = (change: (body: unknown, asked: unknown) => unknown): Fault => ({
  kind: 'rewrite',
  rewrite: async (answer, asked) =>
    answer.status >= 300 ? answer : { ...answer, body: Buffer.from(JSON.stringify(await change(parse(answer.body), parse(asked)))) },
})

/** Starts a proxy on `port` (0: any) of the loopback in front of `target` (an origin). */
export async function startFaultProxy(target: string, port = 0): Promise<FaultProxy> {
  const rules: { path: string; fault: Fault }[] = []
  const passed: Passed[] = []
  const faultFor = (path: string): Fault => rules.findLast((rule) => path.startsWith(rule.path))?.fault ?? PASS
  const server = createServer((incoming, outgoing) => {
    handle(target, faultFor(incoming.url ?? '/'), incoming, outgoing)
      .then((call) => call && passed.push(call))
      .catch(() => outgoing.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    passed,
    set: (fault, path = '/') => void rules.push({ path, fault }),
    heal: () => void rules.splice(0),
    forget: () => void passed.splice(0),
    close: () => closed(server),
  }
}

async function handle(target: string, fault: Fault, incoming: IncomingMessage, outgoing: ServerResponse): Promise<Passed | null> {
  if (fault.kind === 'refuse') {
    // A reset before any answer: to the client the same as a port where nobody listens.
    incoming.socket.resetAndDestroy()
    return null
  }
  const body = await buffer(incoming)
  if (fault.kind === 'hang') return null
  if (fault.kind === 'answer' || fault.kind === 'stand-in') {
    const answer = fault.kind === 'answer' ? fault.answer : await fault.answer(body)
    send(outgoing, answer)
    return call(incoming, body, answer.status)
  }
  const answer = await forward(target, incoming, body)
  if (answer === null) {
    incoming.socket.resetAndDestroy()
    return null
  }
  if (fault.kind === 'cut') {
    outgoing.writeHead(answer.status, withoutLength(answer.headers))
    outgoing.write(answer.body.subarray(0, fault.afterBytes), () => outgoing.destroy())
    return call(incoming, body, answer.status)
  }
  if (fault.kind === 'hold') await fault.until
  send(outgoing, fault.kind === 'rewrite' ? await fault.rewrite(answer, body) : answer)
  return call(incoming, body, answer.status)
}

const call = (incoming: IncomingMessage, body: Buffer, status: number): Passed => ({
  method: incoming.method ?? 'GET', path: incoming.url ?? '/', headers: incoming.headers, body, status,
})

/** The service's answer, or null when it cannot be reached. Asked for uncompressed, so that it can be rewritten. */
function forward(target: string, incoming: IncomingMessage, body: Buffer): Promise<Answer | null> {
  const { connection: _connection, 'accept-encoding': _encoding, accept, ...others } = incoming.headers
  const headers = { ...others, accept: unpacked(accept) }
  return new Promise((resolve) => {
    const asked = request(new URL(incoming.url ?? '/', target), { method: incoming.method ?? 'GET', headers }, (response) => {
      buffer(response).then(
        (bytes) => resolve({ status: response.statusCode ?? 502, headers: response.headers, body: bytes }),
        () => resolve(null),
      )
    })
    asked.once('error', () => resolve(null))
    asked.end(body)
  })
}

function send(outgoing: ServerResponse, { status, headers, body }: Answer): void {
  outgoing.writeHead(status, { ...withoutLength(headers), 'content-length': String(body.length) })
  outgoing.end(body)
}

function withoutLength(headers: Answer['headers']): Record<string, string | string[]> {
  const own = new Set(['content-length', 'transfer-encoding', 'connection', 'keep-alive'])
  const kept = Object.entries(headers).filter((entry): entry is [string, string | string[]] => entry[1] !== undefined && !own.has(entry[0]))
  return Object.fromEntries(kept)
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}
