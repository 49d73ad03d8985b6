import { readFileSync } from 'node:fs'

/** What names one run of a process: the same id alone means another process after a while, or after a restart of the machine. */
export function processMark(pid: number = process.pid): string {
  return `${pid} ${startTicks(pid)}`
}

/** The id of the process that left this mark, if it still runs; else null. */
export function liveProcess(mark: string): number | null {
  const [holder = '', ticks = ''] = mark.trim().split(' ')
  const pid = Number(holder)
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return null
  return startTicks(pid) === ticks ? pid : null
}

/** Empty where the system does not tell. */
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
