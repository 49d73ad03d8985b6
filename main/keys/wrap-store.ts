import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { CasementError } from '../../shared/errors/casement-error'
import { replaceFile } from '../settings/replace-file'
import { withStoreErrors } from '../store/store-errors'
import { CACHE_TERM_FILE } from './cache-term'
import { KEY_STORE_FILE, WRAP_FILE as WRAP } from './key-store'
import { WrapFileSchema, type WrapFile } from './key-wrapping'

const ATTEMPTS = 'attempts.json'
const AttemptsSchema = z.strictObject({ wrong: z.int().min(0), waitUntil: z.int().min(0) })
export type Attempts = z.infer<typeof AttemptsSchema>

/** The small files beside the databases: the wrapped key and the count of wrong passphrases. */
export class WrapStore {
  readonly #folder: string
  constructor(folder: string) {
    this.#folder = folder
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  }

  /** Null when this laptop is not enrolled. Throws STORE_CORRUPTED for a file that does not read. */
  find(): WrapFile | null {
    const file = this.#file(WRAP)
    if (!existsSync(file)) return null
    try {
      return WrapFileSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    } catch {
      throw new CasementError('STORE_CORRUPTED', { file: WRAP })
    }
  }

  save(wrap: WrapFile): void {
    this.#write(WRAP, JSON.stringify(wrap))
  }

  attempts(): Attempts {
    try {
      return AttemptsSchema.parse(JSON.parse(readFileSync(this.#file(ATTEMPTS), 'utf8')))
    } catch {
      return { wrong: 0, waitUntil: 0 }
    }
  }

  saveAttempts(attempts: Attempts): void {
    this.#write(ATTEMPTS, JSON.stringify(attempts))
  }

  /** The device of this officer's newest enrolment that was put aside, or null: its place is free for the next one. */
  lastSetAside(officerId: string): string | null {
    const parent = path.join(this.#folder, 'set-aside')
    if (!existsSync(parent)) return null
    // Folders of enrolments are named by their moment.
    for (const folder of readdirSync(parent).toSorted().toReversed()) {
      const wrap = this.#readSetAside(path.join(parent, folder, WRAP))
      if (wrap?.officer.officerId === officerId) return wrap.deviceId
    }
    return null
  }

  /** Puts everything that belongs to this enrolment aside, erasing nothing; the recovery spool stays. @param name of the folder within `set-aside` */
  setAside(name: string): void {
    const target = path.join(this.#folder, 'set-aside', name)
    mkdirSync(target, { recursive: true, mode: 0o700 })
    for (const file of readdirSync(this.#folder)) {
      if ([WRAP, ATTEMPTS, KEY_STORE_FILE, CACHE_TERM_FILE].includes(file) || /^(?:cache|kept)\.db/.test(file))
        renameSync(this.#file(file), path.join(target, file))
    }
  }

  /** Databases of an enrolment that never finished: their key is gone, nothing was ever written by a person. The key store's half stays. */
  setLeftoversAside(name: string): void {
    const files = readdirSync(this.#folder).filter((file) => /^(?:cache|kept)\.db/.test(file))
    if (files.length === 0) return
    const target = path.join(this.#folder, 'set-aside', name)
    mkdirSync(target, { recursive: true, mode: 0o700 })
    for (const file of files) renameSync(this.#file(file), path.join(target, file))
  }

  /** A cache that cannot be read is put aside and built anew from the hub. */
  setCacheAside(name: string): void {
    const target = path.join(this.#folder, 'set-aside', name)
    mkdirSync(target, { recursive: true, mode: 0o700 })
    for (const file of readdirSync(this.#folder))
      if (file.startsWith('cache.db')) renameSync(this.#file(file), path.join(target, file))
  }

  /** Erases cache.db, this enrolment's and those put aside; nothing else. @returns whether there was any */
  removeCaches(): boolean {
    const aside = this.#file('set-aside')
    const folders = [this.#folder, ...(existsSync(aside) ? readdirSync(aside).map((name) => path.join(aside, name)) : [])]
    const files = folders.flatMap((folder) => readdirSync(folder).filter((file) => file.startsWith('cache.db')).map((file) => path.join(folder, file)))
    for (const file of files) rmSync(file, { force: true })
    return files.length > 0
  }

  /** Erases the wrapped key first, without which nothing else can be read, then the databases, this enrolment's and those put aside. The recovery spool stays. */
  erase(): void {
    const files = readdirSync(this.#folder).filter((file) => [ATTEMPTS, KEY_STORE_FILE, CACHE_TERM_FILE].includes(file) || /^(?:cache|kept)\.db/.test(file))
    for (const file of [WRAP, `${WRAP}.new`, ...files]) rmSync(this.#file(file), { force: true })
    rmSync(this.#file('set-aside'), { recursive: true, force: true })
  }

  /** Null for none, and for one that does not read: it is why somebody starts again. */
  #readSetAside(file: string): WrapFile | null {
    try {
      return WrapFileSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    } catch {
      return null
    }
  }

  #file(name: string): string {
    return path.join(this.#folder, name)
  }

  /** Throws STORE_DISK_FULL; what was there before is there still. */
  #write(name: string, text: string): void {
    withStoreErrors(() => replaceFile(this.#file(name), text))
  }
}
