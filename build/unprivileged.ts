// As root, Electron runs as an unprivileged account, so that Chromium's sandbox stays on.
import { spawnSync } from 'node:child_process'
import { chownSync, copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const NAME = 'casement-run'

/** A system account that programs can be started as (`spawn(…, { uid, gid })`). */
export interface Account {
  readonly name: string
  readonly uid: number
  readonly gid: number
  readonly home: string
}

/** The account to run Electron as: none (ourselves) unless we are root; then `casement-run`, made if need be. */
export function unprivilegedAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  const have = accountInPasswd(readFileSync('/etc/passwd', 'utf8'), NAME)
  if (have !== undefined) return have
  const { status, stderr } = spawnSync('useradd', ['--system', '--user-group', '--create-home', NAME], {
    encoding: 'utf8',
  })
  const made = accountInPasswd(readFileSync('/etc/passwd', 'utf8'), NAME)
  if (made === undefined) throw new Error(`useradd ${NAME} failed (${String(status)}): ${stderr}`)
  return made
}

/** Reads one account from the text of /etc/passwd. */
export function accountInPasswd(passwd: string, name: string): Account | undefined {
  const fields = passwd
    .split('\n')
    .map((line) => line.split(':'))
    .find(([first]) => first === name)
  const [, , uid, gid, , home] = fields ?? []
  if (uid === undefined || gid === undefined || home === undefined) return undefined
  return { name, uid: Number(uid), gid: Number(gid), home }
}

/** What `spawn` needs to start a program as the account: nothing where there is none. */
export function identity(account: Account | undefined): { uid: number; gid: number } | Record<string, never> {
  return account === undefined ? {} : { uid: account.uid, gid: account.gid }
}

/** The environment for the account: its own home, and none of root's session. */
export function environmentFor(account: Account | undefined, env: Readonly<NodeJS.ProcessEnv>): NodeJS.ProcessEnv {
  if (account === undefined) return { ...env }
  const kept = Object.entries(env).filter(([name]) => !/^(XDG_|SUDO_|DBUS_SESSION_|WAYLAND_DISPLAY$)/.test(name))
  return { ...Object.fromEntries(kept), HOME: account.home, USER: account.name, LOGNAME: account.name }
}

/** A folder that the account may write in, made if need be. */
export function folderFor(account: Account | undefined, folder: string): string {
  mkdirSync(folder, { recursive: true })
  if (account !== undefined) chownSync(folder, account.uid, account.gid)
  return folder
}

/** Whether the account can get to a file or folder and read it (with `x`: run or traverse it). */
export function canReach(account: Account | undefined, file: string, access: 'r' | 'x' = 'r'): boolean {
  if (account === undefined) return true
  return spawnSync('test', [`-${access}`, file], { ...identity(account), cwd: '/' }).status === 0
}

/** Root's permission to draw on an existing display, handed to the account. */
export function displayPermission(account: Account, env: Readonly<NodeJS.ProcessEnv>): NodeJS.ProcessEnv {
  const from = env.XAUTHORITY ?? path.join(env.HOME ?? '/root', '.Xauthority')
  const to = path.join(account.home, '.Xauthority')
  try {
    copyFileSync(from, to)
    chownSync(to, account.uid, account.gid)
    return { XAUTHORITY: to }
  } catch {
    return {} // no such file: the display asks for none
  }
}
