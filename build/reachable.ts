import { createHash } from 'node:crypto'
import path from 'node:path'
import { embeddedPostgres } from './embedded-postgres'
import { holdStage, stageOnce, stageRepository } from './stage'
import { canReach, type Account } from './unprivileged'

const STAGES = '/var/tmp'
const made = new Map<string, string>()

/**
 * The repository, or a copy of it that the account can reach: a clone in root's home cannot be traversed by anybody else. One copy for
 * the life of this process, and nobody else's meanwhile.
 */
export function reachableRoot(root: string, account: Account | undefined): string {
  const before = made.get(root)
  if (before !== undefined) return before
  const place = reachableNow(root, account)
  made.set(root, place)
  return place
}

function reachableNow(root: string, account: Account | undefined): string {
  const probes = [path.join(root, 'package.json'), path.join(root, 'node_modules/tsx/package.json'), embeddedPostgres()]
  if (probes.every((file) => file === undefined || canReach(account, file))) {
    holdStage(root)
    return root
  }
  process.stderr.write(`*** ${root} is closed to the account ${account?.name ?? ''}: bringing a copy for it up to date ***\n`)
  const copy = stageRepository(root, stagePlace(root))
  process.stderr.write(`*** running from ${copy} ***\n`)
  return copy
}

/** One folder (a runtime, say, with a file `version`), or a copy of it that the account can reach. */
export function reachableFolder(folder: string, account: Account | undefined): string {
  if (canReach(account, folder, 'x') && canReach(account, folder)) return folder
  return stageOnce(folder, stagePlace(folder), [folder, path.join(folder, 'version')])
}

/** The running Node, or a copy of it that the account can start. */
export function reachableNode(account: Account | undefined): string {
  if (canReach(account, process.execPath, 'x')) return process.execPath
  return stageOnce(process.execPath, stagePlace(process.execPath))
}

/** The same place in the copy as `file` has in the original. */
export function rebase(file: string, from: string, to: string): string {
  const relative = path.relative(from, file)
  return relative.startsWith('..') || path.isAbsolute(relative) ? file : path.join(to, relative)
}

function stagePlace(original: string): string {
  return path.join(STAGES, `casement-stage-${createHash('sha256').update(original).digest('hex').slice(0, 12)}`)
}
