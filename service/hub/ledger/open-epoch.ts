import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { z } from 'zod'
import { canonicalBytes } from '../../../shared/ledger/canonical-json'
import { leafHash } from '../../../shared/ledger/merkle-tree'
import { EpochStartSchema, ledgerOrigin } from '../../../shared/model/ledger-entry'
import { toInstant, type Clock } from '../../plugins/clock'
import type { HubDatabase, HubTransaction } from '../repositories/hub-tables'
import { findLastCheckpoint, insertEntries, lockLedger } from './ledger-repository'

/**
 * The epoch that this database is in; a new one, with its first entry, when the database is new, was restored to an earlier point
 * (another timeline) or dumped and loaded (another server or database), because transaction ids and entries may then have gone back.
 */
export async function openEpoch(db: HubDatabase, clock: Clock): Promise<string> {
  const identity = await databaseIdentity(db)
  return db.transaction().execute(async (trx) => {
    await lockLedger(trx)
    const latest = await trx.selectFrom('epochs').select(['epoch', 'database_identity']).orderBy('started_at', 'desc').limit(1).executeTakeFirst()
    if (latest?.database_identity === identity) return latest.epoch
    return startEpoch(trx, { previous: latest?.epoch ?? null, identity, now: clock.now() })
  })
}

async function startEpoch(trx: HubTransaction, start: Readonly<{ previous: string | null; identity: string; now: number }>): Promise<string> {
  const epoch = randomBytes(8).toString('hex')
  await trx.insertInto('epochs').values({ epoch, previous: start.previous, database_identity: start.identity, started_at: new Date(start.now) }).execute()
  const leaf = canonicalBytes(EpochStartSchema.parse({
    v: 1, type: 'epoch-start', epoch, previous: start.previous, startedAt: toInstant(start.now), commitsTo: await lastCheckpointOf(trx, start.previous), signature: null,
  }))
  await insertEntries(trx, epoch, [{ index: 0, key: 'epoch-start', kind: 'epoch-start', leaf, leafHash: leafHash(leaf), opening: null }], null)
  return epoch
}

/** What this database knows of the ledger before: its highest signed checkpoint. */
async function lastCheckpointOf(trx: HubTransaction, epoch: string | null): Promise<z.input<typeof EpochStartSchema>['commitsTo']> {
  const last = epoch === null ? null : await findLastCheckpoint(trx, epoch)
  return epoch === null || last === null ? null : { origin: ledgerOrigin(epoch), size: last.size, root: Buffer.from(last.root).toString('hex') }
}

/** Differs after a dump and load (server or database), and after a restore to an earlier point or a promotion (timeline). */
async function databaseIdentity(db: HubDatabase): Promise<string> {
  const { rows } = await sql<{ identity: string }>`
    select (select system_identifier from pg_control_system()) || '/' || (select timeline_id from pg_control_checkpoint())
      || '/' || (select oid from pg_database where datname = current_database()) as identity
  `.execute(db)
  return rows[0]?.identity ?? ''
}
