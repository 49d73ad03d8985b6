import Fastify, { type FastifyInstance } from 'fastify'
import { randomUUID } from 'node:crypto'
import { installErrorHandler } from './error-handler'
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
