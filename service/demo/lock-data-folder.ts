import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Which run of a process id: the same id means another process after a restart of the machine. Empty where the system does not tell. */
function startTicks(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '' // field 22, counted from the one after the name
  } catch {
    return ''
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * Takes the data folder for this process, so that a second start (`--fresh` above all) does not pull the databases from under the first.
 * A lock of a process that is gone counts for nothing. Throws Error naming the process; answers what gives the folder back.
 */
export function lockDataFolder(dataDir: string): () => void {
  const file = path.join(dataDir, 'running')
  if (existsSync(file)) {
    const [holder = '', ticks = ''] = readFileSync(file, 'utf8').split(' ')
    const pid = Number(holder)
    if (Number.isInteger(pid) && pid > 0 && pid !== process.pid && isAlive(pid) && startTicks(pid) === ticks) {
      throw new Error(`a demonstration runs on this data already (process ${pid}): end it first`)
    }
  }
  writeFileSync(file, `${process.pid} ${startTicks(process.pid)}`)
  return () => rmSync(file, { force: true })
}
