import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { InstantSchema } from '../../shared/model/ids'
import { replaceFile } from '../settings/replace-file'
import { withStoreErrors } from '../store/store-errors'

export const CACHE_TERM_FILE = 'cache-term.json'
const CacheTermSchema = z.strictObject({ v: z.literal(1), cacheUntil: InstantSchema })

/** Until when the cache may lie here, beside the databases and in clear: it is looked at before anybody has unlocked. */
export class CacheTerm {
  readonly #file: string
  constructor(dataDir: string) {
    this.#file = path.join(dataDir, CACHE_TERM_FILE)
  }

  /** Null for none, and for one that does not read: the lease in kept.db says it again once that is open. */
  find(): string | null {
    if (!existsSync(this.#file)) return null
    try {
      return CacheTermSchema.parse(JSON.parse(readFileSync(this.#file, 'utf8'))).cacheUntil
    } catch {
      return null
    }
  }

  /** Throws STORE_DISK_FULL; the term from before stands. */
  save(cacheUntil: string): void {
    withStoreErrors(() => replaceFile(this.#file, JSON.stringify({ v: 1, cacheUntil })))
  }
}

/**
 * At start, before anything can be opened: a cache whose term is over goes. Killed in the middle, the next start does it again, since the
 * term stays until the hub gives another. kept.db with everything that waits, and the recovery spool, are not touched.
 */
export function dropOldCache(term: Pick<CacheTerm, 'find'>, wraps: { removeCaches(): boolean }, now: number): boolean {
  const until = term.find()
  if (until === null || now < Date.parse(until)) return false
  try {
    return wraps.removeCaches()
  } catch {
    return false // what waits to be sent must stay reachable; tried again once unlocked, and at the next start
  }
}
