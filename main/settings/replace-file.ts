import { renameSync, writeFileSync } from 'node:fs'

/** A small text file, whole and on the disk or as it was before; readable by its owner only. Throws when it cannot be written. */
export function replaceFile(file: string, text: string): void {
  writeFileSync(`${file}.new`, text, { mode: 0o600, flush: true })
  renameSync(`${file}.new`, file)
}
