import { chmodSync, mkdirSync } from 'node:fs'
import path from 'node:path'

/**
 * The machine-local folder of this person's Casement data. Never a roaming one: a copied profile must not carry the databases about.
 * @param home the person's home folder
 */
export function dataFolder(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
  home: string,
): string {
  const given = (name: string): string | null => {
    const value = env[name]
    return value !== undefined && path.isAbsolute(value) ? value : null
  }
  if (platform === 'win32')
    return path.win32.join(env.LOCALAPPDATA ?? path.win32.join(home, 'AppData', 'Local'), 'Casement')
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'Casement')
  return path.join(given('XDG_DATA_HOME') ?? path.join(home, '.local', 'share'), 'casement')
}

/** Makes the folder, or closes to others one that is there already (an earlier version's, a restored one). Files get their own modes besides. */
export function ensureOwnFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
}
