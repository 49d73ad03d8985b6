import { readFileSync } from 'node:fs'

/** What names one run of a process: the same id alone means another process after a while, or after a restart of the machine. */
export function processMark(pid: number = process.pid): string {
  return `${pid} ${stateOf(pid).startTicks}`
}

/** The id of the process that left this mark, if it still runs; else null. */
export function liveProcess(mark: string): number | null {
  const [holder = '', ticks = ''] = mark.trim().split(' ')
  const pid = Number(holder)
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return null
  const { startTicks, hasEnded } = stateOf(pid)
  return startTicks === ticks && !hasEnded ? pid : null
}

/** Empty where the system does not tell. A process that has ended stays in the list until its parent takes note (a zombie). */
function stateOf(pid: number): { startTicks: string; hasEnded: boolean } {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ') // counted from the one after the name: the third
    return { startTicks: fields[19] ?? '', hasEnded: fields[0] === 'Z' }
  } catch {
    return { startTicks: '', hasEnded: false }
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
