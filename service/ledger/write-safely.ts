import { randomBytes } from 'node:crypto'
import { link, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'

/** The file is there already, and nobody said that it may go. */
export class FileExists extends Error {}

/**
 * Writes lines to `file` so that it is there whole or not at all: beside it first, synced, then put in its place. Mode 600: a bundle may
 * hold what officers wrote. Throws FileExists unless `mayReplace`.
 */
export async function writeSafely(file: string, lines: AsyncIterable<string>, mayReplace: boolean): Promise<void> {
  const beside = path.join(path.dirname(file), `.${path.basename(file)}.${randomBytes(4).toString('hex')}.part`)
  const handle = await open(beside, 'wx', 0o600)
  try {
    let waiting: string[] = []
    let length = 0
    const flush = async (): Promise<void> => {
      await handle.writeFile(waiting.join(''))
      waiting = []
      length = 0
    }
    for await (const one of lines) {
      waiting.push(one)
      length += one.length
      if (length > 1_048_576) await flush()
    }
    await flush()
    await handle.sync()
    await handle.close()
    // A link fails where a rename would quietly take the other's place.
    if (mayReplace) await rename(beside, file)
    else await link(beside, file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw new FileExists('the file exists', { cause: error })
    throw error
  } finally {
    await handle.close().catch(() => undefined)
    await rm(beside, { force: true })
  }
}
