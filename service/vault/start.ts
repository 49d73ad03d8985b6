import { stopOnSignal } from '../plugins/graceful-stop'
import { createServiceLog, describeError } from '../plugins/service-log'
import { readVaultEnvironment } from './config'
import { createVault } from './create-vault'

const log = createServiceLog((text) => process.stdout.write(text), () => Date.now())

try {
  const { config, host, port } = readVaultEnvironment(process.env)
  const { app, close } = await createVault(config, { log })
  await app.listen({ host, port })
  log({ event: 'started', service: 'vault' })
  stopOnSignal(close, () => log({ event: 'stopped', service: 'vault' }))
} catch (error) {
  log({ event: 'failed', service: 'vault', ...describeError(error) })
  // The words of our own refusals name variables and files, never values.
  if (error instanceof Error && error.message.startsWith('missing or malformed')) process.stderr.write(`vault: ${error.message}\n`)
  process.exit(1) // an open database or channel would keep a service alive that serves nobody
}
