import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'

/** What is used of electron-store: its whole content, read and (atomically) written at once. */
export interface PreferenceStore {
  store: Record<string, unknown>
}
export type OpenPreferenceStore = (folder: string) => PreferenceStore

/** electron-store's settings, here so that tests open the same engine in the same way without Electron. */
export const preferenceStoreOptions = (folder: string) =>
  ({
    cwd: folder,
    clearInvalidConfig: false,
    accessPropertiesByDotNotation: false,
    configFileMode: 0o600,
  }) as const

export const PREFERENCE_FILE = 'preferences'
/** A few hundred bytes in fact; beyond this it is not ours, and reading it would hold the window up. */
const MOST_BYTES = 65_536

/**
 * Looked at before electron-store opens it: that would take a list, a word or a number for an empty file and write over it, and
 * wait for ever on a pipe. A file that is not there yet is readable.
 */
export function isReadablePreferenceFile(folder: string): boolean {
  const file = path.join(folder, `${PREFERENCE_FILE}.json`)
  try {
    const found = statSync(file, { throwIfNoEntry: false })
    if (found === undefined) return true
    if (!found.isFile() || found.size > MOST_BYTES) return false
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return typeof content === 'object' && content !== null && !Array.isArray(content)
  } catch {
    return false
  }
}
