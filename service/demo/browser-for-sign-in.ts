import path from 'node:path'
import { hasDisplay } from '../../build/preflight-decisions'
import { findProgram } from '../../build/programs'
import { reachableNode } from '../../build/reachable'
import { unprivilegedAccount } from '../../build/unprivileged'
import { writeXdgOpenShim } from './write-xdg-open-shim'

const BROWSERS = ['x-www-browser', 'firefox', 'firefox-esr', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'gnome-www-browser']

/** Can somebody here see a sign-in page? Only Linux opens it by a program on PATH that may be missing. */
function hasBrowser(env: Readonly<NodeJS.ProcessEnv>): boolean {
  if (process.platform !== 'linux') return true
  return hasDisplay(env, process.getuid?.() === 0) && findProgram('xdg-open') !== undefined && BROWSERS.some((name) => findProgram(name) !== undefined)
}

/**
 * The PATH for the app. Where there is no browser, an `xdg-open` that answers the demonstration's sign-in page goes first on it; the app
 * itself is the same.
 */
export function pathForSignIn(
  { dataDir, issuer, say }: Readonly<{ dataDir: string; issuer: string; say: (line: string) => void }>,
  env: Readonly<NodeJS.ProcessEnv> = process.env,
): string {
  const before = env.PATH ?? ''
  if (hasBrowser(env)) return before
  const folder = path.join(dataDir, 'bin')
  writeXdgOpenShim(folder, issuer, reachableNode(unprivilegedAccount()))
  say('no browser here: signing in is answered by the demonstration itself')
  return `${folder}${path.delimiter}${before}`
}
