import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { liveProcess, processMark } from '../../build/live-process'

/**
 * Takes the data folder for this process, so that a second start (`--fresh` above all) does not pull the databases from under the first.
 * A lock of a process that is gone counts for nothing. Throws Error naming the process; answers what gives the folder back.
 */
export function lockDataFolder(dataDir: string): () => void {
  const file = path.join(dataDir, 'running')
  const holder = existsSync(file) ? liveProcess(readFileSync(file, 'utf8')) : null
  if (holder !== null && holder !== process.pid) throw new Error(`a demonstration runs on this data already (process ${holder}): end it first`)
  writeFileSync(file, processMark())
  return () => rmSync(file, { force: true })
}
