import Fastify, { type FastifyInstance } from 'fastify'
import { randomUUID } from 'node:crypto'
import { installErrorHandler, sendProblem } from './error-handler'
import { installRequestLogging } from './request-logging'
import type { ServiceLog } from './service-log'

export interface AppOptions {
  readonly service: 'hub' | 'vault'
  readonly log: ServiceLog
}

/** Largest body of an ordinary call, bytes. */
export const BODY_LIMIT = 2 * 1_024 * 1_024
const REQUEST_TIMEOUT_MS = 30_000

/**
 * An empty service: limits, error answers, request log, bodies kept as bytes (the device proof covers them; parsing happens after
 * authentication). `close()` lets running requests finish.
 */
export function createApp({ service, log }: AppOptions): FastifyInstance {
  const app = Fastify({
    logger: false,
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    genReqId: () => randomUUID(),
    routerOptions: { caseSensitive: true },
    // What the framework refuses before any route (a malformed URL, a bad request line) would answer with what was sent.
    frameworkErrors: (_error, request, reply) => {
      request.problemCode = 'REQUEST_INVALID'
      void sendProblem(reply, { code: 'REQUEST_INVALID', detail: {} })
    },
    clientErrorHandler: (_error, socket) => {
      if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\ncache-control: no-store\r\n\r\n')
    },
  })
  app.decorateRequest('problemCode', null)
  app.decorateRequest('rawBody', null)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    request.rawBody = body as Buffer
    done(null, null)
  })
  installErrorHandler(app, service, log)
  installRequestLogging(app, service, log)
  return app
}
