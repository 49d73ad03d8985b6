import { readdirSync, readFileSync } from 'node:fs'

/** Proportional set size of a process and all that descend from it, in MB: memory that several share is counted once. */
export function pssOfTree(root: number): number {
  const parents = new Map(processes().map((pid) => [pid, parentOf(pid)]))
  const isOurs = (pid: number | undefined): boolean => pid !== undefined && pid !== 0 && (pid === root || isOurs(parents.get(pid)))
  return [...parents.keys()].filter(isOurs).reduce((sum, pid) => sum + pssOf(pid), 0) / 1_024
}

const processes = (): number[] => readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number)

/** In kB; 0 for one that has ended meanwhile. */
const pssOf = (pid: number): number => Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0)
const parentOf = (pid: number): number => Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0)

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
