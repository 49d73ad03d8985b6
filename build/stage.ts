// Copies that other accounts can read, kept between runs: what is large is copied again only when it changed, and nothing is
// taken from under a process that runs from a copy.
import { spawnSync } from 'node:child_process'
import { createHash, randomInt } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { liveProcess, processMark } from './live-process'

/** Nothing private is copied: what an account that is anybody's can reach is the sources and the packages. */
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
/** Builds are made in the copy and stay there: `out-demo` saves the second start its longest step. */
const isBuild = (entry: string): boolean => entry.startsWith('out-')
export const isWanted = (entry: string): boolean => !LEFT_OUT.has(entry) && !entry.startsWith('.env') && !isBuild(entry)

/** Large entries, and the files whose change means that the entry has changed. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  node_modules: ['package-lock.json', 'node_modules/.package-lock.json', 'node_modules/electron/dist/version'],
  '.electron-fallback': ['.electron-fallback/dist/version'],
}
/** Ours, in a copy: stamps of the large entries, and marks of the processes that run from it. */
const BOOKS = '.stage'
const PLACES = 9
const TRIES = 40

/**
 * A copy of the repository `from` that everybody can read, up to date, and nobody's but this process's (and those that it starts) until
 * it ends. The place is `place`, or one beside it while another process holds that one. The originals and their modes stay as they are.
 */
export function stageRepository(from: string, place: string): string {
  const copy = takePlace(place)
  forgetWhatIsGone(from, copy)
  for (const entry of readdirSync(from).filter(isWanted)) {
    const marks = KEPT[entry]
    if (marks === undefined) copyEntry(from, copy, entry)
    else copyOnce(from, copy, entry, stampOf(from, marks))
  }
  return copy
}

/** A copy of a file or folder that everybody can read, made once for each state of it (`marks`: the files that tell). */
export function stageOnce(original: string, place: string, marks: readonly string[] = [original]): string {
  const [from, entry] = [path.dirname(original), path.basename(original)]
  const copy = `${place}-${stampOf(from, marks).slice(0, 12)}`
  ownFolder(copy)
  if (existsSync(path.join(copy, BOOKS))) return path.join(copy, entry)
  const making = `${copy}-${process.pid}`
  rmSync(making, { recursive: true, force: true })
  ownFolder(making)
  copyEntry(from, making, entry)
  writeFileSync(path.join(making, BOOKS), '')
  try {
    renameSync(making, copy) // over the empty folder: whole or not at all
  } catch {
    rmSync(making, { recursive: true }) // somebody else was quicker, with the same
  }
  return path.join(copy, entry)
}

/** Notes that this process, too, runs from the copy, if it is one: its code stays when the process that made it is killed. */
export function holdStage(copy: string): void {
  const holders = path.join(copy, BOOKS, 'holders')
  // No copy, or one of root's in which the account of its own may not write: root's own processes hold that.
  if (statSync(holders, { throwIfNoEntry: false })?.uid !== process.getuid?.()) return
  const claim = path.join(holders, String(process.pid))
  if (readIfThere(claim) === processMark()) return
  const writing = path.join(holders, `.${process.pid}`)
  writeFileSync(writing, processMark())
  renameSync(writing, claim) // whole, or a reader would take half a mark for one that is gone
  process.once('exit', () => rmSync(claim, { force: true }))
}

/**
 * A folder of ours under a name that others could guess: made, or found again if it is ours and only we can write in it; else somebody
 * laid it, or a link, in our way: throws.
 */
export function ownFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o755 }) // not recursive: fails when it is there, or somebody was quicker
    chmodSync(folder, 0o755) // whatever the umask
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const found = lstatSync(folder)
  const isOurs = found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0
  if (!isOurs) throw new Error(`${folder} was not made by this account: remove it, then start again`)
}

/** Claims first and looks afterwards: of two who claim at once at least one sees the other, and steps back. */
function takePlace(place: string): string {
  for (let i = 0; i < TRIES; i += 1) {
    for (let n = 1; n <= PLACES; n += 1) {
      const copy = n === 1 ? place : `${place}-${n}`
      ownFolder(copy)
      const holders = path.join(copy, BOOKS, 'holders')
      mkdirSync(holders, { recursive: true })
      if (others(holders).length > 0) continue
      holdStage(copy)
      if (others(holders).length === 0) return copy
      rmSync(path.join(holders, String(process.pid)))
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, randomInt(50, 250))
  }
  throw new Error(`${place}: every copy is in use; end a start or a test run first`)
}

/** The live processes, other than this one, that hold a copy. Marks of those that are gone are taken away. */
function others(holders: string): number[] {
  const claims = readdirSync(holders).filter((name) => !name.startsWith('.'))
  return claims.flatMap((name) => {
    const claim = path.join(holders, name)
    const pid = liveProcess(readIfThere(claim))
    if (pid === null) rmSync(claim, { force: true })
    return pid === null || pid === process.pid ? [] : [pid]
  })
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function forgetWhatIsGone(from: string, copy: string): void {
  const there = new Set(readdirSync(from).filter(isWanted))
  const gone = readdirSync(copy).filter((entry) => entry !== BOOKS && !isBuild(entry) && !there.has(entry))
  for (const entry of gone) rmSync(path.join(copy, entry), { recursive: true, force: true })
}

function copyOnce(from: string, copy: string, entry: string, stamp: string): void {
  const stampFile = path.join(copy, BOOKS, `${entry}.stamp`)
  if (existsSync(path.join(copy, entry)) && readIfThere(stampFile) === stamp) return
  rmSync(stampFile, { force: true })
  copyEntry(from, copy, entry)
  writeFileSync(stampFile, stamp) // last: a copy that broke off has none
}

/** Of the files' content and times (npm writes its own at each installation), and of this Node: native packages are made for one. */
function stampOf(from: string, marks: readonly string[]): string {
  const hash = createHash('sha256').update(`${process.version} ${process.platform} ${process.arch}`)
  for (const mark of marks.map((file) => path.resolve(from, file))) {
    const found = statSync(mark, { throwIfNoEntry: false })
    if (found === undefined) continue
    hash.update(`\0${mark} ${found.size} ${path.basename(mark) === 'package-lock.json' ? '' : found.mtimeMs}\0`)
    if (found.isFile() && found.size < 10_000_000) hash.update(readFileSync(mark))
  }
  return hash.digest('hex')
}

function copyEntry(from: string, copy: string, entry: string): void {
  const to = path.join(copy, entry)
  rmSync(to, { recursive: true, force: true })
  // Copies on write where the file system can; never hard links, whose modes are those of the originals.
  run('cp', ['-a', '--reflink=auto', '--', path.join(from, entry), to])
  run('chmod', ['-R', 'a+rX', '--', to])
}

function run(command: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} failed: ${stderr}`)
}
