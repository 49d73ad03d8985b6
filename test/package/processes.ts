import { readdirSync, readFileSync } from 'node:fs'

/** A process of the app, as /proc shows it. */
export interface AppProcess {
  readonly pid: number
  readonly command: string
  /** Of /proc/PID/status: Uid, Seccomp, NSpid. */
  readonly status: ReadonlyMap<string, string>
}

/** A process and everything that it started, directly or not. */
export function processTree(root: number): AppProcess[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => readProcess(Number(name)))
  const family = new Set([root])
  // Children have larger numbers but for a wrap: going round until nothing is added is certain.
  for (let before = 0; before !== family.size;) {
    before = family.size
    for (const { pid, status } of all) if (family.has(Number(status.get('PPid')))) family.add(pid)
  }
  return all.filter(({ pid }) => family.has(pid))
}

function readProcess(pid: number): AppProcess[] {
  try {
    const status = new Map(readFileSync(`/proc/${pid}/status`, 'utf8').split('\n').map((line) => [line.split(':')[0] ?? '', line.slice(line.indexOf(':') + 1).trim()] as const))
    return [{ pid, command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '), status }]
  } catch {
    return [] // it ended while we looked
  }
}

/** The native modules (by path) that a process has loaded. */
export const nativeModules = (pid: number): string[] =>
  [...new Set(readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n').flatMap((line) => /\s(\/.*\.node)$/.exec(line)?.[1] ?? []))]
