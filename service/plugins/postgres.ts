import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'

const INT8 = 20
const DATE = 1082

export interface Database<Tables> {
  readonly db: Kysely<Tables>
  /** Does the server answer? Never throws. */
  isAlive(): Promise<boolean>
  close(): Promise<void>
}

export interface DatabaseOptions {
  readonly url: string
  readonly maxConnections?: number
  /** A statement that runs longer is given up, so that a stuck server fails closed. 0: never (migrations). */
  readonly statementTimeoutMs?: number
}

/** Counts fit a double; one that did not would be silently wrong, so it is refused. */
function readInt8(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError('an int8 is beyond what a number holds')
  return value
}

/** Dates stay YYYY-MM-DD (a JavaScript Date would shift them by the time zone) and int8 becomes a number. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === INT8) return readInt8
    if (oid === DATE) return (text: string) => text
    return pg.types.getTypeParser(oid, format)
  }) as pg.CustomTypesConfig['getTypeParser'],
}

/** A pool of connections behind Kysely. Nothing is connected before the first query. */
export function openDatabase<Tables>({ url, maxConnections = 10, statementTimeoutMs = 15_000 }: DatabaseOptions): Database<Tables> {
  const pool = new pg.Pool({ connectionString: url, max: maxConnections, types, connectionTimeoutMillis: 5_000, statement_timeout: statementTimeoutMs })
  // An idle connection that breaks (server restart) must not end the process; the next query reports it.
  pool.on('error', () => undefined)
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  return {
    db,
    isAlive: () => pool.query('select 1').then(() => true, () => false),
    close: () => db.destroy(),
  }
}
