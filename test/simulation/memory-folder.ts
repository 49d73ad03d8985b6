import { mkdtempSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const MEMORY = '/dev/shm'
const ENOUGH_BYTES = 512 * 1_024 * 1_024

/** A new folder, in memory where the machine has room there: laptops flush each write to the disk, and what a disk does then is shown elsewhere. */
export const makeFolder = (name: string): string => mkdtempSync(path.join(hasRoom() ? MEMORY : tmpdir(), `casement-${name}-`))

function hasRoom(): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY)
    return bavail * bsize > ENOUGH_BYTES
  } catch {
    return false
  }
}
