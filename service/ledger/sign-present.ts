import { openDatabase } from '../plugins/postgres'
import { createCheckpointStore } from '../hub/ledger/checkpoint-store'
import { LedgerBrokenError, loadTree } from '../hub/ledger/load-tree'
import { loadHubKeys } from '../hub/hub-keys'
import type { HubTables } from '../hub/repositories/hub-tables'
import { readKeyBundle } from './checkpoint-keys'
import type { Waymark } from './export-bundle'
import { requireSettings, type LedgerSettings } from './settings'

/**
 * Signs a checkpoint for all entries of the epoch, with the hub's key, after reading and checking every one: a table that does not continue
 * what was signed before is never signed. Answers null for such a table, else the checkpoint. Throws SettingsMissing, KEY_BUNDLE_INVALID.
 */
export async function signPresent(settings: LedgerSettings, epoch: string): Promise<Waymark | null> {
  const { HUB_DATABASE_URL: url, HUB_KEYS_FILE: keysFile } = requireSettings(settings, 'HUB_DATABASE_URL', 'HUB_KEYS_FILE')
  const { checkpointSigner } = await loadHubKeys(keysFile, await readKeyBundle(settings))
  const database = openDatabase<HubTables>({ url, maxConnections: 1, statementTimeoutMs: 0 })
  try {
    const tree = await loadTree(database.db, epoch, null)
    return { size: tree.size, note: await createCheckpointStore({ db: database.db, epoch, signer: checkpointSigner, clock: Date }).signed(tree.size, tree.root()) }
  } catch (error) {
    if (error instanceof LedgerBrokenError) return null
    throw error
  } finally {
    await database.close()
  }
}
