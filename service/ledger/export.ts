import { existsSync } from 'node:fs'
import pg from 'pg'
import { bundleLines, findPresentEpoch, hasEpoch, readLedgerState } from './export-bundle'
import { checkpointKeys, readKeyBundle } from './checkpoint-keys'
import { requireSettings, type LedgerSettings } from './settings'
import { signPresent } from './sign-present'
import { FileExists, writeSafely } from './write-safely'

export interface ExportCommand {
  readonly out: string
  readonly epoch: string | null
  readonly withOpenings: boolean
  readonly mayReplace: boolean
}

export interface ExportResult {
  /** `exported`, and what is wrong with it, or why nothing was written. */
  readonly outcome: 'exported' | 'exported-broken' | 'file-exists' | 'no-epoch' | 'not-covered'
  readonly epoch: string
  /** In the bundle; for `not-covered`, those after the last signed checkpoint. */
  readonly entries: number
}

/**
 * Writes one epoch's ledger as a bundle, from one snapshot. Where the last checkpoint does not cover every entry, one that does is signed
 * first (with the hub's keys); without the keys nothing is written. A table that no longer is what was signed is exported as it stands, as evidence.
 */
export async function exportLedger(settings: LedgerSettings, command: ExportCommand, now: Date = new Date()): Promise<ExportResult> {
  const { HUB_DATABASE_URL: url } = requireSettings(settings, 'HUB_DATABASE_URL')
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  await client.connect()
  try {
    const epoch = command.epoch ?? (await findPresentEpoch(client))
    if (epoch === null || !(await hasEpoch(client, epoch))) return { outcome: 'no-epoch', epoch: epoch ?? '', entries: 0 }
    if (!command.mayReplace && existsSync(command.out)) return { outcome: 'file-exists', epoch, entries: 0 }
    const before = await readLedgerState(client, epoch)
    // Fewer than were signed for: some are gone.
    let isSound = before.entries >= before.signed
    if (before.entries > before.signed) {
      if (settings.HUB_KEYS_FILE === undefined) return { outcome: 'not-covered', epoch, entries: before.entries - before.signed }
      isSound = await signPresent(settings, epoch)
    }
    await client.query('begin isolation level repeatable read read only')
    const state = await readLedgerState(client, epoch)
    const keys = settings.KEY_BUNDLE_FILE === undefined || settings.CONTROLLER_ROOT_KEY === undefined ? [] : checkpointKeys(await readKeyBundle(settings))
    // What the hub enters at this very moment is for the next export.
    const upTo = isSound ? state.signed : null
    const lines = bundleLines(client, { epoch, withOpenings: command.withOpenings, upTo, keys, exportedAt: now.toISOString() })
    await writeSafely(command.out, lines, command.mayReplace)
    await client.query('commit')
    return { outcome: isSound ? 'exported' : 'exported-broken', epoch, entries: Math.min(state.entries, upTo ?? state.entries) }
  } catch (error) {
    if (error instanceof FileExists) return { outcome: 'file-exists', epoch: command.epoch ?? '', entries: 0 }
    throw error
  } finally {
    await client.end()
  }
}
