// Starts the vault from its environment (config.ts) and serves until SIGTERM or SIGINT.
import { runService } from '../plugins/run-service'
import { readVaultEnvironment } from './config'
import { createVault } from './create-vault'

await runService('vault', async (log) => {
  const { config, host, port } = readVaultEnvironment(process.env)
  return { ...(await createVault(config, { log })), host, port }
})
