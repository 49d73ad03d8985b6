// Runs before the app is built: fixes ports and keys of each lane, and writes the build configurations that name them.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { BuildConfigSchema, type BuildConfig } from '../../main/settings/build-config'
import { prepareControllerKeys } from '../../service/controller/controller-key-files'
import { writeXdgOpenShim } from '../../service/demo/write-xdg-open-shim'
import { E2eFactsSchema, type E2eFacts } from '../support/e2e-facts'
import { laneFolders } from '../support/e2e-lanes'
import { freePorts } from '../support/free-ports'

const PORTS = 7
const lanes = laneFolders()
const ports = await freePorts(PORTS * lanes.length)
for (const [n, folder] of lanes.entries()) await prepareLane(folder, ports.slice(n * PORTS, (n + 1) * PORTS))

async function prepareLane(folder: string, [hub = 0, vault = 0, provider = 0, postgres = 0, hubProxy = 0, vaultProxy = 0, control = 0]: readonly number[]): Promise<void> {
  mkdirSync(folder)
  const dataDir = path.join(folder, 'service')
  const keys = await prepareControllerKeys(path.join(dataDir, 'keys'), Date.now())
  const issuer = `http://127.0.0.1:${provider}`
  const config: BuildConfig = {
    hubUrl: `http://127.0.0.1:${hubProxy}`,
    vaultUrl: `http://127.0.0.1:${vaultProxy}`,
    issuer,
    clientId: 'casement-desktop',
    rootPublicKey: keys.rootPublicKey,
    dutyDesk: '01632 960700',
    production: false,
    debugSurface: true,
  }
  const facts: E2eFacts = {
    ports: { hub, vault, provider, postgres },
    proxyPorts: { hub: hubProxy, vault: vaultProxy, control },
    dataDir,
    openerDir: writeOpener(folder, issuer),
    households: 400,
    seed: 20_261_123,
  }
  const write = (name: string, value: unknown): void => writeFileSync(path.join(folder, name), `${JSON.stringify(value, null, 2)}\n`)
  write('facts.json', E2eFactsSchema.parse(facts))
  write('build-config.json', BuildConfigSchema.parse(config))
  write('release-build-config.json', BuildConfigSchema.parse({ ...config, debugSurface: false }))
}

/** An xdg-open in front of the demonstration's: it notes each address in `$CASEMENT_OPENED_LOG`, then hands it on. */
function writeOpener(prepared: string, pinned: string): string {
  const shim = path.join(prepared, 'xdg-open-shim')
  writeXdgOpenShim(shim, pinned)
  const folder = path.join(prepared, 'opener')
  mkdirSync(folder)
  const file = path.join(folder, 'xdg-open')
  writeFileSync(file, `#!/bin/sh\nprintf '%s\\n' "$1" >> "$CASEMENT_OPENED_LOG"\nexec '${shim}/xdg-open' "$1"\n`)
  chmodSync(file, 0o755)
  return folder
}
