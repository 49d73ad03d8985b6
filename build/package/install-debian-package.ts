import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Installs a .deb into a folder that takes the place of `/`: as root by dpkg itself, which asks for root; else unpacked, which is all that a package without maintainer scripts needs. */
export function installDebianPackage(deb: string, root: string): void {
  if (process.getuid?.() !== 0) return run('dpkg-deb', ['-x', deb, root])
  for (const folder of ['info', 'updates']) mkdirSync(path.join(root, 'var/lib/dpkg', folder), { recursive: true })
  writeFileSync(path.join(root, 'var/lib/dpkg/status'), '')
  // What it depends on is on the machine, not in this empty root.
  run('dpkg', [`--root=${root}`, '--force-depends', '--install', deb])
}

function run(command: string, args: readonly string[]): void {
  const { status, error } = spawnSync(command, args, { stdio: ['ignore', 2, 2] })
  if (status !== 0) throw new Error(`${command} failed${error === undefined ? '' : `: ${error.message}`}`)
}
