import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync } from 'node:fs'
import path from 'node:path'
import { identity, type Account } from './unprivileged'

/**
 * The switches that Chromium's sandbox needs here: none where it works. As a last resort, and for development builds
 * only, `--no-sandbox`, said loudly.
 */
export function sandboxSwitches(dist: string, account: Account | undefined): string[] {
  if (hasSandbox(dist, account)) return []
  process.stderr.write(
    '\n*** NO SANDBOX: user namespaces are closed here. A development build only; never open other content. ***\n\n',
  )
  return ['--no-sandbox']
}

/** Whether Chromium's sandbox works here for the account. */
export function hasSandbox(dist: string, account: Account | undefined): boolean {
  if (process.platform !== 'linux') return true
  if (process.getuid?.() === 0 && account === undefined) return false
  return userNamespacesWork(account) || helperWorks(dist, account)
}

function userNamespacesWork(account: Account | undefined): boolean {
  return spawnSync('unshare', ['--user', 'true'], { ...identity(account), cwd: '/', stdio: 'ignore' }).status === 0
}

/** Chromium's older way: a set-uid helper. Root may make it one, if the file system honours set-uid. */
function helperWorks(dist: string, account: Account | undefined): boolean {
  const helper = path.join(dist, 'chrome-sandbox')
  if (account === undefined || !existsSync(helper)) return false
  const mount = spawnSync('findmnt', ['-no', 'OPTIONS', '--target', dist], { encoding: 'utf8' })
  if (mount.status !== 0 || mount.stdout.includes('nosuid')) return false
  try {
    chownSync(helper, 0, 0)
    chmodSync(helper, 0o4755)
    return true
  } catch {
    return false
  }
}
