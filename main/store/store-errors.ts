import { CasementError } from '../../shared/errors/casement-error'

/** Sorts what SQLite throws into codes; the message may hold values, so it goes no further. */
export function toStoreError(error: unknown): CasementError {
  if (error instanceof CasementError) return error
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
  const words = error instanceof Error ? `${code} ${error.message}` : ''
  if (isFull(words)) return new CasementError('STORE_DISK_FULL')
  if (/SQLITE_CORRUPT|SQLITE_NOTADB|malformed|not a database|hmac/i.test(words))
    return new CasementError('STORE_CORRUPTED')
  return new CasementError('STORE_UNAVAILABLE')
}

/**
 * SQLite says "full" for one of several ways only. Opening a database on a full disk cannot make the index of its log (SHMSIZE); what a quota or a
 * limit refuses is to SQLite a write that failed (WRITE).
 */
const isFull = (words: string): boolean => /SQLITE_FULL|disk is full|ENOSPC|EDQUOT|EFBIG|SQLITE_IOERR_(?:SHMSIZE|WRITE)/i.test(words)

/** Runs `work`, answering store trouble as a code. */
export function withStoreErrors<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw toStoreError(error)
  }
}
