import { Kysely, PostgresDialect, type PostgresCursor, type PostgresPool, type PostgresPoolClient, type PostgresQueryResult } from 'kysely'
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
  /** Asked on each new connection before anything else is; when it throws, the connection is given up and whoever wanted it is told. */
  readonly onConnect?: (client: pg.PoolClient) => Promise<void>
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

const PLANNED_ONCE = /^\s*\/\* planned once: ([a-z-]{1,40}) \*\//

/** The name of a statement that begins with the comment `planned once: NAME`. */
const nameOf = (text: string): string | null => PLANNED_ONCE.exec(text)?.[1] ?? null

/**
 * Kysely names no statement. What begins with the mark (it is asked for each call, and its text never varies) is planned once for each
 * connection. Such a statement lists its columns: a plan does not outlive a change of what `select *` means.
 */
function planningPool(pool: pg.Pool, onConnect: NonNullable<DatabaseOptions['onConnect']>): PostgresPool {
  const known = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  const wrap = (client: pg.PoolClient): PostgresPoolClient => {
    function query<Row>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>>
    function query<Row>(cursor: PostgresCursor<Row>): PostgresCursor<Row>
    function query<Row>(what: string | PostgresCursor<Row>, values: readonly unknown[] = []): Promise<PostgresQueryResult<Row>> | PostgresCursor<Row> {
      if (typeof what !== 'string') throw new TypeError('no cursors here')
      const name = nameOf(what)
      return client.query(name === null ? { text: what, values: [...values] } : { name, text: what, values: [...values] }) as unknown as Promise<PostgresQueryResult<Row>>
    }
    return { query, release: () => client.release() }
  }
  return {
    connect: async () => {
      const client = await pool.connect()
      const before = known.get(client)
      if (before !== undefined) return before
      try {
        await onConnect(client)
      } catch (error) {
        client.release(true)
        throw error
      }
      const wrapped = wrap(client)
      known.set(client, wrapped)
      return wrapped
    },
    end: () => pool.end(),
  }
}

const UNIQUE_VIOLATION = '23505'

/** Was this refused because there is such a row already? */
export const breaksUnique = (error: unknown): boolean => error instanceof pg.DatabaseError && error.code === UNIQUE_VIOLATION

/** A pool of connections behind Kysely. Nothing is connected before the first query. */
export function openDatabase<Tables>({ url, maxConnections = 10, statementTimeoutMs = 15_000, onConnect = async () => undefined }: DatabaseOptions): Database<Tables> {
  const pool = new pg.Pool({ connectionString: url, max: maxConnections, types, connectionTimeoutMillis: 5_000, statement_timeout: statementTimeoutMs })
  // An idle connection that breaks (server restart) must not end the process; the next query reports it.
  pool.on('error', () => undefined)
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: planningPool(pool, onConnect) }) })
  return {
    db,
    isAlive: () => pool.query('select 1').then(() => true, () => false),
    close: () => db.destroy(),
  }
}
