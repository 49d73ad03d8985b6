import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from 'kysely'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase, type Database } from '../../../service/plugins/postgres'
import { requireAcceptedEpoch } from '../../../service/vault/domain/accepted-epoch'
import { startVaultWorld, type VaultWorld } from './vault-world'

let world: VaultWorld
let database: Database<unknown>
beforeAll(async () => {
  world = await startVaultWorld()
  database = openDatabase<unknown>({ url: await world.database.appUrl('casement_vault') })
})
afterAll(async () => {
  await database.close()
  await world.stop()
})

const accept = (epoch: string) =>
  database.db.transaction().execute(async (tx) => {
    await requireAcceptedEpoch(tx, epoch, [])
    await sleep(200) // as long as all the other checks take
    await sql`insert into witnessed_checkpoints (epoch, size, root, seen_at) values (${epoch}, 1, sha256('x'), now())`.execute(tx)
    return epoch
  }).catch((error: unknown) => (error as { code?: string }).code)

test('of two ledgers that a hub shows to two officers at the first moment of all, one is accepted', async () => {
  expect((await Promise.all(['aaaaaaaa', 'bbbbbbbb'].map(accept))).toSorted()).toEqual(['REVEAL_LEDGER_INCONSISTENT', expect.stringMatching(/^(aaaaaaaa|bbbbbbbb)$/)])
})
