import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { embeddedPostgres } from './embedded-postgres'
import { canReach, type Account } from './unprivileged'

const STAGES = '/var/tmp'
/** Nothing private is copied: what an account that is anybody's can reach is the sources, the packages and the builds. */
const LEFT_OUT = new Set([
  '.git',
  '.casement',
  '.npmrc',
  '.cache',
  'test-results',
  'playwright-report',
  'coverage',
  'dist',
])
export const isWanted = (entry: string): boolean => !LEFT_OUT.has(entry) && !entry.startsWith('.env')

/**
 * The repository, or a copy of it that the account can reach: a clone in root's home cannot be traversed by anybody
 * else. The copy is made afresh each time: its modes are opened, so it shares no file with the original.
 */
export function reachableRoot(root: string, account: Account | undefined): string {
  const probes = [path.join(root, 'package.json'), path.join(root, 'node_modules/tsx/package.json'), embeddedPostgres()]
  if (probes.every((file) => file === undefined || canReach(account, file))) return root
  const copy = stagePlace(root)
  process.stderr.write(`*** ${root} is closed to the account ${account?.name ?? ''}: running from ${copy} ***\n`)
  stage(root, copy, isWanted)
  return copy
}

/** One folder (a runtime, say), or a copy of it that the account can reach. */
export function reachableFolder(folder: string, account: Account | undefined): string {
  if (canReach(account, folder, 'x') && canReach(account, folder)) return folder
  const copy = stagePlace(folder)
  stage(folder, copy, () => true)
  return copy
}

/** The running Node, or a copy of it that the account can start. */
export function reachableNode(account: Account | undefined): string {
  if (canReach(account, process.execPath, 'x')) return process.execPath
  const copy = stagePlace(process.execPath)
  ownFolder(copy)
  run('cp', [process.execPath, path.join(copy, 'node')])
  run('chmod', ['755', path.join(copy, 'node')])
  return path.join(copy, 'node')
}

/** The same place in the copy as `file` has in the original. */
export function rebase(file: string, from: string, to: string): string {
  const relative = path.relative(from, file)
  return relative.startsWith('..') || path.isAbsolute(relative) ? file : path.join(to, relative)
}

function stagePlace(original: string): string {
  return path.join(STAGES, `casement-stage-${createHash('sha256').update(original).digest('hex').slice(0, 12)}`)
}

/** Copies the wanted entries of `from` into `to`, afresh, readable for all. The modes of the originals stay as they are. */
export function stage(from: string, to: string, wanted: (entry: string) => boolean): void {
  ownFolder(to)
  const sources = readdirSync(from)
    .filter(wanted)
    .map((entry) => path.join(from, entry))
  // Copies on write where the file system can; never hard links, whose modes are those of the originals.
  run('cp', ['-a', '--reflink=auto', '--', ...sources, to])
  run('chmod', ['-R', 'a+rX', to])
}

/**
 * An empty folder of ours under a name that others could guess. One that is there already is emptied if it is ours and only we
 * can write in it; else somebody laid it, or a link, in our way: throws.
 */
export function ownFolder(folder: string): void {
  const found = lstatSync(folder, { throwIfNoEntry: false })
  if (found !== undefined) {
    const isOurs = found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0
    if (!isOurs) throw new Error(`${folder} was not made by this account: remove it, then start again`)
    rmSync(folder, { recursive: true })
  }
  mkdirSync(folder) // not recursive: fails when somebody was quicker
  chmodSync(folder, 0o755) // whatever the umask
}

function run(command: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} failed: ${stderr}`)
}
