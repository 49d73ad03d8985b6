import { createPrivateKey, generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto'
import pg from 'pg'
import { canonicalBytes } from '../../../shared/ledger/canonical-json'
import { commit } from '../../../shared/ledger/commitment'
import { openDatabase, type Database } from '../../../service/plugins/postgres'
import { migrate } from '../../../service/plugins/migrate'
import { HUB_MIGRATIONS, HUB_ROLE } from '../../../service/hub/migrations'
import type { HubTables } from '../../../service/hub/repositories/hub-tables'
import { Ledger } from '../../../service/hub/ledger/ledger'
import { openEpoch } from '../../../service/hub/ledger/open-epoch'
import { bundleLines } from '../../../service/ledger/export-bundle'
import { createCheck, Difference, openCheckpoint, readKeys, type CheckpointKey, type OpenedCheckpoint } from '../../../service/ledger/verify.mjs'
import { run, startPostgres, type TestDatabase, type TestPostgres } from '../../support/postgres'
import { verifierKey } from '../../unit/service/ledger/sample-bundle'
import { newSalt } from '../hub/test-device'
import { keyFrom } from '../../unit/shared/ledger/note-keys'

const BATCH = 100
/** Entries of which the words still exist: every eighth; of every fourth, who asked. */
export const EVERY = 8

/** A ledger that the hub's own code wrote, on a real PostgreSQL, and what outsiders have kept of it: its checkpoints. */
export class TamperedLedger {
  private constructor(
    readonly postgres: TestPostgres, readonly database: TestDatabase, readonly client: pg.Client, readonly epoch: string, readonly size: number,
    readonly keys: CheckpointKey[], readonly key: string,
    /** Checkpoints that somebody outside kept, by size, the last one over everything. */
    readonly kept: readonly OpenedCheckpoint[],
  ) {}

  static async create(size: number): Promise<TamperedLedger> {
    const postgres = await startPostgres()
    const database = await postgres.createDatabase('tampered')
    const url = await database.appUrl(HUB_ROLE)
    await migrate(database.ownerUrl, HUB_MIGRATIONS)
    await run(database.ownerUrl, `insert into officers values ('amara.okafor', 'Amara Okafor', 'officer', 'income-and-debt', 'canterbury')`)
    const { signer } = keyFrom('hub-checkpoint-tamper', 'tamper')
    const key = verifierKey('hub-checkpoint-tamper', signer.publicKey)
    const hub: Database<HubTables> = openDatabase<HubTables>({ url })
    const epoch = await openEpoch(hub.db, Date)
    const ledger = await Ledger.open({ db: hub.db, epoch, signer, clock: Date })
    const notes: string[] = []
    while (ledger.size < size) {
      const batch = Math.min(BATCH, size - ledger.size)
      await Promise.all(Array.from({ length: batch }, (_, i) => ledger.append(draft(epoch, ledger.size + i))))
      notes.push((await ledger.receipts([0], 0))[0]?.checkpoint ?? '')
    }
    await hub.close()
    const keys = readKeys(key)
    const client = new pg.Client({ connectionString: database.adminUrl })
    await client.connect()
    return new TamperedLedger(postgres, database, client, epoch, size, keys, key, notes.map((note) => openCheckpoint(note, keys, 'kept')))
  }

  async stop(): Promise<void> {
    await this.client.end()
    await this.postgres.stop()
  }

  /** Does something to the tables as the superuser, exports and verifies through the same connection, and takes it back. Answers the difference, or null. */
  async tryOut(mischief: (client: pg.Client) => Promise<unknown>, last: OpenedCheckpoint | null): Promise<string | null> {
    await this.client.query('begin; set local session_replication_role = replica')
    try {
      await mischief(this.client)
      return await this.verify(last)
    } finally {
      await this.client.query('rollback')
    }
  }

  async verify(last: OpenedCheckpoint | null): Promise<string | null> {
    const check = createCheck({ keys: this.keys, last })
    try {
      const lines = bundleLines(this.client, { epoch: this.epoch, withOpenings: true, upTo: null, keys: [this.key], exportedAt: new Date().toISOString() })
      for await (const line of lines) check.take(Buffer.from(line.slice(0, -1)))
      check.finish()
      return null
    } catch (error) {
      if (error instanceof Difference) return error.message
      throw error
    }
  }
}

const { privateKey } = generateKeyPairSync('ed25519')
const deviceKey: KeyObject = createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' }))
const deviceId = randomUUID()

/** A signed reveal request with real commitments; of most the words have gone with their retention, as in a ledger of some age. */
function draft(epoch: string, n: number) {
  const [salt, requestId] = [newSalt(), randomUUID()]
  const salted = Buffer.from(salt, 'base64url')
  const reason = `Calling back about arrears, call ${n}`
  const persons = '0123456789abcdef'.repeat(2)
  const payload = {
    v: 1, type: 'reveal-request', epoch, deviceId, requestId, knownSize: n, statedAt: '2026-11-26T09:30:00.000Z', fieldGroups: ['contact', 'identity'],
    officer: commit('officer', 'amara.okafor', salted), persons: commit('person', persons, salted), reason: commit('reason', reason, salted),
    purpose: { code: 'homelessness-prevention', version: 1, wordingHash: '0'.repeat(64) }, windowKey: 'w'.repeat(43),
  }
  const leaf = canonicalBytes({ payload, deviceId, signature: sign(null, canonicalBytes(payload), deviceKey).toString('base64url') })
  const hasWords = n % EVERY === 0
  return {
    key: `reveal:${requestId}`, kind: 'reveal' as const, leaf,
    opening: n % (EVERY / 2) !== 0 ? null : {
      officer_id: 'amara.okafor', officer_salt: salt, household_id: null, persons: hasWords ? persons : null, persons_salt: hasWords ? salt : null,
      reason: hasWords ? reason : null, reason_salt: hasWords ? salt : null,
    },
  }
}
