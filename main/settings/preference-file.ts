import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { replaceFile } from './replace-file'

export type PreferenceContent = Readonly<Record<string, unknown>>

/** A few hundred bytes in fact; beyond this it is not ours, and reading it would hold the window up. */
const MOST_BYTES = 65_536

const fileIn = (folder: string): string => path.join(folder, 'preferences.json')

/** The file's content; one that is not there yet is empty. Null: it cannot be read, or is not ours (a list, a pipe, far too large). */
export function readPreferenceFile(folder: string): PreferenceContent | null {
  const file = fileIn(folder)
  try {
    const found = statSync(file, { throwIfNoEntry: false })
    if (found === undefined) return {}
    if (!found.isFile() || found.size > MOST_BYTES) return null
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return typeof content === 'object' && content !== null && !Array.isArray(content) ? (content as PreferenceContent) : null
  } catch {
    return null
  }
}

/** Throws when it cannot be written; then it is as it was. */
export function writePreferenceFile(folder: string, content: PreferenceContent): void {
  replaceFile(fileIn(folder), `${JSON.stringify(content, null, 2)}\n`)
}
