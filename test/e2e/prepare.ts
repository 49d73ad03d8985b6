// Runs before the app is built: fixes ports and keys, and writes the build configurations that name them.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { BuildConfigSchema, type BuildConfig } from '../../main/settings/build-config'
import { prepareControllerKeys } from '../../service/demo/controller-key-files'
import { writeXdgOpenShim } from '../../service/demo/write-xdg-open-shim'
import { E2eFactsSchema, preparedFile, preparedFolder, type E2eFacts } from '../support/e2e-facts'
import { freePorts } from '../support/free-ports'

const [hub = 0, vault = 0, provider = 0, postgres = 0, hubProxy = 0, vaultProxy = 0, control = 0] = await freePorts(7)
const dataDir = preparedFolder('service')
const keys = await prepareControllerKeys(path.join(dataDir, 'keys'), Date.now())
const issuer = `http://127.0.0.1:${provider}`
const config: BuildConfig = {
  hubUrl: `http://127.0.0.1:${hubProxy}`,
  vaultUrl: `http://127.0.0.1:${vaultProxy}`,
  issuer,
  clientId: 'casement-desktop',
  rootPublicKey: keys.rootPublicKey,
  production: false,
  debugSurface: true,
}
const facts: E2eFacts = {
  ports: { hub, vault, provider, postgres },
  proxyPorts: { hub: hubProxy, vault: vaultProxy, control },
  dataDir,
  openerDir: writeOpener(issuer),
  households: 400,
  seed: 20_261_123,
}
write('facts.json', E2eFactsSchema.parse(facts))
write('build-config.json', BuildConfigSchema.parse(config))
write('release-build-config.json', BuildConfigSchema.parse({ ...config, debugSurface: false }))

function write(name: Parameters<typeof preparedFile>[0], value: unknown): void {
  writeFileSync(preparedFile(name), `${JSON.stringify(value, null, 2)}\n`)
}

/** An xdg-open in front of the demonstration's: it notes each address in `$CASEMENT_OPENED_LOG`, then hands it on. */
function writeOpener(pinned: string): string {
  const shim = preparedFolder('xdg-open-shim')
  writeXdgOpenShim(shim, pinned)
  const folder = preparedFolder('opener')
  mkdirSync(folder)
  const file = path.join(folder, 'xdg-open')
  writeFileSync(file, `#!/bin/sh\nprintf '%s\\n' "$1" >> "$CASEMENT_OPENED_LOG"\nexec '${shim}/xdg-open' "$1"\n`)
  chmodSync(file, 0o755)
  return folder
}
