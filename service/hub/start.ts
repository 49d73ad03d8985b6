// Starts the hub from its environment (hub-config.ts) and serves until SIGTERM or SIGINT.
import { readEnvironment } from '../plugins/environment'
import { runService } from '../plugins/run-service'
import { createHub } from './create-hub'
import { HubEnvironmentSchema } from './hub-config'

await runService('hub', async (log) => {
  const { host, port, ...config } = readEnvironment(HubEnvironmentSchema, process.env)
  const { app, services, close } = await createHub({ ...config, log })
  return { app, host, port, count: services.ledger.size, close }
})
