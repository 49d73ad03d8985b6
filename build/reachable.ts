import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { embeddedPostgres } from './embedded-postgres'
import { canReach, type Account } from './unprivileged'

const STAGES = '/var/tmp'
const LEFT_OUT = new Set(['.git', '.casement', 'test-results', 'coverage', 'dist'])

/**
 * The repository, or a copy of it that the account can reach: a clone in root's home cannot be traversed by anybody
 * else. The copy is made afresh each time, of hard links where it can be: a second or two.
 */
export function reachableRoot(root: string, account: Account | undefined): string {
  const probes = [path.join(root, 'package.json'), path.join(root, 'node_modules/tsx/package.json'), embeddedPostgres()]
  if (probes.every((file) => file === undefined || canReach(account, file))) return root
  const copy = stagePlace(root)
  process.stderr.write(`*** ${root} is closed to the account ${account?.name ?? ''}: running from ${copy} ***\n`)
  stage(root, copy, (entry) => !LEFT_OUT.has(entry))
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
  mkdirSync(copy, { recursive: true, mode: 0o755 })
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

function stage(from: string, to: string, wanted: (entry: string) => boolean): void {
  rmSync(to, { recursive: true, force: true })
  mkdirSync(to, { mode: 0o755 })
  const entries = readdirSync(from).filter(wanted)
  const sources = entries.map((entry) => path.join(from, entry))
  const linked = spawnSync('cp', ['-al', '--', ...sources, to], { stdio: 'ignore' }).status === 0
  if (!linked) run('cp', ['-a', '--', ...sources, to]) // another file system: real copies
  run('chmod', ['-R', 'a+rX', to])
}

function run(command: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} failed: ${stderr}`)
}
