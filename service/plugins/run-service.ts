import type { FastifyInstance } from 'fastify'
import { isCasementError } from '../../shared/errors/casement-error'
import { EnvironmentIncomplete } from './environment'
import { stopOnSignal } from './graceful-stop'
import { StartRefused } from './start-refused'
import { createServiceLog, describeError, type LogLine, type ServiceLog } from './service-log'

export interface RunningService {
  readonly app: FastifyInstance
  readonly host: string
  readonly port: number
  /** For the log line that says it is up. */
  readonly count?: number
  close(): Promise<void>
}

/**
 * One service as a process: started, serving until SIGTERM or SIGINT. Ends with 2 when its environment is incomplete and with 1 when it
 * cannot start, each said in the log by its code.
 */
export async function runService(service: LogLine['service'], start: (log: ServiceLog) => Promise<RunningService>): Promise<void> {
  const log = createServiceLog((text) => process.stdout.write(text), Date.now)
  try {
    const { app, host, port, count, close } = await start(log)
    await app.listen({ host, port })
    stopOnSignal(close, () => log({ event: 'stopped', service }))
    log({ event: 'started', service, ...(count === undefined ? {} : { count }) })
  } catch (error) {
    const isIncomplete = error instanceof EnvironmentIncomplete
    if (isIncomplete || error instanceof StartRefused) process.stderr.write(`The ${service} cannot start: ${error.message}\n`)
    log({ event: 'failed', service, code: isCasementError(error) ? error.code : isIncomplete ? 'SERVICE_ENVIRONMENT' : 'INTERNAL', ...describeError(error) })
    // At once: an open database or channel would keep a service alive that serves nobody.
    process.exit(isIncomplete ? 2 : 1)
  }
}
