import pg from 'pg'
import { createHub, type Hub } from '../../service/hub/create-hub'
import { loadTree } from '../../service/hub/ledger/load-tree'
import { hubApi } from '../../shared/api/hub-api'
import type { CodedFacts } from '../../shared/model/coded-facts'
import { HouseholdRecordSchema, type HouseholdRecord } from '../../shared/model/household'
import type { OperationResult } from '../../shared/model/operation'
import type { Payload } from '../integration/hub/push-model'
import { unpacked } from '../support/unpacked'
import type { HubModel } from './hub-model'
import { expectThat } from './simulation-failure'
import type { VirtualTime } from './virtual-time'
import type { World } from './world'

export interface Request {
  readonly officerId: string
  readonly path: string
  readonly method: 'GET' | 'POST'
  readonly headers: Record<string, string>
  readonly body: string | null
}
export interface Answer { readonly status: number; readonly type: string; readonly bytes: Uint8Array<ArrayBuffer> }

/** How the hub is going to be killed at the next push: before anything, when all is committed and nothing said, or after so many operations of the batch. */
export type Doom = 'before' | 'after' | number

const AHEAD_MS = 10 * 60_000
const isPush = (path: string): boolean => path === hubApi.pushOperations.path
const idOf = (payload: Payload): string => String(payload['operationId'] ?? payload['eventId'])

/** The whole hub on a real database of its own. What it answers to pushes is held against the model at once, whether or not the answer arrives. */
export class SimulatedHub {
  doom: Doom | null = null
  #hub: Hub | null = null
  #sql: pg.Client | null = null
  #name: string
  #isSettled = false
  readonly #made: string[] = []

  constructor(private readonly world: World, private readonly time: VirtualTime, readonly model: HubModel, private readonly run: string) {
    this.#name = `${run}_0`
  }

  get isUp(): boolean {
    return this.#hub !== null
  }

  get epoch(): string {
    return this.#running.services.ledger.epoch
  }

  async begin(): Promise<void> {
    await this.#copy(this.world.harness.database.name, this.#name)
    await this.start()
  }

  async start(): Promise<void> {
    const { config } = this.world.harness
    this.#hub = await createHub({
      ...config, policy: this.world.harness.hub.services.policy, databaseUrl: withName(config.databaseUrl, this.#name), migrationDatabaseUrl: null, clock: { now: () => this.time.now }, feedStall: { everyMs: 86_400_000, afterMs: 86_400_000 },
    })
    this.#sql = new pg.Client({ connectionString: withName(this.world.harness.database.adminUrl, this.#name) })
    this.#sql.on('error', () => undefined) // the server was stopped: the next question says so
    await this.#sql.connect()
    this.#isSettled = false
  }

  async kill(): Promise<void> {
    const [hub, sql] = [this.#hub, this.#sql]
    this.#hub = null
    this.#sql = null
    this.doom = null
    await hub?.close()
    await sql?.end()
  }

  /** While it is down: a copy of its database as it is now. Answers its name. */
  async backUp(): Promise<string> {
    const name = `${this.run}_${this.#made.length}`
    await this.#copy(this.#name, name)
    return name
  }

  /** While it is down: what it had is gone, and this is put in its place. */
  restore(name: string): void {
    this.#name = name
  }

  async end(): Promise<void> {
    await this.kill()
    for (const name of this.#made) await this.world.admin(`drop database if exists ${name} with (force)`)
  }

  /** Null: it was killed, and says nothing. */
  async answer(request: Request): Promise<Answer | null> {
    const doom = isPush(request.path) ? this.doom : null
    if (doom === 'before') await this.kill()
    if (this.#hub === null) return null
    if (typeof doom === 'number') await this.sql(`select setval('simulation_fuse', ${doom + 1})`)
    // The feed stays below the oldest transaction of the server, which may be another's: what is committed here is to be in it.
    if (request.path === hubApi.changePage.path || request.path === hubApi.startSync.path) await this.#settle()
    const { app } = this.#running
    const response = await app.inject({ method: request.method, url: request.path, headers: { ...request.headers, accept: unpacked(request.headers['accept']) }, ...(request.body === null ? {} : { payload: request.body }) })
    const answer = { status: response.statusCode, type: String(response.headers['content-type'] ?? ''), bytes: new Uint8Array(response.rawPayload) }
    this.#isSettled &&= !isPush(request.path)
    if (isPush(request.path)) await this.#hold(request, answer, doom)
    return this.#hub === null ? null : answer
  }

  /** As intake does, while it is up. */
  async load(facts: CodedFacts): Promise<void> {
    await this.world.load({ hub: this.#running }, [facts])
    this.#isSettled = false
  }

  async move(officerId: string, team: string): Promise<void> {
    await this.sql('update officers set team = $2 where officer_id = $1', [officerId, team])
    this.model.move(officerId, team)
    this.#isSettled = false
  }

  async documents(): Promise<HouseholdRecord[]> {
    return (await this.sql('select document from households order by household_id')).map((row) => HouseholdRecordSchema.parse(JSON.parse(String(row['document']))))
  }

  /** How often each operation took effect, in whatever table holds it. */
  async effects(): Promise<Map<string, number>> {
    const rows = await this.sql(`
      select id, count(*)::int as n from (
        select contact_id::text as id from contacts union all select operation_id::text from caseload_events where outcome = 'applied'
        union all select operation_id::text from safety_events where outcome = 'applied' union all select substr(entry_key, 14) from ledger_entries where kind = 'device-event') effects group by id`)
    return new Map(rows.map((row) => [String(row['id']), Number(row['n'])]))
  }

  /** Reads the whole ledger of this epoch and verifies it. */
  async verifyLedger(): Promise<void> {
    const { db, ledger } = this.#running.services
    const tree = await loadTree(db, ledger.epoch, null)
    expectThat(tree.size === ledger.size && ledger.isSound, () => 'the ledger in memory is not the one in the table')
  }

  async sql(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    if (this.#sql === null) throw new Error('the hub is down')
    return (await this.#sql.query<Record<string, unknown>>(text, values)).rows
  }

  get #running(): Hub {
    if (this.#hub === null) throw new Error('the hub is down')
    return this.#hub
  }

  /** What came of a push, against the model. */
  async #hold({ officerId, body }: Request, { status, bytes }: Answer, doom: Doom | null): Promise<void> {
    const sent = (JSON.parse(body ?? '{}') as { operations: { payload: Payload }[] }).operations.map(({ payload }) => payload)
    const latest = new Date(this.time.now + AHEAD_MS).toISOString()
    if (typeof doom === 'number' && status === 500) return this.#holdWhatIsThere(officerId, sent, latest)
    if (status === 200) {
      const { results } = JSON.parse(Buffer.from(bytes).toString('utf8')) as { results: OperationResult[] }
      for (const [n, payload] of sent.entries()) {
        const [expected, found] = [this.model.send(officerId, payload, latest), results[n]]
        expectThat(found?.id === idOf(payload) && found.status === expected.status && found.code === expected.code,
          () => `the hub answered ${found?.status} ${found?.code} to ${payload.kind ?? payload.type}, the model ${expected.status} ${expected.code}`)
      }
    } else expectThat(status === 401 || status === 403, () => `the hub answered ${status} to a push: ${Buffer.from(bytes).toString('utf8')}`)
    if (typeof doom === 'number') await this.sql('select setval($1, 1000000000)', ['simulation_fuse'])
    if (doom !== null) await this.kill()
  }

  /** It was killed inside the batch: what is committed counts, and nothing else. */
  async #holdWhatIsThere(officerId: string, sent: readonly Payload[], latest: string): Promise<void> {
    await this.#hub?.close() // events may still be on their way to the ledger
    const ids = sent.map(idOf)
    const rows = await this.sql('select operation_id::text as id from operations where operation_id = any($1) union select substr(entry_key, 14) from ledger_entries where entry_key = any($2)',
      [ids, ids.map((id) => `device-event:${id}`)])
    const there = new Set(rows.map((row) => String(row['id'])))
    for (const payload of sent) if (there.has(idOf(payload))) expectThat(this.model.send(officerId, payload, latest).status !== 'refused', () => 'what the model refuses took effect')
    await this.kill()
  }

  async #settle(): Promise<void> {
    if (this.#isSettled) return
    const [mark] = await this.sql('select pg_current_xact_id()::text as xid')
    for (let left = 3_000; left > 0; left -= 1) {
      const [row] = await this.sql('select pg_snapshot_xmin(pg_current_snapshot()) > $1::text::xid8 as is_settled', [mark?.['xid']])
      if (row?.['is_settled'] === true) {
        this.#isSettled = true
        return
      }
      await new Promise((wake) => setTimeout(wake, 10))
    }
    throw new Error('a transaction on this server has been open for 30 s')
  }

  async #copy(from: string, name: string): Promise<void> {
    this.#made.push(name)
    await this.world.admin(`create database ${name} template ${from} owner casement_owner strategy file_copy`)
  }
}

function withName(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}
