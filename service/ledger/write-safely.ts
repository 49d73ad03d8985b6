import { randomBytes } from 'node:crypto'
import { link, open, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'

/** The file is there already, and nobody said that it may go. */
export class FileExists extends Error {}

/**
 * Writes lines to `file` so that it is there whole or not at all: beside it first, synced, then put in its place. Mode 600: a bundle may
 * hold what officers wrote; what a killed run left of one is removed by the next for the same file. Throws FileExists unless `mayReplace`.
 */
export async function writeSafely(file: string, lines: AsyncIterable<string>, mayReplace: boolean): Promise<void> {
  await removeLeftBehind(file)
  const beside = `${besideOf(file)}${randomBytes(4).toString('hex')}.part`
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
    if (mayReplace) await rename(beside, file)
    else await placeAnew(beside, file)
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw new FileExists('the file exists', { cause: error })
    throw error
  } finally {
    await handle.close().catch(() => undefined)
    await rm(beside, { force: true })
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : null)

const besideOf = (file: string): string => path.join(path.dirname(file), `.${path.basename(file)}.`)

/** A link fails where a rename would quietly take the other's place. A stick (FAT) knows no links: there the name is taken first. */
async function placeAnew(beside: string, file: string): Promise<void> {
  try {
    await link(beside, file)
  } catch (error) {
    if (!['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP'].includes(String(codeOf(error)))) throw error
    await (await open(file, 'wx', 0o600)).close()
    await rename(beside, file)
  }
}

/** Longer than any export takes: one that is being written now is left alone. */
const LEFT_BEHIND_MS = 6 * 3_600_000

async function removeLeftBehind(file: string): Promise<void> {
  const [folder, start] = [path.dirname(file), path.basename(besideOf(file))]
  for (const name of await readdir(folder)) {
    if (!name.startsWith(start) || !/^[0-9a-f]{8}\.part$/.test(name.slice(start.length))) continue
    const left = path.join(folder, name)
    if (Date.now() - (await stat(left)).mtimeMs > LEFT_BEHIND_MS) await rm(left, { force: true })
  }
}
