import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process'
import path from 'node:path'
import { desktopSession, type DesktopSession } from './desktop-session'
import { electronRuntime } from './electron-runtime'
import { keyStoreSwitches } from './key-store-switches'
import { reachableFolder, reachableRoot, rebase } from './reachable'
import { repositoryRoot as root } from './repository-root'
import { hasSandbox, sandboxSwitches } from './sandbox'
import { identity, unprivilegedAccount } from './unprivileged'
import { withoutCoreDump } from './without-core-dump'

/** How to start the app. */
export interface ElectronStart {
  /** Further arguments of the app, after its folder. */
  readonly args?: readonly string[]
  /** Added to (and taking precedence over) this process's environment. */
  readonly env?: Readonly<NodeJS.ProcessEnv>
  /** Where the app was built to; default `out`. */
  readonly outDir?: string
  readonly stdio?: StdioOptions
  /** Told of the session that the app draws in, when the app has been started. */
  readonly onStarted?: (child: ChildProcess, session: DesktopSession) => void
}

/** Whether the app would run here with Chromium's sandbox on. */
export function canRunSandboxed(): boolean {
  const account = unprivilegedAccount()
  const { dist } = electronRuntime()
  return hasSandbox(reachableFolder(rebase(dist, root, reachableRoot(root, account)), account), account)
}

/**
 * Starts the built app in Electron: as root under the unprivileged account with its sandbox on, without a display
 * under Xvfb, without a key store with one of its own. The child is Electron itself: killing it ends the app.
 */
export async function runElectron(start: ElectronStart = {}): Promise<ChildProcess> {
  const account = unprivilegedAccount()
  const from = reachableRoot(root, account)
  const runtime = electronRuntime()
  const dist = reachableFolder(rebase(runtime.dist, root, from), account)
  const outDir = rebase(path.resolve(root, start.outDir ?? 'out'), root, from)
  const session = await desktopSession(account)
  const env = { ...session.env, ...start.env }
  const args = [outDir, ...sandboxSwitches(dist, account), ...keyStoreSwitches(env), ...(start.args ?? [])]
  const exe = path.join(dist, path.relative(runtime.dist, runtime.exe))
  const [command, commandArgs] = withoutCoreDump(exe, args)
  const child = spawn(command, [...commandArgs], {
    ...identity(account),
    cwd: outDir,
    env,
    stdio: start.stdio ?? 'inherit',
  })
  child.once('exit', () => session.stop())
  start.onStarted?.(child, session)
  return child
}
