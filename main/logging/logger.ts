import { appendFileSync, renameSync, statSync } from 'node:fs'
import path from 'node:path'
import type { ErrorCode } from '../../shared/errors/error-code'

/** What may be logged: names of fields fixed here, and only codes, counts and names of our own. Never a value that somebody typed. */
export type LogFields = Readonly<
  Partial<{
    code: ErrorCode
    channel: string
    call: string
    because: string
    state: string
    backend: string
    phase: string
    count: number
    channels: number
    ms: number
    attempt: number
    version: number
    status: number
  }>
>

export interface Logger {
  info(message: LogMessage, fields: LogFields): void
  warn(message: LogMessage, fields: LogFields): void
  error(message: LogMessage, fields: LogFields): void
}

/** Every message there is: a line of the log can hold nothing else. */
export type LogMessage =
  | 'started'
  | 'failed'
  | 'stopped'
  | 'locked'
  | 'unlocked'
  | 'enrolled'
  | 'key-store'
  | 'key-ready'
  | 'page-gone'
  | 'page-given-up'
  | 'store-ended'
  | 'store-not-started'
  | 'store-given-up'
  | 'browser-refused'
  | 'link-refused'
  | 'call-refused'
  | 'call-failed'
  | 'http-call'
  | 'sync-page'
  | 'sync-done'
  | 'sync-failed'
  | 'conflict-not-reported'
  | 'push-done'
  | 'epoch-changed'
  | 'spool-sent'
  | 'cache-replaced' | 'wiped' | 'not-wiped' | 'wipe-not-told' | 'cache-dropped' | 'older-copy' | 'lease-not-renewed'
  | 'sql-error'
  | 'debug-switch'

const LIMIT_BYTES = 256 * 1024
const SAFE = /^[A-Za-z0-9_:.-]{1,60}$/

/** Lines to stderr and to a size-limited file (one older one is kept). @param folder data folder, or null for stderr only */
export function createLogger(
  folder: string | null,
  now: () => number,
  write: (line: string) => void = (line) => void process.stderr.write(line),
): Logger {
  const file = folder === null ? null : path.join(folder, 'casement.log')
  const log =
    (level: string) =>
    (message: LogMessage, fields: LogFields): void => {
      const safe = Object.fromEntries(
        Object.entries(fields).filter(
          ([, value]) => typeof value === 'number' || (typeof value === 'string' && SAFE.test(value)),
        ),
      )
      const line = `${JSON.stringify({ at: new Date(now()).toISOString(), level, message, ...safe })}\n`
      write(line)
      if (file !== null) append(file, line)
    }
  return { info: log('info'), warn: log('warn'), error: log('error') }
}

/** A log that cannot be written (full disk) never stops work. */
function append(file: string, line: string): void {
  try {
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LIMIT_BYTES) renameSync(file, `${file}.1`)
    appendFileSync(file, line, { mode: 0o600 })
  } catch {
    // Nothing to be done, and nobody to tell.
  }
}
