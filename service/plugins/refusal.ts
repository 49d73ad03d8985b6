import pg from 'pg'
import { isCasementError } from '../../shared/errors/casement-error'
import type { ErrorCode } from '../../shared/errors/error-code'
import { describeError, type ServiceLog } from './service-log'

/** PostgreSQL, appendix A: a value or a constraint. What is sent again comes to the same; a right or a table that is missing is everybody's trouble, and is mended. */
const OF_THIS_ALONE = /^2[23]/
const isFaultOfOurs = (error: unknown): boolean =>
  error instanceof pg.DatabaseError ? OF_THIS_ALONE.test(error.code ?? '') : error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError || error instanceof ReferenceError

/**
 * The code with which one operation of a push is refused. A fault of ours in it would come again with each push and hold up for ever
 * whatever waits behind it: it is logged, and refused as `INTERNAL`; its transaction took no effect, and the laptop keeps it.
 * @throws what is everybody's trouble (no database, no room, a deadlock): then the whole call fails, and all of it is sent again
 */
export function refusalOf(error: unknown, service: 'hub' | 'vault', log: ServiceLog): ErrorCode {
  if (isCasementError(error)) return error.code
  if (!isFaultOfOurs(error)) throw error
  log({ event: 'failed', service, code: 'INTERNAL', ...describeError(error) })
  return 'INTERNAL'
}
