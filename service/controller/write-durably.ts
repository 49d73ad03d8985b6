import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** How key files come onto the disk: each whole and there to stay, or as it was before. Replaced by tests that stop between two of them. */
export interface FileWriter {
  replace(file: string, content: string): void
  remove(file: string): void
}

/** Beside it first and synced, then in its place, then the folder synced: what is cut off by a full disk or a power cut would stop both services. Mode 600. */
export const durableFiles: FileWriter = {
  replace(file, content) {
    writeFileSync(`${file}.new`, `${content}\n`, { mode: 0o600, flush: true })
    renameSync(`${file}.new`, file)
    syncFolder(path.dirname(file))
  },
  remove(file) {
    rmSync(file, { force: true })
    syncFolder(path.dirname(file))
  },
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return // knows no descriptor of a folder
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
