// What a desktop gives and a bare machine lacks: a display (Xvfb), a session bus, a key store.
import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { chmodSync, mkdirSync } from 'node:fs'
import { Socket } from 'node:net'
import { homedir } from 'node:os'
import path from 'node:path'
import { hasDisplay } from './preflight-decisions'
import { hasPrograms } from './programs'
import { displayPermission, environmentFor, identity, type Account } from './unprivileged'

/** A desktop session: `env` is what a program in it needs to be started with. */
export interface DesktopSession {
  readonly env: NodeJS.ProcessEnv
  /** Drawing on an Xvfb of its own, which nobody sees. */
  readonly isUnseen: boolean
  stop(): void
}

const READY_MS = 10_000

/**
 * A session for programs of this account. Uses what is there; what is missing is started (and said on stderr), and
 * stops with `stop()` or with this process. `env.CASEMENT_PASSWORD_STORE` names the key store to ask Electron for.
 */
export async function desktopSession(
  account: Account | undefined,
  env: Readonly<NodeJS.ProcessEnv> = process.env,
): Promise<DesktopSession> {
  if (process.platform !== 'linux') return { env: { ...env }, isUnseen: false, stop: () => undefined }
  const started: ChildProcess[] = []
  const stop = () => {
    for (const child of started.splice(0).toReversed()) child.kill('SIGTERM')
  }
  process.once('exit', stop)
  const base = environmentFor(account, env)
  const options: SpawnOptions = { ...identity(account), cwd: '/', env: base }
  try {
    const display = await displayFor(account, env, options, started)
    // Without an account this would be the user's own login key ring: ours lies beside it.
    const ring =
      account === undefined ? { XDG_DATA_HOME: path.join(env.HOME ?? homedir(), '.local/share/casement-demo') } : {}
    const bus = await keyStoreFor({ ...options, env: { ...base, ...display } }, ring, started)
    const isUnseen = started.some(({ spawnfile }) => spawnfile === 'Xvfb')
    return { env: { ...base, ...display, ...bus }, isUnseen, stop }
  } catch (error) {
    stop()
    throw error
  }
}

async function displayFor(
  account: Account | undefined,
  env: Readonly<NodeJS.ProcessEnv>,
  options: SpawnOptions,
  started: ChildProcess[],
): Promise<NodeJS.ProcessEnv> {
  if (hasDisplay(env, account !== undefined)) return account === undefined ? {} : displayPermission(account, env)
  if (process.getuid?.() === 0) {
    mkdirSync('/tmp/.X11-unix', { recursive: true })
    chmodSync('/tmp/.X11-unix', 0o1777)
  }
  const args = ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp', '-noreset']
  const number = await firstWords('Xvfb', args, options, started)
  process.stderr.write(`*** no display: drawing on Xvfb :${number} ***\n`)
  return { DISPLAY: `:${number}` }
}

async function keyStoreFor(
  options: SpawnOptions,
  ring: NodeJS.ProcessEnv,
  started: ChildProcess[],
): Promise<NodeJS.ProcessEnv> {
  if (options.env?.DBUS_SESSION_BUS_ADDRESS) return {}
  if (!hasPrograms('dbus-daemon', 'gnome-keyring-daemon')) return {}
  const address = await firstWords('dbus-daemon', ['--session', '--nofork', '--print-address=3'], options, started)
  const env = { ...options.env, ...ring, DBUS_SESSION_BUS_ADDRESS: address }
  const works = await keyring({ ...options, env }, started)
  return { DBUS_SESSION_BUS_ADDRESS: address, ...(works ? { CASEMENT_PASSWORD_STORE: 'gnome-libsecret' } : {}) }
}

/** A key ring with a fixed passphrase: it stands in for the one a desktop login unlocks, and protects nothing. */
async function keyring(options: SpawnOptions, started: ChildProcess[]): Promise<boolean> {
  const args = ['--unlock', '--foreground', '--components=secrets']
  const child = spawn('gnome-keyring-daemon', args, { ...options, stdio: ['pipe', 'ignore', 'ignore'] })
  started.push(child)
  child.stdin?.end('casement')
  child.unref()
  const until = performance.now() + READY_MS
  while (performance.now() < until && child.exitCode === null) {
    if (isKeyringReady(options)) return true
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return false
}

function isKeyringReady(options: SpawnOptions): boolean {
  const question = ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus']
  const args = [...question, 'org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.secrets']
  const { uid, gid, env } = options
  const who = { ...(uid === undefined ? {} : { uid }), ...(gid === undefined ? {} : { gid }) }
  return spawnSync('dbus-send', args, { ...who, env, cwd: '/', encoding: 'utf8' }).stdout?.includes('true') ?? false
}

/** Starts a server that says on descriptor 3 where it can be found, and waits for that line. */
async function firstWords(
  command: string,
  args: readonly string[],
  options: SpawnOptions,
  started: ChildProcess[],
): Promise<string> {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  started.push(child)
  const pipe = child.stdio[3]
  if (!(pipe instanceof Socket)) throw new Error(`${command}: no descriptor 3`)
  const words = await new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`${command} did not start within ${READY_MS} ms`)), READY_MS)
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`${command} ended with ${String(code)}`)))
    let said = ''
    pipe.setEncoding('utf8').on('data', (data: string) => {
      said += data // Xvfb writes its number and the line's end apart, and dies if it cannot write the second
      if (!said.endsWith('\n')) return
      clearTimeout(late)
      resolve(said.trim())
    })
  })
  child.unref()
  pipe.unref()
  return words
}
