import type { FastifyInstance } from 'fastify'
import type { ServiceLog } from './service-log'

/** One line a request, from an allow-list: method, route pattern, status, code, milliseconds, request id. */
export function installRequestLogging(app: FastifyInstance, service: 'hub' | 'vault', log: ServiceLog): void {
  app.addHook('onResponse', async (request, reply) => {
    log({
      event: 'request',
      service,
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url ?? 'unknown',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      ...(request.problemCode === null ? {} : { code: request.problemCode }),
    })
  })
}
