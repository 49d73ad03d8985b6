import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const BLOCK = 4_096

/** A disk that can be filled up to a block and emptied again, for one process. */
export interface SmallDisk {
  readonly folder: string
  /** How it is made: a file system of its own, or, where none may be mounted, a limit on what the process may write. */
  readonly kind: 'mounted' | 'limited'
  /** @param leave bytes that may still be written · @param pid of the process that writes */
  fill(leave: number, pid: number): void
  free(pid: number): void
  remove(): void
}

/** Really full: a memory file system of so many MiB where root may mount one; elsewhere the kernel refuses the process's writes beyond a size (RLIMIT_FSIZE). */
export function makeSmallDisk(mib: number): SmallDisk {
  const folder = mkdtempSync(path.join(tmpdir(), 'casement-disk-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${mib}m,mode=700`, 'tmpfs', folder]).status === 0
  return mounted ? mountedDisk(folder) : limitedDisk(folder)
}

function mountedDisk(folder: string): SmallDisk {
  const filler = path.join(folder, 'filler')
  const free = (): void => rmSync(filler, { force: true })
  return {
    folder, kind: 'mounted', free,
    fill: (leave) => {
      free()
      const descriptor = openSync(filler, 'w')
      const { bavail, bsize } = statfsSync(folder)
      const chunk = Buffer.alloc(BLOCK * 64, 1)
      try {
        for (let left = bavail * bsize - leave; left > 0; left -= chunk.length) writeSync(descriptor, chunk, 0, Math.min(left, chunk.length))
      } catch {
        // Full to the last block.
      }
      closeSync(descriptor)
    },
    remove: () => {
      spawnSync('umount', ['-l', folder])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function limitedDisk(folder: string): SmallDisk {
  const limit = (pid: number, size: string): void => {
    const { status } = spawnSync('prlimit', ['--pid', String(pid), `--fsize=${size}:unlimited`])
    if (status !== 0) throw new Error('neither may a small file system be mounted here nor the size of files be limited')
  }
  return {
    folder, kind: 'limited',
    fill: (leave, pid) => limit(pid, String(leave)),
    free: (pid) => limit(pid, 'unlimited'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
