// Starts the hub from its environment (hub-config.ts) and serves until SIGTERM or SIGINT.
import { isCasementError } from '../../shared/errors/casement-error'
import { stopOnSignal } from '../plugins/graceful-stop'
import { createServiceLog, describeError } from '../plugins/service-log'
import { createHub } from './create-hub'
import { HubEnvironmentSchema } from './hub-config'

const log = createServiceLog((text) => process.stdout.write(text), Date.now)
const filled = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''))
const environment = HubEnvironmentSchema.safeParse(filled)

if (environment.success) {
  try {
    const { host, port, ...config } = environment.data
    const hub = await createHub({ ...config, log })
    await hub.app.listen({ host, port })
    stopOnSignal(hub.close, () => log({ event: 'stopped', service: 'hub' }))
    log({ event: 'started', service: 'hub', count: hub.services.ledger.size })
  } catch (error) {
    log({ event: 'failed', service: 'hub', code: isCasementError(error) ? error.code : 'INTERNAL', ...describeError(error) })
    process.exit(1) // an open database or channel would keep a service alive that serves nobody
  }
} else {
  const names = [...new Set(environment.error.issues.map((issue) => String(issue.path[0])))].join(', ')
  process.stderr.write(`The hub cannot start: missing or malformed in its environment: ${names}\n`)
  process.exitCode = 2
}
