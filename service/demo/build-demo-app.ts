import { createHash, type Hash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { buildApp } from '../../build/build-app'

/** What the app is made of. A change in any of it, or in the configuration, means building again. */
const SOURCES = ['main', 'preload', 'renderer', 'shared', 'build', 'electron.vite.config.ts', 'package-lock.json', 'tsconfig.base.json']

/** What a council would fix in its build: the addresses, the client, the controller root. */
export interface DemoBuildConfig {
  readonly hubUrl: string
  readonly vaultUrl: string
  readonly issuer: string
  readonly clientId: string
  readonly rootPublicKey: unknown
  readonly production: false
  readonly dutyDesk: string
  readonly debugSurface: boolean
}

/**
 * Builds the app for these addresses into a folder of the demonstration's own, unless what lies there is of the same sources and
 * configuration (a stamp says so). Answers the folder that Electron starts.
 */
export function buildDemoApp(
  { root, dataDir, say }: Readonly<{ root: string; dataDir: string; say: (line: string) => void }>,
  config: DemoBuildConfig,
): string {
  const outDir = path.join(root, 'out-demo')
  const stampFile = path.join(outDir, 'stamp')
  const configText = JSON.stringify(config, null, 2)
  const stamp = stampOf(root, configText)
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) {
    say('the app is built already')
    return outDir
  }
  say('building the app')
  const configFile = path.join(dataDir, 'build-config.json')
  mkdirSync(dataDir, { recursive: true })
  writeFileSync(configFile, configText)
  buildApp({ outDir, buildConfig: configFile, root })
  writeFileSync(stampFile, stamp) // last: a build that broke off has none
  return outDir
}

function stampOf(root: string, configText: string): string {
  const hash = createHash('sha256').update(configText)
  for (const source of SOURCES) addTo(hash, path.join(root, source), source)
  return hash.digest('hex')
}

function addTo(hash: Hash, file: string, name: string): void {
  if (!existsSync(file)) return
  if (!statSync(file).isDirectory()) return void hash.update(`${name}\0`).update(readFileSync(file)).update('\0')
  for (const entry of readdirSync(file).toSorted()) addTo(hash, path.join(file, entry), `${name}/${entry}`)
}
