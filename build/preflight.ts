// Looks whether this machine can run Casement, mends what it safely can (as root on Debian: packages), else prints the
// exact line to run. `tsx build/preflight.ts` does just that; start and test call it first.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { electronRuntime } from './electron-runtime'
import { embeddedPostgresTrouble } from './embedded-postgres'
import {
  hasDisplay,
  linesToRun,
  missingLibraries,
  packagesToInstall,
  problems,
  type Facts,
  type Problem,
} from './preflight-decisions'
import { hasPrograms } from './programs'

/** True when nothing that is needed is amiss (any more). Speaks on stderr. */
export function preflight(): boolean {
  const found = problems(gatherFacts())
  const left = found.length > 0 && mend(found) ? problems(gatherFacts()) : found
  for (const { weight, text } of left) say(weight === 'needed' ? `✗ ${text}` : `· ${text}`)
  for (const line of linesToRun(left)) say(`    ${line}`)
  return left.every(({ weight }) => weight !== 'needed')
}

function gatherFacts(): Facts {
  const electron = electronOrTrouble()
  return {
    platform: process.platform,
    nodeVersion: process.versions.node,
    electronTrouble: electron.trouble,
    missingLibraries: electron.exe === null || process.platform !== 'linux' ? [] : librariesLacking(electron.exe),
    postgresTrouble: embeddedPostgresTrouble(),
    hasDisplay: hasDisplay(process.env, process.getuid?.() === 0),
    hasXvfb: hasPrograms('Xvfb'),
    hasKeyPresser: hasPrograms('xdotool'),
    hasKeyStore: Boolean(process.env.DBUS_SESSION_BUS_ADDRESS) || hasPrograms('dbus-daemon', 'gnome-keyring-daemon'),
  }
}

function electronOrTrouble(): { exe: string; trouble: null } | { exe: null; trouble: string } {
  try {
    return { exe: electronRuntime().exe, trouble: null }
  } catch (error) {
    return { exe: null, trouble: `No Electron runtime: ${error instanceof Error ? error.message : String(error)}` }
  }
}

function librariesLacking(exe: string): string[] {
  return missingLibraries(spawnSync('ldd', [exe], { encoding: 'utf8' }).stdout)
}

/** Installs Debian packages where this may be done. True when something was done, so that a second look is due. */
function mend(found: readonly Problem[]): boolean {
  const packages = packagesToInstall(found)
  if (packages.length === 0 || process.getuid?.() !== 0 || !hasPrograms('apt-get')) return false
  const fonts = ['fonts-liberation'] // Arial's measures: what the screens are designed with
  say(`Installing ${packages.join(' ')}`)
  return apt('update', '-qq') && apt('install', '-y', '-qq', '--no-install-recommends', ...packages, ...fonts)
}

function apt(...args: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  // Its chatter goes to stderr: stdout belongs to the caller's report.
  const { status } = spawnSync('apt-get', args, { env, stdio: ['ignore', 2, 2] })
  if (status !== 0) say(`✗ apt-get ${args.join(' ')} failed`)
  return status === 0
}

function say(line: string): void {
  process.stderr.write(`preflight: ${line}\n`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = preflight() ? 0 : 1
