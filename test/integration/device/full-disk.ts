import { spawnSync } from 'node:child_process'
import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { StoreDriver } from '../desktop/store-driver'

/**
 * How the disk of a laptop is full. All of it is the kernel's own refusal, without privileges and anywhere: no file of the process may grow beyond so
 * many bytes (RLIMIT_FSIZE), so that a write is cut short at exactly that byte and the next is refused. To SQLite that is a write that failed, as
 * with a used-up quota. `pages`: SQLite itself has no page left for kept.db (max_page_count), which is its own SQLITE_FULL, in the middle of a transaction.
 */
export const FULLNESS = ['nothing', 'spool', 'log', 'pages'] as const
export type Fullness = (typeof FULLNESS)[number]

/** Loaded before a process whose databases are to be filled by `pages`. */
export const FEW_PAGES = path.resolve(import.meta.dirname, '../../support/few-pages.mjs')
const flag = (folder: string): string => path.join(folder, 'no-page-left')

/** The largest that a file of the process may become; null: no limit. */
export function limitFiles(pid: number, bytes: number | null): void {
  const { status, stderr } = spawnSync('prlimit', [`--pid=${pid}`, `--fsize=${bytes ?? 'unlimited'}:`], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`prlimit (util-linux) does not set the limit: ${stderr}`)
}

const largest = (folder: string, which: RegExp): number => Math.max(0, ...readdirSync(folder).filter((file) => which.test(file)).map((file) => statSync(path.join(folder, file)).size))

/** How large a file may become so that it is full in this way after `more` bytes. */
function limitOf(how: Exclude<Fullness, 'pages'>, folder: string, more: number): number {
  const spool = largest(path.join(folder, 'spool'), /^current-/)
  if (how === 'nothing') return 0
  return how === 'spool' ? spool + (more % 600) : Math.max(spool, largest(folder, /-wal$/)) + more
}

export function fill(driver: StoreDriver, how: Fullness, more: number): void {
  if (how === 'pages') writeFileSync(flag(driver.dataDir), '')
  else limitFiles(driver.pid, limitOf(how, driver.dataDir, more))
}

/** @param pid null: nothing runs */
export function makeRoom(folder: string, pid: number | null): void {
  rmSync(flag(folder), { force: true })
  if (pid !== null) limitFiles(pid, null)
}
